package org.e2hil.hardware.workcell;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.CartesianController;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.agent.robot.RearmableRobot;
import org.e2hil.agent.robot.Resetter;
import org.e2hil.agent.robot.Robot;
import org.e2hil.agent.robot.RobotEnvironment;
import org.e2hil.agent.robot.RobotState;
import org.e2hil.agent.robot.SafetyGate;
import org.e2hil.agent.robot.TaskSpec;
import org.e2hil.agent.task.Task;
import org.e2hil.agent.task.TaskSetup;
import org.e2hil.agent.task.Tasks;

/** Puts a real robot's world together from its parts. */
@API(status = API.Status.EXPERIMENTAL)
public final class RobotWorkcell {

  private RobotWorkcell() {}

  /** The tasks that an arm has a usual set-up for. */
  public static List<String> tasks(ArmModel arm) {
    return Tasks.all().stream()
        .filter(task -> task.taskSetup(arm).isPresent())
        .map(task -> task.spec().name())
        .toList();
  }

  /**
   * Opens the world. Whatever is wrong with the request is said before anybody is asked and before
   * anything is connected.
   *
   * @param operators whom to ask; the world closes the one that it gets
   * @param connect connects to the arm, with the person who may let it go limp
   * @throws IllegalArgumentException for a task or group that this robot does not have
   * @throws org.e2hil.agent.env.EnvironmentFaultException if the robot cannot be connected to
   */
  public static Workcell open(
      CellConfig station,
      EnvironmentRequest request,
      Supplier<Operator> operators,
      Function<Operator, RearmableRobot> connect) {
    TaskSpec task = task(station, request);
    TaskSetup place = place(station, task);
    RobotSensors.Opened sensors =
        RobotSensors.discover()
            .open(
                station.robot(),
                task.name(),
                request.groups(),
                station.perception(),
                station.cameras());
    try {
      return open(station, task, place, sensors, operators.get(), connect);
    } catch (RuntimeException e) {
      sensors.close();
      throw e;
    }
  }

  /**
   * Refuses a request that {@link #open} would refuse, as far as that shows without opening or
   * asking anything.
   *
   * @throws IllegalArgumentException for a task or group that this robot does not have
   * @throws org.e2hil.agent.env.EnvironmentFaultException for a camera that is not there
   */
  public static void check(CellConfig station, EnvironmentRequest request) {
    TaskSpec task = task(station, request);
    place(station, task);
    RobotSensors.discover()
        .check(
            station.robot(),
            task.name(),
            request.groups(),
            station.perception(),
            station.cameras());
  }

  /** Where it works; an arm that cannot stand at the start is told so before anything moves. */
  private static TaskSetup place(CellConfig station, TaskSpec task) {
    TaskSetup place = taskSetup(station, task);
    place.start(controller(station, place, task, station.arm()), station.arm());
    return place;
  }

  private static Workcell open(
      CellConfig station,
      TaskSpec task,
      TaskSetup place,
      RobotSensors.Opened sensors,
      Operator operator,
      Function<Operator, RearmableRobot> connect) {
    RearmableRobot robot;
    try {
      robot = connect.apply(operator);
    } catch (RuntimeException e) {
      operator.close();
      throw e;
    }
    operator.onEmergencyStop(() -> robot.emergencyStop("asked for at the terminal"));
    Robot attended = new AttendedRobot(robot, sensors, operator);
    try {
      // its calibration may have narrowed its limits
      CartesianController controller = controller(station, place, task, robot.arm());
      if (!station.dryRun()) {
        // in a dry run the arm is moved by hand
        controller.watchMeasurements(robot::emergencyStop);
      }
      JointCommand start = place.start(controller, robot.arm());
      Resetter reset =
          station.dryRun()
              ? new StandingReset(robot)
              : new HumanReset(robot, start, task.title(), operator);
      RobotEnvironment environment =
          new RobotEnvironment(
              station.robot(),
              task,
              attended,
              controller,
              new SafetyGate(place.workspace(), place.turns(), task.actionScale()),
              () -> operator.poll().map(Signal::episodeEnd).orElse(EpisodeEnd.none()),
              reset,
              sensors.all());
      return new Workcell(environment, Optional.empty(), robot::emergencyStop);
    } catch (RuntimeException e) {
      attended.close();
      throw e;
    }
  }

  private static CartesianController controller(
      CellConfig station, TaskSetup place, TaskSpec task, ArmModel arm) {
    return new CartesianController(arm, place.controller(station.controller()), task.actionScale());
  }

  private static TaskSpec task(CellConfig station, EnvironmentRequest request) {
    if (!request.tunables().isEmpty()) {
      throw new IllegalArgumentException(
          "task.tunables: a person judges and lays things out on %s, so %s would have no effect; leave them out, as with --set task.tunables=null"
              .formatted(station.robot(), request.tunables().keySet()));
    }
    return Tasks.find(request.task())
        .map(Task::spec)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no task '%s' on %s; it has %s"
                        .formatted(request.task(), station.robot(), tasks(station.arm()))))
        .requested(request);
  }

  private static TaskSetup taskSetup(CellConfig station, TaskSpec task) {
    return station
        .taskSetup()
        .or(() -> Tasks.find(task.name()).flatMap(named -> named.taskSetup(station.arm())))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s has no usual taskSetup for %s; describe yours in robot.taskSetup"
                        .formatted(station.robot(), task.name())));
  }

  /** A robot that lets go of its cameras and its operator when it is done with them. */
  private static final class AttendedRobot implements Robot {

    private final Robot robot;
    private final RobotSensors.Opened sensors;
    private final Operator operator;

    AttendedRobot(Robot robot, RobotSensors.Opened sensors, Operator operator) {
      this.robot = robot;
      this.sensors = sensors;
      this.operator = operator;
    }

    @Override
    public ArmModel arm() {
      return robot.arm();
    }

    @Override
    public RobotState state() {
      return robot.state();
    }

    @Override
    public void command(JointCommand command) {
      robot.command(command);
    }

    @Override
    public void awaitTick() {
      robot.awaitTick();
    }

    @Override
    public void close() {
      try {
        robot.close();
      } finally {
        sensors.close();
        operator.close();
      }
    }
  }
}
