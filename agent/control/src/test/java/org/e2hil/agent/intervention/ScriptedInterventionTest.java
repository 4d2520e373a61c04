package org.e2hil.agent.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.intervention.Episodes.Span;
import org.e2hil.agent.intervention.InterventionConfig.Budget;
import org.e2hil.agent.intervention.InterventionConfig.Hand;
import org.junit.jupiter.api.Test;

class ScriptedInterventionTest {

  private static final Budget NO_LIMIT = Budget.defaults();
  private static final Hand ONE_STEP = new Hand(0, 0, 1, 1);

  private static Episodes episodes(TriggerConfig trigger, Budget budget, Hand hand) {
    return new Episodes(new InterventionConfig(List.of(trigger), budget, hand));
  }

  private static TriggerConfig always() {
    return new TriggerConfig.Scheduled(0, 1, 1, 0);
  }

  // ---- by chance

  @Test
  void theScheduledProbabilityFallsInAStraightLineAndThenStays() {
    int decay = 40_000;
    Episodes episodes =
        episodes(new TriggerConfig.Scheduled(0, 0.4, 0.1, decay), NO_LIMIT, ONE_STEP);
    int bin = 5_000;
    for (int i = 0; i < 10; i++) {
      int taken = 0;
      for (int episode = 0; episode < bin / 100; episode++) {
        taken += Episodes.taken(episodes.play(episode + 1000L * i, 100));
      }
      double middle = Math.min(1, (i + 0.5) * bin / decay);
      double expected = i * bin >= decay ? 0.1 : 0.4 - middle * 0.3;
      // 4.5 standard deviations of a binomial share: one false alarm in 15,000 runs of ten bins
      double tolerance = 4.5 * Math.sqrt(expected * (1 - expected) / bin);
      assertThat((double) taken / bin).isCloseTo(expected, within(tolerance));
    }
  }

  @Test
  void thePolicyHasTheFirstStepsOfAnEpisodeForItself() {
    Episodes episodes =
        episodes(new TriggerConfig.Scheduled(7, 1, 1, 0), NO_LIMIT, new Hand(0, 0, 3, 3));
    List<Span> spans = Episodes.spans(episodes.play(1, 20));

    assertThat(spans).containsExactly(new Span(7, 13, "scheduled"));
  }

  // ---- roll-in

  @Test
  void theHandBeginsAnEpisodeAndThenLeavesItToThePolicy() {
    Episodes episodes = episodes(new TriggerConfig.RollIn(1, 1, 0), NO_LIMIT, new Hand(0, 0, 4, 4));

    assertThat(Episodes.spans(episodes.play(1, 20))).containsExactly(new Span(0, 4, "roll-in"));
  }

  @Test
  void fewerEpisodesBeginByHandAsTheRunGoesOn() {
    Episodes episodes = episodes(new TriggerConfig.RollIn(1, 0, 1000), NO_LIMIT, ONE_STEP);
    List<Integer> taken = new ArrayList<>();
    for (int episode = 0; episode < 120; episode++) {
      taken.add(Episodes.taken(episodes.play(episode, 10)));
    }

    assertThat(taken.get(0)).isOne();
    assertThat(taken.subList(100, 120)).containsOnly(0);
    // 50 of 100 on average, and 2.9 either way; 4.5 times as much is one false alarm in 150,000
    assertThat(taken.stream().mapToInt(Integer::intValue).sum()).isBetween(37, 64);
  }

  // ---- the critics' value

  @Test
  void theHandComesWhenTheValueHasNotRisenForSoManySteps() {
    Episodes episodes =
        episodes(new TriggerConfig.ValueStagnation(5, 0.1), NO_LIMIT, new Hand(0, 0, 2, 2));
    episodes.value = step -> Math.min(step, 10) * 0.03;

    // 0.09 in the last five steps at 12, and once more five steps after the hand has let go
    assertThat(Episodes.spans(episodes.play(1, 26)))
        .containsExactly(
            new Span(12, 2, "the value has not risen for 5 steps"),
            new Span(19, 2, "the value has not risen for 5 steps"));
  }

