package com.example.seven;

import java.util.Optional;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.TaskSpec;
import org.e2hil.agent.robot.Workspace;
import org.e2hil.agent.task.TaskSetup;
import org.e2hil.sim.SimulatedTaskProvider;
import org.e2hil.sim.expert.Demonstrator;
import org.e2hil.sim.expert.Motion;
import org.e2hil.sim.expert.ScriptedExpert;
import org.e2hil.sim.scene.Scene;
import org.e2hil.sim.task.SimulatedTask;

/** Something for the arm to do: bring the tool to a mark above the table. */
public final class ReachMark implements SimulatedTaskProvider<ReachMark.Marked> {

  private static final TaskSpec SPEC = TaskSpec.of("reach-mark", "Reach Mark", "example", 80);
  private static final double[] MIDDLE_M = {0.32, 0, 0.08};
  private static final double THERE_M = 0.01;

  @Override
  public TaskSpec spec() {
    return SPEC;
  }

  @Override
  public Optional<TaskSetup> taskSetup(ArmModel arm) {
    Workspace box = new Workspace(0.2, -0.14, 0.0, 0.42, 0.14, 0.26);
    return arm.equals(SevenArm.MODEL)
        ? Optional.of(new TaskSetup(0.30, 0, 0.17, Math.PI / 2, 0, 1, box, 0.015, 0, 0.4))
        : Optional.empty();
  }

  @Override
  public Marked in(Scene scene) {
    return new Marked(scene);
  }

  @Override
  public Expert expert(Marked task, Demonstrator hand) {
    return new ScriptedExpert(hand) {
      @Override
      protected Motion motion() {
        return hand.toward(task.markM(), hand.down(0), 0);
      }

      @Override
      public double progress() {
        return Math.max(0, 1 - task.distanceM() / 0.2);
      }
    };
  }

  /** The task in a scene. */
  public static final class Marked implements SimulatedTask {

    private final Scene scene;
    private final int body;
    private int periods;

    Marked(Scene scene) {
      this.scene = scene;
      body = scene.model().body("mark");
    }

    private double[] markM() {
      return scene.bodyM(body);
    }

    private double distanceM() {
      double[] markM = markM();
      return Math.hypot(
          Math.hypot(markM[0] - scene.toolM(0), markM[1] - scene.toolM(1)),
          markM[2] - scene.toolM(2));
    }

    @Override
    public void place(SeededRandom random) {
      double x = MIDDLE_M[0] + random.nextDouble(-SPEC.randomizationM(), SPEC.randomizationM());
      double y = MIDDLE_M[1] + random.nextDouble(-SPEC.randomizationM(), SPEC.randomizationM());
      scene.placeMocap(scene.model().mocap("mark"), x, y, MIDDLE_M[2], 0);
      periods = 0;
    }

    @Override
    public int objectNumbers() {
      return 3;
    }

    @Override
    public void objects(double[] into) {
      for (int axis = 0; axis < 3; axis++) {
        into[axis] = scene.bodyM(body, axis) - scene.seenToolM(axis);
      }
    }

    @Override
    public EpisodeEnd judge() {
      periods = distanceM() < THERE_M ? periods + 1 : 0;
      return periods >= 3 ? EpisodeEnd.success() : EpisodeEnd.none();
    }
  }
}
