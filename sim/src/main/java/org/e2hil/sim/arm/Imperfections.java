package org.e2hil.sim.arm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.agent.robot.Kinematics;
import org.e2hil.agent.robot.Robot;
import org.e2hil.agent.robot.ToolPose;
import org.e2hil.sim.randomisation.Draws;
import org.e2hil.sim.randomisation.Randomisation;

/**
 * What a simulated arm does late and measures wrongly in one episode: commands take effect after a
 * delay, encoders are off by a little, and where the tool is against the objects is unsure. Nothing
 * of all that until {@link #draw}. One thread.
 */
final class Imperfections {

  /** The arm whose end an unsure joint moves as far as the tool point is unsure, m. */
  private static final double LEVER_M = 0.5;

  private final ArmModel arm;
  private final Kinematics kinematics;
  private final ToolPose real = new ToolPose();
  private final ToolPose believed = new ToolPose();
  private final double[] offsetsRad;
  private final Deque<JointCommand> underWay = new ArrayDeque<>();
  private int delayTicks;
  private double toolNoiseM;
  private boolean perfect = true;
  private SeededRandom noise = SeededRandom.of(0, "noise");

  Imperfections(ArmModel arm) {
    this.arm = arm;
    kinematics = new Kinematics(arm);
    offsetsRad = new double[arm.joints().size()];
  }

  /** Draws those of a new episode and forgets what was under way. */
  void draw(Randomisation.Sensing ranges, Draws draws) {
    underWay.clear();
    double delayS = draws.within("delay_s", ranges.delayS(), 0);
    delayTicks = (int) Math.round(delayS * Robot.TICKS_PER_SECOND);
    for (int i = 0; i < offsetsRad.length; i++) {
      String name = "joint_offset_rad." + arm.joints().get(i).name();
      double perRad = arm.joints().get(i).perRad();
      offsetsRad[i] = perRad * draws.within(name, ranges.jointOffsetRad(), 0);
    }
    toolNoiseM = draws.within("tool_noise_m", ranges.toolNoiseM(), 0);
    noise = draws.random("noise");
    perfect = ranges.jointOffsetRad().isEmpty() && ranges.toolNoiseM().isEmpty();
  }

  /** True while joints are measured as they are. */
  boolean perfect() {
    return perfect;
  }

  /** By how much a joint's encoder is off, rad, or m where it slides. */
  double offsetRad(int joint) {
    return offsetsRad[joint];
  }

  /** By how much one reading of a joint is off, rad. */
  double readingErrorRad(int joint) {
    double lever = arm.joints().get(joint).slides() ? 1 : LEVER_M;
    return offsetsRad[joint] + toolNoiseM / lever * noise.nextGaussian();
  }

  /** By how much the tool point is misjudged along one axis this time, m. */
  double toolErrorM() {
    return toolNoiseM * noise.nextGaussian();
  }

  /** Sends a command on its way; what arrives at this tick, if anything does. */
  Optional<JointCommand> send(JointCommand command) {
    if (delayTicks == 0) {
      return Optional.of(command);
    }
    underWay.add(command);
    return underWay.size() > delayTicks ? Optional.of(underWay.remove()) : Optional.empty();
  }

  /** How far the tool point seems to be from where it is, because encoders are off, m. */
  double misreadM(double[] jointsRad, int axis) {
    double[] read = jointsRad.clone();
    for (int i = 0; i < read.length; i++) {
      read[i] += offsetsRad[i];
    }
    kinematics.forward(jointsRad, real);
    kinematics.forward(read, believed);
    return believed.positionM(axis) - real.positionM(axis);
  }
}