  @Test
  void aValueThatRisesJustFastEnoughOrIsNotKnownIsLeftAlone() {
    Episodes episodes =
        episodes(new TriggerConfig.ValueStagnation(4, 0.5), NO_LIMIT, new Hand(0, 0, 2, 2));
    episodes.value = step -> step * 0.125;
    assertThat(Episodes.taken(episodes.play(1, 40))).isZero();

    episodes.value = step -> Double.NaN;
    assertThat(Episodes.taken(episodes.play(2, 40))).isZero();

    episodes.value = step -> step % 4 == 3 ? Double.NaN : 0.0;
    assertThat(Episodes.taken(episodes.play(3, 40))).isZero();
  }

  @Test
  void aWindowOfTheValueDoesNotReachIntoTheEpisodeBefore() {
    Episodes episodes =
        episodes(new TriggerConfig.ValueStagnation(10, 0.1), NO_LIMIT, new Hand(0, 0, 2, 2));

    assertThat(Episodes.taken(episodes.play(1, 10))).isZero();
    assertThat(Episodes.taken(episodes.play(2, 10))).isZero();
    assertThat(Episodes.spans(episodes.play(3, 11)).get(0).first()).isEqualTo(10);
  }

  // ---- stuck

  @Test
  void theHandComesWhenTheBestProgressHasNotGrownForSoManySteps() {
    Episodes episodes = episodes(new TriggerConfig.Stuck(5, 0.1), NO_LIMIT, new Hand(0, 0, 2, 2));
    episodes.hand.progress = step -> Math.min(step, 10) * 0.1;

    assertThat(Episodes.spans(episodes.play(1, 18)))
        .containsExactly(new Span(15, 2, "stuck for 5 steps"));
  }

  @Test
  void slowButSteadyProgressIsNotStuck() {
    Episodes episodes = episodes(new TriggerConfig.Stuck(5, 0.1), NO_LIMIT, new Hand(0, 0, 2, 2));
    episodes.hand.progress = step -> step * 0.025;

    assertThat(Episodes.taken(episodes.play(1, 40))).isZero();
  }

  @Test
  void progressThatOnlyTremblesIsStuck() {
    Episodes episodes = episodes(new TriggerConfig.Stuck(5, 0.1), NO_LIMIT, new Hand(0, 0, 2, 2));
    episodes.hand.progress = step -> 0.5 + (step % 2) * 0.09;

    assertThat(Episodes.spans(episodes.play(1, 7)).get(0).first()).isEqualTo(5);
  }

  @Test
  void afterTheHandLetGoThePolicyHasAsManyStepsAgain() {
    Episodes episodes = episodes(new TriggerConfig.Stuck(5, 0.1), NO_LIMIT, new Hand(0, 0, 2, 2));

    assertThat(Episodes.spans(episodes.play(1, 19)))
        .extracting(Span::first)
        .containsExactly(5, 11, 17);
  }

  @Test
  void aNewEpisodeForgetsTheLast() {
    Episodes episodes = episodes(new TriggerConfig.Stuck(5, 0.1), NO_LIMIT, new Hand(0, 0, 2, 2));
    episodes.play(1, 5);

    assertThat(Episodes.taken(episodes.play(2, 5))).isZero();
  }

  // ---- deviation

  @Test
  void theHandComesWhenThePolicyGoesAnotherWayForSoManyStepsInARow() {
    Episodes episodes =
        episodes(new TriggerConfig.Deviation(0.5, 3), NO_LIMIT, new Hand(0, 0, 4, 4));
    episodes.hand.advice = Action.of(1, 0, 0, 0, 0, 0, 0);
    episodes.proposed = Action.of(0.6, 0.4, -0.4, 0, 0, 0, 0);
    assertThat(Episodes.taken(episodes.play(1, 30))).isZero();

    episodes.proposed = Action.of(0.4, 0, 0, 0, 0, 0, 0);
    assertThat(Episodes.spans(episodes.play(2, 6))).containsExactly(new Span(2, 4, "deviation"));
  }

  @Test
  void aShortDeviationIsForgiven() {
    Episodes episodes =
        episodes(new TriggerConfig.Deviation(0.5, 3), NO_LIMIT, new Hand(0, 0, 4, 4));
    Action away = Action.of(0, 0, 1, 0, 0, 0, 0);
    episodes.provider.beginEpisode(1);
    for (int step = 0; step < 30; step++) {
      Action proposed = step % 3 == 2 ? Action.hold() : away;
      assertThat(
              episodes.provider.consider(
                  new InterventionProvider.Moment(
                      Observation.builder().build(), proposed, step, step, () -> 0)))
          .isEmpty();
    }
  }

