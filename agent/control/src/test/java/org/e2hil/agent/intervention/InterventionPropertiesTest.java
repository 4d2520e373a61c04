package org.e2hil.agent.intervention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.intervention.Episodes.Span;
import org.e2hil.agent.intervention.InterventionConfig.Budget;
import org.e2hil.agent.intervention.InterventionConfig.Hand;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.system.KnownKinds;

class InterventionPropertiesTest {

  private static final int STEPS = 60;
  private static final int EPISODES = 6;

  @Provide
  Arbitrary<InterventionConfig> configs() {
    Arbitrary<TriggerConfig> triggers =
        Combinators.combine(
                Arbitraries.of(KnownKinds.of(TriggerConfig.class)),
                Arbitraries.longs(),
                Arbitraries.of(12, 300))
            .as((kind, seed, largest) -> trigger(kind, seed, largest));
    Arbitrary<Budget> budgets =
        Combinators.combine(
                Arbitraries.integers().between(0, 30).optional(),
                Arbitraries.integers().between(0, 100).optional())
            .as((episode, run) -> new Budget(limit(episode), limit(run)));
    Arbitrary<Hand> hands =
        Combinators.combine(
                Arbitraries.integers().between(0, 5),
                Arbitraries.integers().between(1, 8),
                Arbitraries.integers().between(0, 8))
            .as((reaction, least, more) -> new Hand(reaction, 0, least, least + more));
    return Combinators.combine(triggers.list().ofMaxSize(3), budgets, hands)
        .as(InterventionConfig::new);
  }

  private static TriggerConfig trigger(
      Class<? extends TriggerConfig> kind, long seed, int largest) {
    return KnownKinds.draw(kind, SeededRandom.of(seed, "trigger"), largest);
  }

  private static OptionalInt limit(Optional<Integer> steps) {
    return steps.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  @Example
  void everyKindOfTriggerFiresInSomeEpisodes() {
    for (Class<? extends TriggerConfig> kind : KnownKinds.of(TriggerConfig.class)) {
      int taken = 0;
      for (int seed = 0; seed < 200; seed++) {
        TriggerConfig trigger = trigger(kind, seed, 12);
        Episodes episodes =
            new Episodes(
                new InterventionConfig(List.of(trigger), Budget.defaults(), new Hand(0, 0, 1, 1)));
        episodes.proposed = Action.of(-1, 0, 0, 0, 0, 0, 0);
        taken += Episodes.taken(episodes.play(seed, STEPS));
      }
      assertThat(taken).as(kind.getSimpleName()).isPositive();
    }
  }

  @Property(tries = 200)
  void noBudgetIsEverExceeded(@ForAll("configs") InterventionConfig config, @ForAll long seed) {
    Episodes episodes = new Episodes(config);
    episodes.proposed = Action.of(0.7, 0, 0, 0, 0, 0, 0);
    int run = 0;
    for (int episode = 0; episode < EPISODES; episode++) {
      int taken = Episodes.taken(episodes.play(seed + episode, STEPS));
      run += taken;
      assertThat(taken)
          .isLessThanOrEqualTo(config.budget().stepsPerEpisode().orElse(Integer.MAX_VALUE));
    }
    assertThat(run).isLessThanOrEqualTo(config.budget().stepsPerRun().orElse(Integer.MAX_VALUE));
  }

  @Property(tries = 200)
  void aResumedRunTakesOverExactlyWhereAnUninterruptedOneDoes(
      @ForAll("configs") InterventionConfig config, @ForAll long seed) {
    Episodes plain = new Episodes(config);
    plain.proposed = Action.of(0.7, 0, 0, 0, 0, 0, 0);
    int taken = 0;
    for (int episode = 0; episode < EPISODES; episode++) {
      Episodes resumed = new Episodes(config);
      resumed.provider.restore(taken);
      resumed.runStep = plain.runStep;
      resumed.proposed = plain.proposed;
      List<String> reasons = plain.play(seed + episode, STEPS);

      assertThat(resumed.play(seed + episode, STEPS)).isEqualTo(reasons);
      taken += Episodes.taken(reasons);
    }
  }

  @Property(tries = 200)
  void eachTakeoverLastsAsLongAsItMayUnlessTheBudgetOrTheEpisodeEndsIt(
      @ForAll @IntRange(min = 1, max = 6) int least,
      @ForAll @IntRange(min = 0, max = 6) int more,
      @ForAll @IntRange(min = 1, max = 5) int reaction,
      @ForAll @IntRange(min = 0, max = 30) int budget,
      @ForAll long seed) {
    Episodes episodes =
        new Episodes(
            new InterventionConfig(
                List.of(new TriggerConfig.Scheduled(0, 0.5, 0.5, 0)),
                new Budget(OptionalInt.of(budget), OptionalInt.empty()),
                new Hand(reaction, 0, least, least + more)));
    List<String> reasons = episodes.play(seed, STEPS);
    List<Span> spans = Episodes.spans(reasons);
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      assertThat(span.steps()).isLessThanOrEqualTo(least + more);
      boolean cutOff =
          span.first() + span.steps() == STEPS
              || (i + 1 == spans.size() && Episodes.taken(reasons) == budget);
      if (!cutOff) {
        assertThat(span.steps()).isGreaterThanOrEqualTo(least);
      }
    }
  }

  @Property(tries = 100)
  void theHandNeedsItsReactionTimeBeforeEveryTakeover(
      @ForAll @IntRange(min = 0, max = 8) int reaction,
      @ForAll @IntRange(min = 1, max = 6) int length,
      @ForAll @IntRange(min = 0, max = 10) int afterSteps,
      @ForAll long seed) {
    Episodes episodes =
        new Episodes(
            new InterventionConfig(
                List.of(new TriggerConfig.Scheduled(afterSteps, 1, 1, 0)),
                Budget.defaults(),
                new Hand(reaction, 0, length, length)));
    List<String> reasons = episodes.play(seed, STEPS);
    for (int step = 0; step < STEPS; step++) {
      int sinceReason = step - afterSteps;
      boolean acts = sinceReason >= 0 && Math.floorMod(sinceReason, reaction + length) >= reaction;
      assertThat(!reasons.get(step).isEmpty()).isEqualTo(acts);
    }
  }

  @Property(tries = 50)
  void theSeedOfTheEpisodeDecidesEverything(@ForAll long seed) {
    InterventionConfig config =
        new InterventionConfig(
            List.of(new TriggerConfig.Scheduled(2, 0.2, 0.2, 0)),
            Budget.defaults(),
            new Hand(1, 0, 2, 9));
    Episodes one = new Episodes(config);
    Episodes other = new Episodes(config);
    other.play(seed + 1, STEPS);

    assertThat(other.play(seed, 200)).isEqualTo(one.play(seed, 200));
    assertThat(one.play(seed + 2, 200)).isNotEqualTo(one.play(seed, 200));
  }
}
