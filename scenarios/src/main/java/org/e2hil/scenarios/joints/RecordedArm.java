package org.e2hil.scenarios.joints;

import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.agent.robot.Robot;
import org.e2hil.agent.robot.RobotState;

/**
 * An arm that measures again what a recording measured, whatever it is asked for. How fast the
 * recording goes on is said for each control period. One thread.
 */
final class RecordedArm implements Robot {

  private final ArmModel arm;
  private final JointRecording recording;
  private double atS;
  private double beforeS;
  private double toS;
  private int ticksLeft;
  private long ticks;

  RecordedArm(ArmModel arm, JointRecording recording) {
    this.arm = arm;
    this.recording = recording;
  }

  /** Goes back to the beginning, where it stands still. */
  void rewind() {
    play(0, 0);
    atS = 0;
    beforeS = 0;
  }

  /** Goes on to a time of the recording during so many ticks. */
  void play(double recordedS, int during) {
    toS = recordedS;
    ticksLeft = during;
  }

  /** Where the recording is, s. */
  double atS() {
    return atS;
  }

  @Override
  public ArmModel arm() {
    return arm;
  }

  @Override
  public RobotState state() {
    JointCommand now = recording.measured(atS);
    JointCommand before = recording.measured(beforeS);
    double[] speeds = new double[now.joints()];
    for (int i = 0; i < speeds.length; i++) {
      speeds[i] = (now.positionRad(i) - before.positionRad(i)) * TICKS_PER_SECOND;
    }
    return new RobotState(
        (double) ticks / TICKS_PER_SECOND, now.positionsRad(), speeds, now.gripperOpening());
  }

  @Override
  public void command(JointCommand command) {
    // what was done cannot be changed
  }

  @Override
  public void awaitTick() {
    ticks++;
    beforeS = atS;
    atS = ticksLeft <= 1 ? toS : atS + (toS - atS) / ticksLeft;
    ticksLeft--;
  }

  @Override
  public void close() {
    // there is nothing to let go of
  }
}
