package org.e2hil.hardware.so101;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.feetech.BaudRates;
import org.e2hil.hardware.feetech.BusSettings;
import org.e2hil.hardware.feetech.FeetechBus;
import org.e2hil.hardware.feetech.NoReplyException;
import org.e2hil.hardware.feetech.Register;
import org.e2hil.hardware.link.ByteLink;
import org.e2hil.hardware.link.LinkLostException;
import org.e2hil.hardware.terminal.Dialogue;

/**
 * Gives the motors of a new SO-101 or SO-100 their numbers, as LeRobot does: one motor at a time is
 * on the wire, at whatever speed and under whatever number it left the factory. One thread.
 */
@API(status = API.Status.INTERNAL)
public final class MotorSetup {

  private static final int LIMP = 0;
  private static final int OPEN = 0;
  private static final int LOCKED = 1;

  private final IntFunction<ByteLink> wire;
  private final Clock clock;
  private final Dialogue person;

  /**
   * Motors on a wire.
   *
   * @param wire opens it at a speed, bits a second
   * @param clock the wire's own
   */
  public MotorSetup(IntFunction<ByteLink> wire, Clock clock, Dialogue person) {
    this.wire = wire;
    this.clock = clock;
    this.person = person;
  }

  /**
   * Leads a person through all six motors, from the gripper to the base, and looks at them all in
   * the end.
   *
   * @throws EnvironmentFaultException if the wire is lost, or the person leaves
   */
  public void all() {
    Motor[] motors = Motor.values();
    for (int i = motors.length - 1; i >= 0; i--) {
      Motor motor = motors[i];
      repeatUntilDone(
          "Connect the adapter to the motor for "
              + motor.label()
              + " alone, with no other motor behind it, and give it power.",
          () -> person.tell(give(motor)));
    }
    repeatUntilDone("Now connect all six motors one after the other.", this::requireAll);
    person.tell("All six motors answer.");
  }

  private void repeatUntilDone(String instruction, Runnable step) {
    boolean done = false;
    while (!done) {
      person.awaitDone(instruction);
      try {
        step.run();
        done = true;
      } catch (LinkLostException e) {
        throw e;
      } catch (EnvironmentFaultException e) {
        person.tell(e.getMessage() + ".");
      }
    }
  }

  /**
   * Gives the one motor on the wire its number and the usual speed, and reads it back.
   *
   * @return a sentence on what was done
   */
  private String give(Motor motor) {
    for (int baud : BaudRates.ALL) {
      Optional<Integer> found = give(motor, baud);
      if (found.isPresent()) {
        check(motor);
        return String.format(
            Locale.ROOT,
            "%s has the id %d now; it was found under %d at %,d bit/s.",
            motor.label(),
            motor.id(),
            found.get(),
            baud);
      }
    }
    throw new EnvironmentFaultException(
        "no motor answers at any speed; check the plug, that the adapter has its power, and its"
            + " jumpers");
  }

  /** Under which number the motor was found at a speed, if it was. */
  private Optional<Integer> give(Motor motor, int baud) {
    try (ByteLink link = wire.apply(baud)) {
      FeetechBus bus = bus(link);
      List<Integer> ids = bus.pingAll();
      if (ids.isEmpty()) {
        return Optional.empty();
      }
      int id = onlyOne(ids);
      write(bus, id, motor);
      return Optional.of(id);
    }
  }

  private static int onlyOne(List<Integer> ids) {
    if (ids.size() > 1 || ids.contains(FeetechBus.UNKNOWN)) {
      List<String> known =
          ids.stream().filter(id -> id != FeetechBus.UNKNOWN).map(id -> "motor " + id).toList();
      throw new EnvironmentFaultException(
          "more than one motor answers"
              + (known.isEmpty() ? "" : " (" + String.join(", ", known) + ")")
              + "; unplug all but the one, since all would get the same id");
    }
    return ids.get(0);
  }

  private static void write(FeetechBus bus, int id, Motor motor) {
    int model = bus.read(id, Register.MODEL);
    if (model != Register.STS3215_MODEL) {
      throw new EnvironmentFaultException(
          "the motor is of model "
              + model
              + ", but this arm has STS3215 servos (model "
              + Register.STS3215_MODEL
              + ")");
    }
    bus.write(id, Register.TORQUE_ENABLE, LIMP);
    bus.write(id, Register.LOCK, OPEN);
    writeUnheard(bus, id, Register.ID, motor.id());
    writeUnheard(bus, motor.id(), Register.BAUD_RATE, 0);
  }

  /** The answer may come under the new number or at the new speed; reading back tells the truth. */
  private static void writeUnheard(FeetechBus bus, int id, Register register, int value) {
    try {
      bus.write(id, register, value);
    } catch (NoReplyException e) {
      // it is looked at afterwards
    }
  }

  private void check(Motor motor) {
    try (ByteLink link = wire.apply(BaudRates.USUAL)) {
      FeetechBus bus = bus(link);
      if (bus.read(motor.id(), Register.ID) != motor.id()
          || bus.read(motor.id(), Register.BAUD_RATE) != 0) {
        throw new EnvironmentFaultException(
            bus.name(motor.id()) + " has not kept its id and its speed; power-cycle it and repeat");
      }
      bus.write(motor.id(), Register.LOCK, LOCKED);
    }
  }

  private void requireAll() {
    try (ByteLink link = wire.apply(BaudRates.USUAL)) {
      FeetechBus bus = bus(link);
      List<String> silent = new ArrayList<>();
      for (Motor motor : Motor.values()) {
        try {
          bus.ping(motor.id());
        } catch (NoReplyException e) {
          silent.add(bus.name(motor.id()));
        }
      }
      if (!silent.isEmpty()) {
        throw new EnvironmentFaultException(
            String.join(", ", silent)
                + " does not answer; check the plugs from motor to motor, in the order of the arm");
      }
    }
  }

  private FeetechBus bus(ByteLink link) {
    return new FeetechBus(link, clock, Motor.labelsById(), BusSettings.DEFAULT);
  }
}
