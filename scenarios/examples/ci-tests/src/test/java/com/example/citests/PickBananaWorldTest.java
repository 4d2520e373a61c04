package com.example.citests;

import static org.e2hil.testing.Assertions.assertThat;
import static org.e2hil.testing.Assertions.within;

import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.env.Workcell;
import org.e2hil.scenarios.check.PolicyInWorld;
import org.e2hil.testing.Simulated;
import org.e2hil.testing.Trajectory;
import org.junit.jupiter.api.Test;

/** Did a change break the world? */
class PickBananaWorldTest {

  @Test
  void nothingHappensByItself(
      @Simulated(task = "pick-banana", robot = "sim-a1x", seed = 7) Environment world) {
    StepResult result;
    int steps = 0;
    do {
      result = world.step(Action.hold());
      steps++;
    } while (!result.episodeEnd().isEnd());

    assertThat(result.episodeEnd()).isEqualTo(EpisodeEnd.timeLimit());
    assertThat(steps).isEqualTo(world.spec().horizon());
  }

  @Test
  void theExpertsFirstStepsAreThoseThatWereAccepted(
      @Simulated(task = "pick-banana", robot = "sim-a1x") Workcell world) {
    Trajectory first = Trajectory.ofExpert(world, 7, 30, 0.1);

    assertThat(first).matchesGolden("pick-banana", within(1e-6));
  }

  @Test
  void theExpertDoesTheTask(
      @Simulated(task = "pick-banana", robot = "sim-a1x") Workcell world) {
    assertThat(PolicyInWorld.expert(world, 0.1))
        .succeedsAtLeast(0.95)
        .rejecting(0.75)
        .atRisk(0.001);
  }
}
