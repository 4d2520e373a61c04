package org.e2hil.sim;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EmergencyStop;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.Tunable;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.CartesianController;
import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.agent.robot.RearmableRobot;
import org.e2hil.agent.robot.Resetter;
import org.e2hil.agent.robot.Robot;
import org.e2hil.agent.robot.RobotEnvironment;
import org.e2hil.agent.robot.SafetyGate;
import org.e2hil.agent.robot.Sensor;
import org.e2hil.agent.robot.TaskSpec;
import org.e2hil.agent.task.TaskSetup;
import org.e2hil.sim.arm.ArmInScene;
import org.e2hil.sim.arm.SimulatedArm;
import org.e2hil.sim.expert.Demonstrator;
import org.e2hil.sim.mujoco.ObjectKind;
import org.e2hil.sim.scene.Scene;
import org.e2hil.sim.task.SimulatedTask;

/** Puts a simulated world together from its parts. */
@API(status = API.Status.INTERNAL)
public final class SimulatedWorkcell {

  private SimulatedWorkcell() {}

  /**
   * A task's world in which somebody else drives the arm: its judge, its reset, its object state,
   * its cameras and its expert are the simulator's, and between the control step and the arm lies,
   * say, a real driver that talks to an emulator whose body is the arm.
   *
   * @param robot the robot's name in scenarios
   * @param usual how the arm is led, but for the task's workspace and leash
   * @param request whose settings are {@link SimulatedArmSettings}
   * @param driver gets the arm, which stands at home and whose ticks are the world's time, and
   *     returns what drives it and owns it from now on
   */
  public static Workcell open(
      String robot,
      ArmModel arm,
      ControllerConfig usual,
      EnvironmentRequest request,
      Function<Robot, RearmableRobot> driver) {
    return assemble(robot, arm, usual, request, Optional.of(driver)).workcell();
  }

  /**
   * A world and the scene inside it.
   *
   * @param workcell owns the scene
   */
  record Parts(Workcell workcell, Scene scene) {}

  static Parts assemble(
      String robot, ArmModel arm, ControllerConfig usual, EnvironmentRequest request) {
    return assemble(robot, arm, usual, request, Optional.empty());
  }

