package org.e2hil.scenarios.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.intervention.InterventionConfig.Hand;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Scenarios;
import org.junit.jupiter.api.Test;

class ExpertTrialTest {

  private static Workcell world(int faults) {
    Scenarios scenarios = Scenarios.discover();
    return scenarios.open(
        scenarios.forTask(
            "reach",
            scenarios.robot("test-point"),
            List.of(new Assignment("robot.faults", Integer.toString(faults)))));
  }

  private static final Hand STEADY = Hand.defaults().withNoise(0);

  private static ExpertTrial.Result expert(int faults, int episodes) {
    return expert(STEADY, faults, episodes);
  }

  private static ExpertTrial.Result expert(Hand skill, int faults, int episodes) {
    try (Workcell world = world(faults)) {
      return new ExpertTrial(world, skill, 1, steps -> {})
          .run(ExpertTrial.Hand.EXPERT, episodes, () -> false)
          .orElseThrow();
    }
  }

  @Test
  void anEpisodeInWhichTheWorldBreaksAlsoAtItsResetSaysNothingOfTheHand() {
    ExpertTrial.Result result = expert(3, 8);

    assertThat(result.outcome().faults()).isEqualTo(3);
    assertThat(result.outcome().episodes()).isEqualTo(5);
    assertThat(result.outcome().successes()).isEqualTo(5);
    assertThat(result.outcome().meanSteps()).isGreaterThan(2);
  }

  @Test
  void theExpertIsAsSlowAsTheHandThatIsTried() {
    int sure = expert(STEADY, 0, 8).medianSteps().orElseThrow();

    assertThat(expert(new Hand(2, 0, 5, 40, 0, 0.5, 0), 0, 8).medianSteps().orElseThrow())
        .isBetween(sure + sure / 2, 3 * sure);
  }

  @Test
  void aWorldThatBreaksInOneEpisodeAfterTheOtherIsGivenUp() {
    assertThatThrownBy(() -> expert(9, 9))
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageContaining("5 episodes in a row ended in a fault");
  }

  @Test
  void whoeverWantsATrialToStopWaitsForOneStepAtMost() {
    AtomicLong steps = new AtomicLong();
    try (Workcell world = world(0)) {
      assertThat(
              new ExpertTrial(world, STEADY, 1, steps::set)
                  .run(ExpertTrial.Hand.STILL, 1000, () -> steps.get() >= 40))
          .isEmpty();
    }
    assertThat(steps).hasValue(40);
  }
}
