package org.e2hil.hardware.emulator;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.apiguardian.api.API;
import org.e2hil.hardware.a1x.A1xFrames;
import org.e2hil.hardware.a1x.A1xReading;
import org.e2hil.hardware.a1x.A1xStatus;
import org.e2hil.hardware.a1x.FunctionCode;

/**
 * A Galaxea A1X from its motor controllers inward: what it is told at a moment changes what it
 * does, and as time passes it tells of itself. It behaves as badly as the real one: from power-up
 * on it obeys without being enabled; given torque before it was sent anywhere its joints swing to
 * zero; let go of, it repeats one and the same feedback until its power is cut. When nobody sends
 * it anywhere any more it holds the last place that it was sent to. It has no thread and no clock
 * of its own; any thread may use it, one at a time does.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class A1xEmulator {

  private static final int GRIPPER = A1xFrames.JOINTS;
  private static final long FEEDBACK_NANOS = 5_000_000;
  private static final long STATUS_NANOS = 1_000_000_000;
  private static final long RECEIVE_TIMEOUT_NANOS = 100_000_000;
  private static final double NANOS_PER_S = 1e9;
  // an arm that nobody has listened to for longer need not be told of moment by moment
  private static final long LONGEST_PAST_NANOS = 2_000_000_000;
  private static final long STILL_NANOS = 20_000_000;
  private static final int MOST_SAID = 500;
  private static final double STROKE_M = 0.1;

  private final EmulatedBody body;
  private final A1xFaults faults;
  private final Deque<Told> said = new ArrayDeque<>();
  private final double[] goals = new double[A1xFrames.MOTORS];
  private double[] positions;
  private final double[] velocities = new double[A1xFrames.MOTORS];
  private double[] before;
  private long beforeNanos;
  private A1xReading told;
  private final boolean[] powerless = new boolean[A1xFrames.MOTORS];
  private boolean enabled;
  private boolean letGo;
  private boolean started;
  private long nowNanos;
  private long feedbackDueNanos;
  private long statusDueNanos;
  private long commandedNanos;
  private long commands;
  private double squeeze;
  private long readings;

  /**
   * An arm whose power has just come on: limp, and telling the truth.
   *
   * @param body six joints in rad, then the gripper's opening in m, 0 to 0.1
   */
  public A1xEmulator(EmulatedBody body, A1xFaults faults) {
    this.body = body;
    this.faults = faults;
    positions = body.positionsRad();
    before = positions.clone();
    goals[GRIPPER] = positions[GRIPPER];
    told = reading();
  }

  /** What an arm tells of itself as time passes. */
  public interface Listener {
    /** It has told where its motors are, of its gripper the opening, 0 closed, 1 open. */
    void feedback(A1xReading reading, long atNanos);

    /** It has told how its motors are. */
    void status(A1xStatus status, long atNanos);
  }

  /** Sends joints, {@code [joint]} in rad, somewhere. */
  public synchronized void move(double[] jointsRad, long now) {
    start(now);
    commandedNanos = now;
    commands++;
    // from power-up on it obeys without being enabled
    enabled |= !letGo;
    if (!faults.isDeaf()) {
      System.arraycopy(jointsRad, 0, goals, 0, GRIPPER);
    }
  }

  /** Sends the gripper to an opening, 0 closed, 1 open. */
  public synchronized void moveGripper(double opening, long now) {
    start(now);
    if (!faults.isDeaf()) {
      goals[GRIPPER] = Math.max(0, Math.min(1, opening)) * STROKE_M;
    }
  }

  /** Tells it a function code; those that it does not know do nothing. */
  public synchronized void call(int code, long now) {
    start(now);
    if (code == FunctionCode.ENABLE.code()) {
      enabled = true;
      Arrays.fill(powerless, false);
    } else if (code == FunctionCode.DISABLE.code() || code == FunctionCode.CLEAR_ERROR.code()) {
      enabled = false;
      letGo = true;
    }
  }

  /** Lets time pass until a moment, and passes on what it has told since it was listened to. */
  public synchronized void listen(long now, Listener listener) {
    advanceTo(now);
    for (Told one = said.poll(); one != null; one = said.poll()) {
      one.tell(listener);
    }
  }

  private interface Told {
    void tell(Listener listener);
  }

  private void advanceTo(long now) {
    start(now);
    nowNanos = Math.max(nowNanos, now - LONGEST_PAST_NANOS);
    feedbackDueNanos = Math.max(feedbackDueNanos, nowNanos);
    while (feedbackDueNanos - now <= 0) {
      pass(feedbackDueNanos);
      tell();
      feedbackDueNanos += FEEDBACK_NANOS;
    }
    pass(now);
  }

  private void start(long now) {
    if (!started) {
      started = true;
      nowNanos = now;
      feedbackDueNanos = now;
      statusDueNanos = now;
      commandedNanos = now - RECEIVE_TIMEOUT_NANOS;
    }
  }

  private void pass(long until) {
    double seconds = (until - nowNanos) / NANOS_PER_S;
    if (seconds > 0) {
      boolean[] torque = new boolean[A1xFrames.MOTORS];
      for (int i = 0; i < torque.length; i++) {
        torque[i] = enabled && !powerless[i];
      }
      body.drive(goals, torque);
      body.advance(seconds);
      positions = body.positionsRad();
      nowNanos = until;
    }
  }

  private void tell() {
    senseVelocities();
    if (!letGo && !faults.isFrozen()) {
      told = reading();
    }
    A1xReading reading = told;
    long at = feedbackDueNanos;
    say(listener -> listener.feedback(reading, at));
    if (statusDueNanos - at <= 0) {
      statusDueNanos = at + STATUS_NANOS;
      A1xStatus status = status();
      say(listener -> listener.status(status, at));
    }
  }

  /** A body may move in steps that are longer than the time between two readings. */
  private void senseVelocities() {
    long elapsedNanos = feedbackDueNanos - beforeNanos;
    boolean moved = !Arrays.equals(positions, before);
    if (elapsedNanos > 0 && (moved || elapsedNanos > STILL_NANOS)) {
      for (int i = 0; i < GRIPPER; i++) {
        velocities[i] = (positions[i] - before[i]) * NANOS_PER_S / elapsedNanos;
      }
      before = positions;
      beforeNanos = feedbackDueNanos;
    }
  }

  private void say(Told one) {
    if (said.size() == MOST_SAID) {
      said.remove();
    }
    said.add(one);
  }

  private A1xReading reading() {
    double[] at = positions.clone();
    at[GRIPPER] = positions[GRIPPER] / STROKE_M;
    for (int i = 0; i < at.length; i++) {
      at[i] += faults.error(i, nowNanos);
    }
    double[] own = at.clone();
    for (int i = 0; i < at.length; i++) {
      if (faults.heardAs(i) != i) {
        at[faults.heardAs(i)] = own[i];
      }
    }
    double[] efforts = new double[A1xFrames.MOTORS];
    // the last digits of a live arm are never still
    readings++;
    for (int i = 0; i < efforts.length; i++) {
      efforts[i] = (Math.floorMod(readings * 7 + i, 5) - 2) / 600.0;
    }
    efforts[GRIPPER] += squeeze;
    return new A1xReading(at, velocities, efforts);
  }

  private A1xStatus status() {
    int[] bits = new int[A1xFrames.MOTORS];
    boolean idle = nowNanos - commandedNanos > RECEIVE_TIMEOUT_NANOS;
    for (int i = 0; i < bits.length; i++) {
      bits[i] = faults.status(i) | (idle ? A1xStatus.RECEIVE_TIMEOUT : 0);
    }
    return new A1xStatus(bits);
  }

  /** Where its motors really are: six joints in rad, then the gripper's opening in m. */
  public synchronized double[] positions(long now) {
    advanceTo(now);
    return positions.clone();
  }

  /** True while all its motors have torque. */
  public synchronized boolean isUnderTorque() {
    boolean all = enabled;
    for (boolean without : powerless) {
      all &= !without;
    }
    return all;
  }

  /** How often its joints were sent somewhere. */
  public synchronized long commands() {
    return commands;
  }

  /** Puts something between the gripper's fingers that it feels, N·m, or takes it away again. */
  public synchronized void squeeze(double effort) {
    squeeze = effort;
  }

  /** Takes the torque of one motor, as a loss of its power does, until it is given again. */
  public synchronized void losePower(int motor) {
    powerless[motor] = true;
  }

  /** Cuts the power and brings it back: it is limp and tells the truth. */
  public synchronized void powerCycle() {
    enabled = false;
    letGo = false;
    commands = 0;
    Arrays.fill(goals, 0);
    goals[GRIPPER] = positions[GRIPPER];
  }

  /** What goes wrong. */
  public A1xFaults faults() {
    return faults;
  }
}