  private static Parts assemble(
      String robot,
      ArmModel arm,
      ControllerConfig usual,
      EnvironmentRequest request,
      Optional<Function<Robot, RearmableRobot>> driver) {
    SimulatedTaskProvider<?> task =
        SimulatedTasks.find(request.task(), arm)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no task '%s' on %s; it has %s"
                            .formatted(request.task(), robot, SimulatedTasks.names(arm))));
    return assemble(task, robot, arm, usual, request, driver);
  }

  private static <T extends SimulatedTask> Parts assemble(
      SimulatedTaskProvider<T> provider,
      String robot,
      ArmModel arm,
      ControllerConfig usual,
      EnvironmentRequest request,
      Optional<Function<Robot, RearmableRobot>> driver) {
    SimulatedArmSettings settings = (SimulatedArmSettings) request.settings();
    requireTunables(provider, request, settings);
    Scene scene =
        new Scene(provider.scene(arm).orElseThrow(), arm, settings.timestepS(), request.tunables());
    try {
      ArmInScene.require(scene);
      return assemble(provider, robot, usual, request, driver, scene);
    } catch (RuntimeException e) {
      scene.close();
      throw e;
    }
  }

  private static <T extends SimulatedTask> Parts assemble(
      SimulatedTaskProvider<T> provider,
      String robot,
      ControllerConfig usual,
      EnvironmentRequest request,
      Optional<Function<Robot, RearmableRobot>> driver,
      Scene scene) {
    SimulatedArmSettings settings = (SimulatedArmSettings) request.settings();
    ArmModel arm = scene.arm();
    TaskSpec spec = provider.spec().requested(request);
    TaskSetup place = provider.taskSetup(arm).orElseThrow();
    T task = provider.in(scene);
    CartesianController controller =
        new CartesianController(arm, place.controller(usual), spec.actionScale());
    SafetyGate gate = new SafetyGate(place.workspace(), place.turns(), spec.actionScale());
    SimulatedArm body = new SimulatedArm(scene, task::tick);
    EpisodeVariation variation = new EpisodeVariation(scene, task, body, settings.randomisation());
    SimulatedReset reset = new SimulatedReset(scene, task, place, body, variation, controller);
    List<Sensor> sensors = sensors(scene, task, body, request.groups());
    Optional<RearmableRobot> driven = driver.map(connect -> drive(scene, body, connect));
    RobotEnvironment environment =
        new RobotEnvironment(
            robot,
            spec,
            driven.<Robot>map(drives -> drives).orElse(body),
            controller,
            gate,
            task.through(request.verdict()),
            driven
                .<Resetter>map(drives -> new DrivenReset(scene, body, drives, reset))
                .orElse(reset),
            sensors);
    Demonstrator hand =
        new Demonstrator(
            scene, controller, spec.actionScale(), body::misreadM, place.turns().tiltRad() > 0);
    Workcell workcell =
        new Workcell(
            environment,
            Optional.of(provider.expert(task, hand)),
            driven.<EmergencyStop>map(drives -> drives::emergencyStop).orElse(EmergencyStop.NONE));
    return new Parts(workcell, scene);
  }

  private static void requireTunables(
      SimulatedTaskProvider<?> provider,
      EnvironmentRequest request,
      SimulatedArmSettings settings) {
    Tunable.require(request.task(), provider.tunables(), request.tunables());
    for (String name : request.tunables().keySet()) {
      if (settings.randomisation().things().draws(name)) {
        throw new IllegalArgumentException(
            "task.tunables.%1$s and robot.randomisation.things.%1$s say the same of %2$s; leave one of them out, as with --set robot.randomisation.things.%1$s=null"
                .formatted(name, request.task()));
      }
    }
  }

  private static RearmableRobot drive(
      Scene scene, Robot body, Function<Robot, RearmableRobot> driver) {
    scene.poseArm(scene.arm().homeRad().stream().mapToDouble(Double::doubleValue).toArray());
    scene.data().forward();
    return driver.apply(body);
  }

  private static List<Sensor> sensors(
      Scene scene, SimulatedTask task, SimulatedArm arm, List<String> groups) {
    return groups.stream()
        .filter(group -> !ObservationGroup.OF_EVERY_ROBOT.contains(group))
        .map(group -> sensor(scene, task, arm, group))
        .toList();
  }

  private static Sensor sensor(Scene scene, SimulatedTask task, SimulatedArm arm, String group) {
    if (group.equals(ObservationGroup.OBJECTS)) {
      return new ObjectState(task, arm);
    }
    if (scene.model().find(ObjectKind.CAMERA, group).isPresent()) {
      return new SimulatedCamera(scene, task, group);
    }
    throw new IllegalArgumentException(
        "there is no observation group '%s' in simulation; there are %s, %s and the cameras wrist and side"
            .formatted(
                group,
                String.join(", ", ObservationGroup.OF_EVERY_ROBOT),
                ObservationGroup.OBJECTS));
  }

  /** What the simulator knows of the task's objects. */
  private static final class ObjectState implements Sensor {

    private final SimulatedTask task;
    private final SimulatedArm arm;
    private final double[] values;

    ObjectState(SimulatedTask task, SimulatedArm arm) {
      this.task = task;
      this.arm = arm;
      values = new double[task.objectNumbers()];
    }

    @Override
    public ObservationGroup group() {
      return task.objectGroup();
    }

    @Override
    public void observe(Observation.Builder into) {
      arm.misjudgeTool();
      task.objects(values);
      into.numbers(ObservationGroup.OBJECTS, values);
    }
  }
}
