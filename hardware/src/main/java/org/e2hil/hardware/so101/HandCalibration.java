package org.e2hil.hardware.so101;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.feetech.BusSettings;
import org.e2hil.hardware.feetech.FeetechBus;
import org.e2hil.hardware.feetech.Register;
import org.e2hil.hardware.feetech.Reply;
import org.e2hil.hardware.link.ByteLink;
import org.e2hil.hardware.terminal.Dialogue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calibrates an SO-101 or SO-100, follower or leader, as LeRobot does: the person holds the limp
 * arm in its middle pose, from which the homing offsets follow, and then moves every joint from end
 * to end, which gives the ranges. One thread.
 */
@API(status = API.Status.INTERNAL)
public final class HandCalibration {

  private static final Logger LOG = LoggerFactory.getLogger(HandCalibration.class);

  /** What a motor shows in the middle pose: half of 4095, as LeRobot cuts it off. */
  private static final int MIDDLE_TICKS = MotorCalibration.MAX_TICKS / 2;

  private static final int MAX_HOMING_OFFSET = 2047;
  private static final int POSITION_MODE = 0;
  private static final int LIMP = 0;
  private static final int OPEN = 0;
  private static final int LOCKED = 1;

  /** Of a joint's travel: one that was led over the seam shows a whole turn. */
  private static final double MOST = 1.4;

  /** How long a program that is told to end waits until the motors hold their old numbers. */
  private static final long RESTORE_LIMIT_S = 60;

  private static final String DIFFERENT = "the motors may hold others than the calibration's file";

  private static final int LOOK_MS = 20;
  private static final int LOOKS_PER_TABLE = 5;
  private static final int[] IDS = Motor.ids();
  private static final List<Motor> SWEPT =
      // it has no end: LeRobot gives it the whole turn
      Stream.of(Motor.values()).filter(motor -> motor != Motor.WRIST_ROLL).toList();
  private static final List<Register> CALIBRATED =
      List.of(Register.HOMING_OFFSET, Register.MIN_POSITION, Register.MAX_POSITION);

  private final FeetechBus bus;
  private final Dialogue person;

  private HandCalibration(FeetechBus bus, Dialogue person) {
    this.bus = bus;
    this.person = person;
  }

  /**
   * Leads a person through it. Afterwards the motors hold the result, and are limp; no file is
   * written. Where it is left early, also by Ctrl-C, the motors hold what they held before.
   *
   * @param link to the arm, which stays the caller's
   * @param clock the link's own
   * @throws EnvironmentFaultException if a motor is amiss, or the person leaves; it names the
   *     motors that could not be given back what they held
   */
  public static Calibration make(ByteLink link, Clock clock, Dialogue person) {
    FeetechBus bus = new FeetechBus(link, clock, Motor.labelsById(), BusSettings.DEFAULT);
    ConnectSequence.inspect(bus);
    CountDownLatch over = new CountDownLatch(1);
    // a port is taken away at the end of the program, and the old numbers must be written before
    link.beforeShutdown(() -> await(over));
    try {
      return new HandCalibration(bus, person).make();
    } finally {
      over.countDown();
    }
  }