  // ---- several

  @Test
  void theFirstTriggerOfTheListThatFiresGivesTheReason() {
    Episodes episodes =
        new Episodes(
            new InterventionConfig(
                List.of(new TriggerConfig.Stuck(4, 0.1), always()),
                NO_LIMIT,
                new Hand(0, 0, 1, 1)));

    List<String> reasons = episodes.play(1, 5);
    assertThat(reasons).containsOnly("scheduled");
    Episodes stuckFirst =
        new Episodes(
            new InterventionConfig(
                List.of(new TriggerConfig.Stuck(4, 0.1), new TriggerConfig.Scheduled(4, 1, 1, 0)),
                NO_LIMIT,
                new Hand(0, 0, 1, 1)));
    assertThat(stuckFirst.play(1, 5).get(4)).isEqualTo("stuck for 4 steps");
  }

  @Test
  void withoutATriggerTheHandNeverComes() {
    Episodes episodes = new Episodes(InterventionConfig.never());

    assertThat(Episodes.taken(episodes.play(1, 200))).isZero();
    assertThat(
            InterventionProvider.NEVER.consider(
                new InterventionProvider.Moment(
                    Observation.builder().build(), Action.hold(), 0, 0, () -> 0)))
        .isEmpty();
  }

  // ---- the hand

  @Test
  void theHandPlansAgainAtEveryTakeover() {
    Episodes episodes = episodes(always(), NO_LIMIT, new Hand(1, 0, 2, 2));
    List<String> reasons = episodes.play(1, 9);

    assertThat(Episodes.spans(reasons)).hasSize(3);
    // once at the start of the episode too
    assertThat(episodes.hand.begun).isEqualTo(4);
  }

  // ---- what a run may spend

  @Test
  void aResumedRunHasOnlyWhatIsLeftOfItsBudget() {
    Episodes episodes =
        episodes(always(), new Budget(OptionalInt.empty(), OptionalInt.of(50)), ONE_STEP);
    episodes.provider.restore(43);

    assertThat(Episodes.taken(episodes.play(1, 30))).isEqualTo(7);
    assertThat(Episodes.taken(episodes.play(2, 30))).isZero();
  }

  @Test
  void aBudgetOfNothingIsNothingAndOnlyAMissingOneIsUnlimited() {
    Budget nothing = new Budget(OptionalInt.of(0), OptionalInt.empty());
    Budget nothingAtAll = new Budget(OptionalInt.empty(), OptionalInt.of(0));

    assertThat(Episodes.taken(episodes(always(), nothing, ONE_STEP).play(1, 30))).isZero();
    assertThat(Episodes.taken(episodes(always(), nothingAtAll, ONE_STEP).play(1, 30))).isZero();
    assertThat(Episodes.taken(episodes(always(), NO_LIMIT, ONE_STEP).play(1, 30))).isEqualTo(30);
  }

  // ---- configurations

  @Test
  void whatMakesNoSenseIsRefusedWithTheNameOfItsField() {
    assertThatThrownBy(() -> new TriggerConfig.Scheduled(0, 1.5, 0, 0))
        .hasMessageContaining("startProbability must lie in [0, 1], but is 1.5");
    assertThatThrownBy(() -> new TriggerConfig.Stuck(0, 0.1)).hasMessageContaining("steps");
    assertThatThrownBy(() -> new TriggerConfig.Deviation(-1, 2)).hasMessageContaining("threshold");
    assertThatThrownBy(() -> new Budget(OptionalInt.of(-1), OptionalInt.empty()))
        .hasMessageContaining("stepsPerEpisode");
    assertThatThrownBy(() -> new Hand(0, 0, 5, 4)).hasMessageContaining("minimumSteps");
    assertThatThrownBy(() -> new Hand(0, Double.NaN, 5, 5)).hasMessageContaining("noise");
    assertThatThrownBy(() -> new Hand(0, 0, 5, Integer.MAX_VALUE))
        .hasMessage("maximumSteps must be at most 10000, but is 2147483647");
  }
}
