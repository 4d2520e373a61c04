package org.e2hil.hardware.emulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.e2hil.hardware.feetech.BaudRates;
import org.e2hil.hardware.feetech.Frame;
import org.e2hil.hardware.feetech.FrameDecoder;
import org.e2hil.hardware.feetech.Instruction;
import org.e2hil.hardware.feetech.Register;

/**
 * Feetech servos on one wire: bytes in, bytes out, in the time that the real ones take, with a body
 * that moves in between. It has no thread and no clock of its own; any thread may use it, one at a
 * time does.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class FeetechEmulator implements EmulatedDevice {

  private static final long LISTEN_NANOS = 20_000_000;
  private static final long NANOS_PER_BYTE = 10_000; // ten bits at 1 Mbit/s
  private static final long NANOS_PER_RETURN_DELAY = 2_000;
  private static final int LONGEST_READ = 128;
  private static final double LONGEST_STEP_S = 0.005;
  private static final double NANOS_PER_S = 1e9;
  // an arm that nobody has asked for longer has come to rest or has given up, and an hour need not
  // be computed
  private static final double SETTLED_S = 3;

  private final List<EmulatedMotor> motors = new ArrayList<>();
  private final EmulatedBody body;
  private final BusFaults faults;
  private final FrameDecoder decoder = new FrameDecoder();
  private final Map<EmulatedMotor, Frame> kept = new HashMap<>();
  private final Set<EmulatedMotor> plugged = new HashSet<>();
  private final int[] instructions = new int[256];
  private int baud = BaudRates.USUAL;
  private double[] positionsRad;
  private long nowNanos;
  private boolean started;

  /**
   * Motors numbered from 1, as they leave the factory.
   *
   * @param encoderTicksAtZero what each encoder shows where the body's angle is zero, {@code
   *     [motor]}
   * @param body as many shafts as there are motors
   */
  public FeetechEmulator(double[] encoderTicksAtZero, EmulatedBody body, BusFaults faults) {
    for (int i = 0; i < encoderTicksAtZero.length; i++) {
      motors.add(new EmulatedMotor(i + 1, encoderTicksAtZero[i]));
    }
    plugged.addAll(motors);
    this.body = body;
    this.faults = faults;
    positionsRad = body.positionsRad();
    sense(positionsRad, LONGEST_STEP_S);
  }

  @Override
  public String name() {
    return "the emulated bus";
  }

  @Override
  public long listenNanos() {
    return LISTEN_NANOS;
  }

  /** Takes bytes at a moment and answers them. */
  @Override
  public synchronized List<Arrival> accept(byte[] bytes, int length, long now) {
    advanceTo(now);
    if (length == 0) {
      return List.of();
    }
    byte[] arriving = faults.transmit(Arrays.copyOf(bytes, length));
    List<Frame> replies = new ArrayList<>();
    long[] due = {now + length * NANOS_PER_BYTE + faults.delayNanos()};
    List<Arrival> arrivals = new ArrayList<>();
    decoder.accept(arriving, arriving.length, frame -> execute(frame, replies));
    for (Frame reply : replies) {
      byte[] sent = reply.encode();
      int delay = motor(reply.id()).map(m -> m.get(Register.RETURN_DELAY)).orElse(0);
      due[0] += delay * NANOS_PER_RETURN_DELAY + sent.length * NANOS_PER_BYTE;
      byte[] received = faults.transmit(sent);
      if (received.length > 0) {
        arrivals.add(Arrival.of(received, due[0]));
      }
    }
    return arrivals;
  }

  /** Lets the body move until a moment. */
  public synchronized void advanceTo(long now) {
    if (!started) {
      started = true;
      nowNanos = now;
    }
    double leftS = Math.min((now - nowNanos) / NANOS_PER_S, SETTLED_S);
    if (leftS > 0) {
      drive();
      double elapsedS = leftS;
      for (; leftS > 0; leftS -= LONGEST_STEP_S) {
        double stepS = Math.min(leftS, LONGEST_STEP_S);
        body.advance(stepS);
        push(body.positionsRad(), stepS);
      }
      nowNanos = now;
      sense(body.positionsRad(), elapsedS);
    }
  }

  private void drive() {
    double[] goals = new double[motors.size()];
    boolean[] torque = new boolean[motors.size()];
    for (int i = 0; i < goals.length; i++) {
      goals[i] = motors.get(i).reachableGoalRad();
      torque[i] = motors.get(i).holdsPosition();
    }
    body.drive(goals, torque);
  }

  private void push(double[] positions, double seconds) {
    for (int i = 0; i < motors.size(); i++) {
      motors.get(i).push(positions[i], seconds);
    }
  }

  private void sense(double[] positions, double elapsedS) {
    for (int i = 0; i < motors.size(); i++) {
      double toldRad = positions[i] + faults.error(i, nowNanos);
      motors.get(i).sense(toldRad, (positions[i] - positionsRad[i]) / elapsedS);
    }
    positionsRad = positions;
  }

  private void execute(Frame frame, List<Frame> replies) {
    Optional<Instruction> instruction = Instruction.of(frame.code());
    if (instruction.isEmpty()) {
      return;
    }
    instructions[frame.code()]++;
    switch (instruction.get()) {
      case SYNC_READ -> syncRead(frame, replies);
      case SYNC_WRITE -> syncWrite(frame);
      case PING, READ, WRITE, REG_WRITE, ACTION -> {
        for (EmulatedMotor motor : motors) {
          boolean addressed = frame.id() == Frame.BROADCAST || frame.id() == motor.id();
          if (addressed && hears(motor)) {
            execute(instruction.get(), frame, motor, replies);
          }
        }
      }
    }
  }

  private void execute(
      Instruction instruction, Frame frame, EmulatedMotor motor, List<Frame> replies) {
    int id = motor.id();
    boolean answersAll = motor.get(Register.RESPONSE_LEVEL) != 0;
    byte[] answer = {};
    switch (instruction) {
      case READ -> {
        if (frame.size() != 2 || frame.parameter(1) > LONGEST_READ) {
          return;
        }
        answer = motor.read(frame.parameter(0), frame.parameter(1));
      }
      case WRITE -> write(motor, frame);
      case REG_WRITE -> kept.put(motor, frame);
      case ACTION -> Optional.ofNullable(kept.remove(motor)).ifPresent(k -> write(motor, k));
      case PING, SYNC_READ, SYNC_WRITE -> {}
    }
    boolean asked = instruction == Instruction.PING || instruction == Instruction.READ;
    // a ping to all is the one broadcast that is answered, one motor after the other
    boolean answers =
        frame.id() == Frame.BROADCAST ? instruction == Instruction.PING : asked || answersAll;
    if (answers) {
      replies.add(reply(id, answer));
    }
  }

  private static void write(EmulatedMotor motor, Frame frame) {
    if (frame.size() >= 2) {
      motor.write(frame.parameter(0), frame.parameters(), 1, frame.size() - 1);
    }
  }

  private void syncRead(Frame frame, List<Frame> replies) {
    for (int i = 2; i < frame.size() && frame.parameter(1) <= LONGEST_READ; i++) {
      int id = frame.parameter(i);
      motor(id)
          .filter(this::hears)
          .map(motor -> motor.read(frame.parameter(0), frame.parameter(1)))
          .ifPresent(bytes -> replies.add(reply(id, bytes)));
    }
  }

  private boolean hears(EmulatedMotor motor) {
    return plugged.contains(motor)
        && !faults.isMute(motor.id())
        && BaudRates.ALL.indexOf(baud) == motor.get(Register.BAUD_RATE);
  }

  /**
   * Leaves only some motors on the wire, as one does who builds an arm; one that comes to it has
   * just got its power.
   *
   * @param places from 0, whatever the motors are called
   */
  public synchronized void plug(Set<Integer> places) {
    for (int i = 0; i < motors.size(); i++) {
      EmulatedMotor motor = motors.get(i);
      if (!places.contains(i)) {
        plugged.remove(motor);
      } else if (plugged.add(motor)) {
        motor.powerCycle();
      }
    }
    sense(positionsRad, LONGEST_STEP_S);
  }

  /** The speed at which the other end talks from now on, bits a second. */
  public synchronized void tune(int bitsPerS) {
    baud = bitsPerS;
  }

  private Frame reply(int id, byte[] answer) {
    int status = faults.status(id) | motor(id).map(EmulatedMotor::status).orElse(0);
    return new Frame(faults.heardAs(id - 1) + 1, status, answer);
  }

  private void syncWrite(Frame frame) {
    int width = frame.size() < 2 ? 0 : frame.parameter(1);
    for (int at = 2; width > 0 && at + width < frame.size(); at += width + 1) {
      int from = at + 1;
      motor(frame.parameter(at))
          .filter(this::hears)
          .ifPresent(motor -> motor.write(frame.parameter(0), frame.parameters(), from, width));
    }
  }

  private Optional<EmulatedMotor> motor(int id) {
    return motors.stream().filter(motor -> motor.id() == id).findFirst();
  }

  /** What a register of a motor holds. */
  public synchronized int register(int id, Register register) {
    return motor(id).orElseThrow(() -> noMotor(id)).get(register);
  }

  /** Sets a register of a motor, so that it lasts. */
  public synchronized void setRegister(int id, Register register, int value) {
    EmulatedMotor motor = motor(id).orElseThrow(() -> noMotor(id));
    int lock = motor.get(Register.LOCK);
    motor.set(Register.LOCK, 0);
    byte[] bytes = new byte[register.width()];
    register.encode(value, bytes, 0);
    motor.write(register.address(), bytes, 0, bytes.length);
    motor.set(Register.LOCK, lock);
    sense(positionsRad, LONGEST_STEP_S);
  }

  private static IllegalArgumentException noMotor(int id) {
    return new IllegalArgumentException("there is no motor " + id + " on this bus");
  }

  /** Shaft angles now, {@code [motor]}, rad. */
  public synchronized double[] positionsRad() {
    return positionsRad.clone();
  }

  /**
   * Puts something hard in the way of a shaft, which stays between two angles from then on, rad. A
   * motor whose goal lies beyond pushes against it; infinities take it away.
   */
  public synchronized void obstruct(int id, double lowRad, double highRad) {
    motor(id).orElseThrow(() -> noMotor(id)).obstruct(lowRad, highRad);
  }

  /** How often an instruction has come. */
  public synchronized int count(Instruction instruction) {
    return instructions[instruction.code()];
  }

  /** Cuts the power and brings it back. */
  public synchronized void powerCycle() {
    motors.forEach(EmulatedMotor::powerCycle);
    kept.clear();
    sense(positionsRad, LONGEST_STEP_S);
  }

  /** Cuts the power of one motor and brings it back: it is limp and has forgotten much. */
  public synchronized void powerCycle(int id) {
    motor(id).orElseThrow(() -> noMotor(id)).powerCycle();
    sense(positionsRad, LONGEST_STEP_S);
  }

  /** What goes wrong. */
  @Override
  public BusFaults faults() {
    return faults;
  }
}