  private static void await(CountDownLatch over) {
    try {
      if (!over.await(RESTORE_LIMIT_S, TimeUnit.SECONDS)) {
        LOG.warn("The calibration did not end in time; calibrate again, for {}", DIFFERENT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Calibration make() {
    goLimp();
    Map<Motor, List<Integer>> before = new EnumMap<>(Motor.class);
    for (Motor motor : Motor.values()) {
      before.put(motor, CALIBRATED.stream().map(one -> bus.read(motor.id(), one)).toList());
    }
    try {
      Optional<Calibration> made = Optional.empty();
      while (made.isEmpty()) {
        made = sweep(home());
      }
      for (Motor motor : Motor.values()) {
        MotorCalibration one = made.get().of(motor);
        write(motor, List.of(one.homingOffset(), one.rangeMin(), one.rangeMax()));
      }
      new ConnectSequence(bus, made.get()).calibrate(/* restore= */ false, /* mayWrite= */ false);
      lock();
      return made.get();
    } catch (RuntimeException e) {
      throw restored(before, e);
    }
  }

  /** Gives every motor back what it held; what ended the calibration, with those that missed it. */
  private RuntimeException restored(Map<Motor, List<Integer>> before, RuntimeException why) {
    List<Motor> missed = new ArrayList<>();
    before.forEach(
        (motor, values) -> {
          try {
            write(motor, values);
            bus.write(motor.id(), Register.LOCK, LOCKED);
          } catch (EnvironmentFaultException e) {
            // the others shall not go without for it
            why.addSuppressed(e);
            missed.add(motor);
          }
        });
    return missed.isEmpty()
        ? why
        : new EnvironmentFaultException(
            why.getMessage()
                + "; "
                + labels(missed)
                + " could not be given back the old numbers, so calibrate again: "
                + DIFFERENT,
            why);
  }

  private void goLimp() {
    boolean holds = false;
    for (int id : IDS) {
      holds |= bus.read(id, Register.TORQUE_ENABLE) != LIMP;
    }
    if (holds && !person.confirmed("The arm is under torque. Do you support it; may it go limp?")) {
      throw new EnvironmentFaultException(
          "an arm is calibrated while it is limp; support it and begin again");
    }
    for (int id : IDS) {
      bus.write(id, Register.TORQUE_ENABLE, LIMP);
      bus.write(id, Register.LOCK, OPEN);
      bus.write(id, Register.MODE, POSITION_MODE);
      // a motor that counts turns tells places that no range holds
      bus.write(id, Register.PHASE, bus.read(id, Register.PHASE) & ~ConnectSequence.COUNTS_TURNS);
    }
  }

  private void lock() {
    for (int id : IDS) {
      bus.write(id, Register.LOCK, LOCKED);
    }
  }

  /** In the order of {@link #CALIBRATED}. */
  private void write(Motor motor, List<Integer> values) {
    for (int i = 0; i < values.size(); i++) {
      bus.write(motor.id(), CALIBRATED.get(i), values.get(i));
    }
  }

  /** The homing offsets, which the motors hold from now on. */
  private Map<Motor, Integer> home() {
    while (true) {
      person.awaitDone(
          "Hold every joint in the middle of its range: the upper arm upright, the forearm level"
              + " and straight ahead, the gripper in line with it, half open with its jaw above.");
      for (Motor motor : Motor.values()) {
        write(motor, List.of(0, 0, MotorCalibration.MAX_TICKS));
      }
      Map<Motor, Integer> offsets = new EnumMap<>(Motor.class);
      positions().forEach((motor, ticks) -> offsets.put(motor, ticks - MIDDLE_TICKS));
      List<String> beyond =
          offsets.keySet().stream()
              .filter(motor -> Math.abs(offsets.get(motor)) > MAX_HOMING_OFFSET)
              .map(motor -> bus.name(motor.id()))
              .toList();
      if (beyond.isEmpty()) {
        offsets.forEach((motor, o) -> bus.write(motor.id(), Register.HOMING_OFFSET, o));
        return offsets;
      }
      person.tell(
          String.join(", ", beyond)
              + " stands on the very seam of its encoder, which no homing offset reaches; move it a"
              + " little.");
    }
  }

  private Map<Motor, Integer> positions() {
    Map<Integer, Reply> replies =
        bus.sweep(Register.PRESENT_POSITION, Register.PRESENT_POSITION, IDS);
    Map<Motor, Integer> positions = new EnumMap<>(Motor.class);
    for (Motor motor : Motor.values()) {
      Reply reply = replies.get(motor.id());
      positions.put(
          motor,
          reply == null
              ? bus.read(motor.id(), Register.PRESENT_POSITION)
              : reply.value(Register.PRESENT_POSITION));
    }
    return positions;
  }

  /** The calibration of a sweep; none if it has to begin with the middle pose again. */
  private Optional<Calibration> sweep(Map<Motor, Integer> offsets) {
    person.tell(
        "Now move every joint but wrist_roll slowly from end to end, and open and close the gripper"
            + " all the way. Press Enter when all have been moved.");
    Map<Motor, Integer> now = positions();
    Map<Motor, Integer> lowest = new EnumMap<>(now);
    Map<Motor, Integer> highest = new EnumMap<>(now);
    for (int look = 0; ; look++) {
      if (look % LOOKS_PER_TABLE == 0) {
        person.draw(table(lowest, now, highest));
      }
      boolean entered = person.enter(LOOK_MS);
      now = positions();
      now.forEach((motor, ticks) -> lowest.merge(motor, ticks, Math::min));
      now.forEach((motor, ticks) -> highest.merge(motor, ticks, Math::max));
      if (!entered) {
        continue;
      }
      person.draw(table(lowest, now, highest));
      List<Motor> over = SWEPT.stream().filter(m -> isOverSeam(m, lowest, highest)).toList();
      if (!over.isEmpty()) {
        person.tell(
            labels(over)
                + " went over the seam of its encoder, so it was not in the middle before. Once"
                + " more, from the middle pose.");
        return Optional.empty();
      }
      List<Motor> unmoved =
          SWEPT.stream()
              .filter(
                  m -> CalibrationCheck.impossible(m, highest.get(m) - lowest.get(m)).isPresent())
              .toList();
      if (!unmoved.isEmpty()) {
        person.tell(
            labels(unmoved) + " was not moved from end to end yet. Go on, then press Enter.");
        continue;
      }
      Calibration made = calibration(offsets, lowest, highest);
      List<String> doubts = CalibrationCheck.doubts(made);
      doubts.forEach(person::tell);
      if (doubts.isEmpty() || person.confirmed("Shall it be kept all the same?")) {
        return Optional.of(made);
      }
      person.tell("Go on moving, then press Enter.");
    }
  }

  private static boolean isOverSeam(
      Motor motor, Map<Motor, Integer> lowest, Map<Motor, Integer> highest) {
    int ticks = highest.get(motor) - lowest.get(motor);
    return lowest.get(motor) < 0
        || highest.get(motor) > MotorCalibration.MAX_TICKS
        || ticks
            > (motor == Motor.GRIPPER ? CalibrationCheck.MOST_OF_GRIPPER : MOST)
                * CalibrationCheck.travelTicks(motor);
  }

  private static String labels(List<Motor> motors) {
    return String.join(", ", motors.stream().map(Motor::label).toList());
  }

  private static Calibration calibration(
      Map<Motor, Integer> offsets, Map<Motor, Integer> lowest, Map<Motor, Integer> highest) {
    Map<Motor, MotorCalibration> motors = new EnumMap<>(Motor.class);
    for (Motor motor : Motor.values()) {
      boolean swept = SWEPT.contains(motor);
      motors.put(
          motor,
          new MotorCalibration(
              motor.id(),
              0,
              offsets.get(motor),
              swept ? lowest.get(motor) : 0,
              swept ? highest.get(motor) : MotorCalibration.MAX_TICKS));
    }
    return new Calibration(motors);
  }

  private static List<String> table(
      Map<Motor, Integer> lowest, Map<Motor, Integer> now, Map<Motor, Integer> highest) {
    List<String> lines = new ArrayList<>();
    lines.add(row("motor", "lowest", "now", "highest", "moved"));
    for (Motor motor : SWEPT) {
      int ticks = highest.get(motor) - lowest.get(motor);
      lines.add(
          row(
              motor.label(),
              lowest.get(motor),
              now.get(motor),
              highest.get(motor),
              String.format(
                  Locale.ROOT, "%d of about %.0f", ticks, CalibrationCheck.travelTicks(motor))));
    }
    return lines;
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "  %-14s %7s %7s %7s   %s", cells);
  }
}
