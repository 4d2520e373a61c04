package org.e2hil.scenarios.joints;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.LimitCounts;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.CartesianController;
import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.agent.robot.RearmableRobot;
import org.e2hil.agent.robot.Robot;
import org.e2hil.agent.robot.RobotState;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.sim.SimulatedWorkcell;

/**
 * A leader that is led along a path a hundred times a second while a simulated SO-101 follows it,
 * recorded as LeRobot does: no control step, no action and no task takes part.
 */
final class SimulatedLeader {

  /** Where the leader's tool is after a time, as a way from where it began. */
  interface Path {

    /** The way, m, and the turn about the vertical, rad: {@code [x, y, z, yaw]}. */
    double[] at(double timeS);

    /** The gripper's opening, a share. */
    double opening(double timeS);
  }

  private static final ActionScale FINE = new ActionScale(0.05, 0.3, 1);

  private Follower follower;

  private SimulatedLeader() {}

  /** Records a path from where an episode of this seed begins. */
  static List<LeRobotRecording.Frame> lead(
      Scenarios scenarios, Scenario scenario, long seed, Path path, double lengthS) {
    SimulatedLeader leader = new SimulatedLeader();
    try (Workcell world =
        SimulatedWorkcell.open(
            "sim-so101",
            Arms.so101(),
            ControllerConfig.so101(),
            scenarios.request(scenario),
            leader::take)) {
      world.environment().reset(seed);
      return leader.record(path, lengthS);
    }
  }

  private RearmableRobot take(Robot body) {
    follower = new Follower(body);
    return follower;
  }

  private List<LeRobotRecording.Frame> record(Path path, double lengthS) {
    CartesianController hand =
        new CartesianController(Arms.so101(), ControllerConfig.so101().withLeash(0.1, 1), FINE);
    hand.reset(follower.last.positionsRad(), follower.last.gripperOpening());
    double[] began = hand.goal().positionM();
    double[] before = path.at(0);
    List<LeRobotRecording.Frame> frames = new ArrayList<>();
    int ticks = (int) Math.round(lengthS * Robot.TICKS_PER_SECOND);
    for (int tick = 0; tick <= ticks; tick++) {
      double timeS = (double) tick / Robot.TICKS_PER_SECOND;
      if (Math.round((double) frames.size() * Robot.TICKS_PER_SECOND / LeRobotRecording.FPS)
          == tick) {
        frames.add(
            new LeRobotRecording.Frame(
                recorded(follower.last.positionsRad(), follower.last.gripperOpening()),
                recorded(follower.state().positionsRad(), follower.state().gripperOpening())));
      }
      double[] now = path.at(timeS);
      double[] values = new double[Action.SIZE];
      for (int axis = 0; axis < 3; axis++) {
        values[axis] =
            (began[axis] + now[axis] - hand.goal().positionM(axis)) / FINE.translationM();
      }
      values[5] = (now[3] - before[3]) / FINE.rotationRad();
      values[Action.GRIPPER] = path.opening(timeS) - hand.gripperGoal();
      before = now;
      hand.moveGoal(Action.of(values), follower.state().positionsRad(), new LimitCounts());
      hand.tick(1, new LimitCounts());
      follower.command(hand.command());
      follower.awaitTick();
    }
    return frames;
  }

  private static double[] recorded(double[] jointsRad, double opening) {
    double[] numbers = new double[jointsRad.length + 1];
    for (int i = 0; i < jointsRad.length; i++) {
      numbers[i] = Math.toDegrees(jointsRad[i]);
    }
    numbers[jointsRad.length] = 100 * opening;
    return numbers;
  }

  /** The arm in the scene, and what it was last asked for. */
  private static final class Follower implements RearmableRobot {

    private final Robot body;
    private JointCommand last;

    Follower(Robot body) {
      this.body = body;
    }

    @Override
    public ArmModel arm() {
      return body.arm();
    }

    @Override
    public RobotState state() {
      return body.state();
    }

    @Override
    public void command(JointCommand command) {
      last = command;
      body.command(command);
    }

    @Override
    public void awaitTick() {
      body.awaitTick();
    }

    @Override
    public Optional<String> stopped() {
      return Optional.empty();
    }

    @Override
    public void emergencyStop(String reason) {
      throw new IllegalStateException(reason);
    }

    @Override
    public void rearm() {
      // it never stops
    }

    @Override
    public void close() {
      body.close();
    }
  }
}
