package org.e2hil.agent.robot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.EnvironmentSpec;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.LimitCounts;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.StepResult;

/**
 * The one control step, for a simulated and a real arm alike: the gate limits the action, the
 * controller turns it into joint targets a hundred times a second, the robot moves, the judge
 * looks, the clock is checked. One thread.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class RobotEnvironment implements Environment {

  /** Tool point 3, quaternion 4, opening 1. */
  private static final int PROPRIOCEPTION_SIZE = 8;

  private final TaskSpec task;
  private final Robot robot;
  private final CartesianController controller;
  private final SafetyGate gate;
  private final Judge judge;
  private final Resetter resetter;
  private final List<Sensor> sensors;
  private final EnvironmentSpec spec;
  private final Kinematics kinematics;
  private final ToolPose tool = new ToolPose();
  private final int ticksPerStep;
  private final double[] proprioception = new double[PROPRIOCEPTION_SIZE];
  private final double[] joints;
  private final double[] motion;

  private Phase phase = Phase.NEW;
  private int steps;
  private Observation lastSeen;

  private enum Phase {
    NEW,
    RUNNING,
    ENDED,
    CLOSED
  }

  /**
   * A world of these parts, which it owns from now on.
   *
   * @param name of the robot, as scenarios call it
   * @param sensors what is observed beside what every robot has
   */
  public RobotEnvironment(
      String name,
      TaskSpec task,
      Robot robot,
      CartesianController controller,
      SafetyGate gate,
      Judge judge,
      Resetter resetter,
      List<Sensor> sensors) {
    this.task = task;
    this.robot = robot;
    this.controller = controller;
    this.gate = gate;
    this.judge = judge;
    this.resetter = resetter;
    this.sensors = List.copyOf(sensors);
    kinematics = new Kinematics(robot.arm());
    ticksPerStep = (int) Math.round(Robot.TICKS_PER_SECOND / task.controlHz());
    joints = new double[robot.arm().joints().size()];
    motion = new double[joints.length + 3];
    List<ObservationGroup> groups = new ArrayList<>();
    groups.add(measured(ObservationGroup.PROPRIOCEPTION, proprioception));
    groups.add(measured(ObservationGroup.JOINTS, joints));
    groups.add(measured(ObservationGroup.MOTION, motion));
    this.sensors.forEach(sensor -> groups.add(sensor.group()));
    spec =
        new EnvironmentSpec(
            task.name(), name, groups, task.actionScale(), task.controlHz(), task.horizon());
  }

  private static ObservationGroup measured(String name, double[] numbers) {
    return ObservationGroup.numbers(name, numbers.length, /* privileged= */ false);
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public Observation reset(long seed) {
    requireOpen();
    phase = Phase.NEW;
    JointCommand held = resetter.reset(seed);
    controller.reset(held.positionsRad(), held.gripperOpening());
    Observation seen = observe();
    if (!seen.isFinite()) {
      throw new EnvironmentFaultException(
          "the robot reported a number that is not finite at a reset; check its sensors");
    }
    steps = 0;
    phase = Phase.RUNNING;
    lastSeen = seen;
    return seen;
  }

  @Override
  public StepResult step(Action action) {
    requireRunning();
    LimitCounts limits = new LimitCounts();
    Action applied = gate.apply(action, controller.goal(), limits);
    EpisodeEnd episodeEnd;
    try {
      controller.moveGoal(applied, robot.state().positionsRad(), limits);
      for (int ticksLeft = ticksPerStep; ticksLeft > 0; ticksLeft--) {
        controller.tick(ticksLeft, limits);
        robot.command(controller.command());
        robot.awaitTick();
      }
      steps++;
      episodeEnd = judge.judge();
      if (!episodeEnd.isEnd() && steps >= task.horizon()) {
        episodeEnd = EpisodeEnd.timeLimit();
      }
      Observation seen = observe();
      if (seen.isFinite()) {
        lastSeen = seen;
      } else {
        episodeEnd = EpisodeEnd.fault("the robot reported a number that is not finite");
      }
    } catch (EnvironmentFaultException e) {
      episodeEnd = EpisodeEnd.fault(e.getMessage());
    }
    if (episodeEnd.isEnd()) {
      phase = Phase.ENDED;
    }
    double reward = episodeEnd.isLearnable() ? judge.reward(episodeEnd) : 0;
    return new StepResult(lastSeen, reward, episodeEnd, applied, limits);
  }

  @Override
  public Map<String, Double> episodeParameters() {
    return resetter.parameters();
  }

  private Observation observe() {
    Observation.Builder into = Observation.builder();
    look();
    into.numbers(ObservationGroup.PROPRIOCEPTION, proprioception);
    into.numbers(ObservationGroup.JOINTS, joints);
    into.numbers(ObservationGroup.MOTION, motion);
    sensors.forEach(sensor -> sensor.observe(into));
    return into.build();
  }

  private void look() {
    RobotState state = robot.state();
    kinematics.forward(state.positionsRad(), tool);
    int at = 0;
    for (int axis = 0; axis < 3; axis++) {
      proprioception[at++] = tool.positionM(axis);
    }
    // a quaternion and its negative are the same turn: the y part is far from zero while the tool
    // points down, as it does in every task, so its sign decides which of the two is shown
    double sign = tool.quaternion(2) < 0 ? -1 : 1;
    for (int i = 0; i < 4; i++) {
      proprioception[at++] = sign * tool.quaternion(i);
    }
    proprioception[at] = state.gripperOpening();
    for (int joint = 0; joint < state.joints(); joint++) {
      joints[joint] = state.positionRad(joint);
    }
    // speeds of the joints, rad/s; then how far the goal is ahead, m, also how hard the arm pushes
    at = 0;
    for (int joint = 0; joint < state.joints(); joint++) {
      motion[at++] = state.velocityRadPerS(joint);
    }
    for (int axis = 0; axis < 3; axis++) {
      motion[at++] = controller.goal().positionM(axis) - tool.positionM(axis);
    }
  }

  private void requireOpen() {
    if (phase == Phase.CLOSED) {
      throw new IllegalStateException("this environment is closed");
    }
  }

  private void requireRunning() {
    requireOpen();
    if (phase != Phase.RUNNING) {
      throw new IllegalStateException(
          phase == Phase.NEW
              ? "reset the environment before its first step"
              : "the episode is over; reset the environment before the next step");
    }
  }

  @Override
  public void close() {
    if (phase != Phase.CLOSED) {
      phase = Phase.CLOSED;
      robot.close();
    }
  }
}
