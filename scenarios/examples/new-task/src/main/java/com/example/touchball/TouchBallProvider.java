package com.example.touchball;

import java.util.List;
import java.util.Optional;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.env.Tunable;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.TaskSpec;
import org.e2hil.agent.robot.Workspace;
import org.e2hil.agent.task.TaskSetup;
import org.e2hil.sim.SimulatedTaskProvider;
import org.e2hil.sim.expert.Demonstrator;
import org.e2hil.sim.expert.Motion;
import org.e2hil.sim.expert.ScriptedExpert;
import org.e2hil.sim.scene.Scene;

/** What E2HiL is told of the task: its numbers, where each arm does it, and who can do it. */
public final class TouchBallProvider implements SimulatedTaskProvider<TouchBall> {

  static final TaskSpec SPEC = TaskSpec.of("touch-ball", "Touch Ball", "example", 80);

  /** From where on an episode counts as having come nowhere. */
  private static final double FAR_M = 0.2;

  @Override
  public TaskSpec spec() {
    return SPEC;
  }

  @Override
  public Optional<TaskSetup> taskSetup(ArmModel arm) {
    return switch (arm.name()) {
      case "a1x" ->
          Optional.of(down(0.28, 0.17, new Workspace(0.17, -0.16, 0.0, 0.41, 0.16, 0.26)));
      case "so101" ->
          Optional.of(down(0.20, 0.08, new Workspace(0.12, -0.12, 0.0, 0.32, 0.12, 0.14)));
      default -> Optional.empty();
    };
  }

  /** Begins straight down with the gripper open; the tool may tilt by 0.15 and turn by 0.4 rad. */
  private static TaskSetup down(double xM, double zM, Workspace box) {
    return new TaskSetup(xM, 0, zM, Math.PI / 2, 0, 1, box, 0.015, 0.15, 0.4);
  }

  @Override
  public List<Tunable> tunables() {
    return List.of(TouchBall.TOUCHING_M);
  }

  @Override
  public TouchBall in(Scene scene) {
    return new TouchBall(scene);
  }

  @Override
  public Expert expert(TouchBall task, Demonstrator hand) {
    return new ScriptedExpert(hand) {
      @Override
      protected Motion motion() {
        return hand.toward(task.ballM(), hand.down(0), 0);
      }

      @Override
      public double progress() {
        return Math.max(0, 1 - task.distanceM() / FAR_M);
      }
    };
  }
}
