package org.e2hil.hardware.jog;

import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.CartesianController;
import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.agent.robot.RearmableRobot;
import org.e2hil.agent.robot.RobotEnvironment;
import org.e2hil.agent.robot.SafetyGate;
import org.e2hil.agent.robot.TaskSpec;
import org.e2hil.agent.robot.UnreachablePoseException;
import org.e2hil.agent.robot.Workspace;
import org.e2hil.agent.task.TaskSetup;
import org.e2hil.hardware.teleop.TeleoperatedIntervention;
import org.e2hil.hardware.teleop.TeleoperationConfig;
import org.e2hil.hardware.terminal.Dialogue;
import org.e2hil.hardware.workcell.Signal;
import org.e2hil.hardware.workcell.StandingReset;

/**
 * Lets a person lead an arm by hand, from wherever it stands, with no task and no walls but its own
 * limits. One thread.
 */
@API(status = API.Status.INTERNAL)
public final class Jog {

  private static final TaskSpec TASK = TaskSpec.of("jog", "Jog", "no task", Integer.MAX_VALUE);

  /** Further than any arm here reaches: the person sees the table. */
  private static final Workspace EVERYWHERE = new Workspace(-1, -1, -1, 1, 1, 1);

  /** A joint at its limit leaves no room for what is rounded, and a set-up has no yaw. */
  private static final double[] PITCHED_RAD = {0, -0.02, 0.02, -0.05, 0.05, -0.1, 0.1, -0.2, 0.2};

  private static final int PERIODS_PER_TABLE = 3;

  private final RearmableRobot robot;
  private final CartesianController controller;
  private final RobotEnvironment world;
  private final Dialogue person;
  private final TeleoperatedIntervention hand;

  private Jog(
      RearmableRobot robot, ControllerConfig config, TeleoperationConfig device, Dialogue person) {
    this.robot = robot;
    this.person = person;
    controller =
        new CartesianController(robot.arm(), config.withWorkspace(EVERYWHERE), TASK.actionScale());
    controller.watchMeasurements(robot::emergencyStop);
    world =
        new RobotEnvironment(
            TASK.name(),
            TASK,
            robot,
            controller,
            new SafetyGate(EVERYWHERE, TASK.actionScale()),
            EpisodeEnd::none,
            new StandingReset(robot),
            List.of());
    Runnable stop = () -> robot.emergencyStop("asked for by the person who leads the arm");
    person.alert("escape", stop);
    hand = new TeleoperatedIntervention(() -> device.open(TASK.actionScale(), stop), person::tell);
  }

  /**
   * Leads an arm until the person says that it is done.
   *
   * @param robot which stays the caller's
   * @param config how such an arm is led
   * @param device in the person's hand
   * @return where it can work, from where it stood in the end; nothing if the person gave up
   * @throws EnvironmentFaultException if the arm stopped, or the device was lost
   */
  public static Optional<TaskSetup> lead(
      RearmableRobot robot, ControllerConfig config, TeleoperationConfig device, Dialogue person) {
    Jog jog = new Jog(robot, config, device, person);
    try (TeleoperatedIntervention hand = jog.hand) {
      return jog.lead(hand.demonstrator());
    }
  }

  private Optional<TaskSetup> lead(Expert leading) {
    world.reset(0);
    leading.begin(SeededRandom.of(0, "jog"), 0);
    person.tell(
        "Lead the tool to all places that the task needs, and at last to where an episode shall"
            + " begin. Success (s) ends it, failure (f) gives it up, once more (r) forgets the"
            + " ranges, Escape stops the arm.");
    Reach reach = new Reach(robot.arm());
    for (int period = 0; ; period++) {
      reach.see(robot.state());
      if (period % PERIODS_PER_TABLE == 0) {
        person.draw(reach.table());
      }
      if (person.isLeaving()) {
        return Optional.empty();
      }
      StepResult step = world.step(leading.act());
      Optional<Signal> said = hand.poll();
      if (step.episodeEnd().isEnd()) {
        throw new EnvironmentFaultException(step.episodeEnd().reason());
      } else if (said.isPresent()) {
        switch (said.get()) {
          case SUCCESS -> {
            Optional<TaskSetup> place = taskSetup(reach);
            if (place.isPresent()) {
              return place;
            }
          }
          case FAILURE -> {
            return Optional.empty();
          }
          case RERECORD -> {
            reach = new Reach(robot.arm());
            person.tell("The ranges begin again.");
          }
          case EMERGENCY_STOP, DEVICE_LOST ->
              throw new EnvironmentFaultException(
                  robot.stopped().orElse("the device that led the arm was lost"));
        }
      }
    }
  }

  /** The set-up, if the arm can stand at its start as an episode would have it. */
  private Optional<TaskSetup> taskSetup(Reach reach) {
    reach.see(robot.state());
    person.draw(reach.table());
    for (double pitchedRad : PITCHED_RAD) {
      TaskSetup place = reach.taskSetup(pitchedRad);
      try {
        place.start(controller, robot.arm());
        return Optional.of(place);
      } catch (UnreachablePoseException e) {
        // the next one may be
      }
    }
    person.tell(
        "No episode can begin here, for the arm cannot hold its tool straight ahead; lead it to"
            + " another start, away from the limits of its joints, and press success again.");
    return Optional.empty();
  }
}
