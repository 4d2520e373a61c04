package org.e2hil.agent.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.e2hil.agent.intervention.Episodes.ScriptedHand;
import org.e2hil.agent.intervention.Episodes.Span;
import org.e2hil.agent.intervention.InterventionConfig.Budget;
import org.e2hil.agent.intervention.InterventionConfig.Hand;
import org.e2hil.agent.random.SeededRandom;
import org.junit.jupiter.api.Test;

/** The hand that takes over when an episode falls behind the pace of the expert. */
class AttentiveHandTest {

  private static final String REASON = "behind the expert's pace";
  private static final Hand FIVE_STEPS = new Hand(0, 0, 5, 5);

  private static Episodes episodes(TriggerConfig.Behind behind) {
    return new Episodes(new InterventionConfig(List.of(behind), Budget.defaults(), FIVE_STEPS));
  }

  private static TriggerConfig.Behind awake(double patience, int slackSteps) {
    return new TriggerConfig.Behind(patience, slackSteps, 1, 1, 0);
  }

  /** The expert does the whole task in so many control periods. */
  private static void demonstrate(PacedExpert expert, ScriptedHand hand, int steps) {
    hand.progress = step -> (double) step / steps;
    expert.begin(SeededRandom.of(1, "hand"), 0);
    for (hand.step = 0; hand.step <= steps; hand.step++) {
      expert.act();
    }
  }

  @Test
  void thePaceIsThatOfTheDemonstrations() {
    ScriptedHand hand = new ScriptedHand();
    PacedExpert expert = new PacedExpert(hand);
    demonstrate(expert, hand, 50);

    // half of the twentieths take two control periods, the others three
    assertThat(expert.stepsBeyond(0, 0.94)).isCloseTo(48, within(1.0));
    assertThat(expert.stepsBeyond(0.21, 0.49)).isCloseTo(15, within(1.0));
    assertThat(expert.stepsBeyond(0.51, 0.51)).isBetween(2.0, 3.0);
  }

  @Test
  void everyPartOfTheTaskHasItsOwnPace() {
    ScriptedHand hand = new ScriptedHand();
    PacedExpert expert = new PacedExpert(hand);
    // 40 control periods for the first half, 10 for the second
    hand.progress = step -> step <= 40 ? step / 80.0 : 0.5 + (step - 40) / 20.0;
    expert.begin(SeededRandom.of(1, "hand"), 0);
    for (hand.step = 0; hand.step <= 50; hand.step++) {
      expert.act();
    }

    assertThat(expert.stepsBeyond(0, 0.49)).isCloseTo(40, within(1e-9));
    assertThat(expert.stepsBeyond(0.5, 0.94)).isCloseTo(9, within(1.0));
  }

  @Test
  void whoeverMustWaitIsNotBehindWhileTheExpertWaitsToo() {
    ScriptedHand hand = new ScriptedHand();
    PacedExpert expert = new PacedExpert(hand);
    // the bread toasts for 60 control periods, and then comes half of the task at once
    hand.progress = step -> step < 70 ? Math.min(step, 10) / 25.0 : 0.9;
    expert.begin(SeededRandom.of(1, "hand"), 0);
    for (hand.step = 0; hand.step <= 70; hand.step++) {
      expert.act();
    }

    assertThat(expert.stepsBeyond(0.4, 0.4)).isCloseTo(60, within(1e-9));
    assertThat(expert.stepsBeyond(0, 0.4)).isCloseTo(70, within(1e-9));
    assertThat(expert.stepsBeyond(0.4, 0.8)).as("what is jumped over").isCloseTo(60, within(1e-9));
  }

  @Test
  void whatHappenedBetweenTwoTakeoversIsNotTheExpertsPace() {
    ScriptedHand hand = new ScriptedHand();
    PacedExpert expert = new PacedExpert(hand);
    hand.progress = step -> step / 100.0;
    for (int start : new int[] {0, 52}) {
      hand.step = start;
      expert.begin(SeededRandom.of(1, "hand"), 0);
      for (; hand.step <= start + 10; hand.step++) {
        expert.act();
      }
    }

    assertThat(expert.stepsBeyond(0, 0.09)).isCloseTo(10, within(1e-9));
    assertThat(expert.stepsBeyond(0.55, 0.55)).isCloseTo(5, within(1e-9));
    assertThat(expert.stepsBeyond(0.3, 0.3)).as("never done").isCloseTo(5, within(1e-9));
  }

  @Test
  void whoeverKeepsThePaceIsLeftAlone() {
    Episodes episodes = episodes(awake(1.5, 3));
    demonstrate(episodes.expert, episodes.hand, 40);
    episodes.hand.progress = step -> step / 50.0;

    assertThat(Episodes.taken(episodes.play(1, 50))).isZero();
  }

  @Test
  void theHandComesWhenPatienceAndSlackAreUsedUp() {
    Episodes episodes = episodes(awake(2, 4));
    demonstrate(episodes.expert, episodes.hand, 40);
    // a quarter of the task, beyond which the expert is in 12 control periods, and then nothing
    episodes.hand.progress = step -> Math.min(0.25, step / 40.0);

    assertThat(Episodes.spans(episodes.play(1, 34))).containsExactly(new Span(29, 5, REASON));
  }

  @Test
  void afterATakeoverThePolicyIsGivenTimeAgain() {
    Episodes episodes = episodes(awake(1, 9));
    episodes.hand.progress = step -> 0.0;

    assertThat(Episodes.spans(episodes.play(1, 35)))
        .containsExactly(new Span(10, 5, REASON), new Span(25, 5, REASON));
  }

  @Test
  void aTiredHandNoticesLessAndAtLastNothing() {
    Episodes episodes = episodes(new TriggerConfig.Behind(1, 0, 1, 0, 1000));
    episodes.hand.progress = step -> 0.0;
    int early = 0;
    int late = 0;
    for (int episode = 0; episode < 40; episode++) {
      int taken = Episodes.taken(episodes.play(episode, 50));
      early += episode < 10 ? taken : 0;
      late += episode >= 20 ? taken : 0;
    }

    assertThat(early).isGreaterThan(250);
    assertThat(late).isZero();
  }

  @Test
  void thePaceIsKeptWithARun() throws IOException {
    Episodes episodes = episodes(awake(2, 4));
    demonstrate(episodes.expert, episodes.hand, 40);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    episodes.provider.save(new DataOutputStream(bytes));
    Episodes resumed = episodes(awake(2, 4));
    resumed.provider.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

    assertThat(resumed.expert.stepsBeyond(0.1, 0.9))
        .isEqualTo(episodes.expert.stepsBeyond(0.1, 0.9))
        .isGreaterThan(20);
  }

  @Test
  void anImpatientHandIsRefused() {
    assertThatThrownBy(() -> awake(0.9, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("patience must be at least 1, but is 0.9");
    assertThatThrownBy(() -> awake(2, -1)).hasMessageContaining("slackSteps");
    assertThatThrownBy(() -> new TriggerConfig.Behind(2, 0, 1.1, 0, 0))
        .hasMessageContaining("startAttention");
    assertThatThrownBy(() -> new TriggerConfig.Behind(2, 0, 1, -0.1, 0))
        .hasMessageContaining("endAttention");
    assertThatThrownBy(() -> new TriggerConfig.Behind(2, 0, 1, 0, -1))
        .hasMessageContaining("tiringSteps");
  }
}
