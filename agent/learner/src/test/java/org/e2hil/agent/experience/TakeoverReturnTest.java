package org.e2hil.agent.experience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.random.SeededRandom;
import org.junit.jupiter.api.Test;

/** What the policy's returns say of a takeover, by the rows that the learner is given. */
class TakeoverReturnTest {

  private static final int STEPS = 3;
  private static final Source POLICY = Source.POLICY;
  private static final Source HAND = Source.INTERVENTION;

  /** Which of an episode's rows do not bootstrap, by the number that they begin with. */
  private static boolean[] terminals(boolean takeoverIsTerminal, int returnSteps, Source... who) {
    return read(takeoverIsTerminal, returnSteps, EpisodeEnd.success(), who).terminals;
  }

  private record Read(boolean[] terminals, float[] rewards, int[] spans) {}

  private static Read read(
      boolean takeoverIsTerminal, int returnSteps, EpisodeEnd end, Source... who) {
    return read(takeoverIsTerminal, 0, returnSteps, end, who);
  }

  private static Read read(
      boolean takeoverIsTerminal,
      double interventionPenalty,
      int returnSteps,
      EpisodeEnd end,
      Source... who) {
    ReplayBuffer online = new ReplayBuffer(100, 1, 1, 0, returnSteps, 1);
    MixedReplay replay =
        new MixedReplay(
            online,
            new ReplayBuffer(100, 1, 0),
            new ReplayBuffer(100, 1, 0),
            0,
            0,
            takeoverIsTerminal,
            interventionPenalty,
            SeededRandom.of(1, "replay"));
    for (int i = 0; i < who.length; i++) {
      boolean last = i == who.length - 1;
      replay.add(
          new Transition(
              new float[] {i},
              new float[] {i + 1},
              new ControlStep(
                  Action.hold(),
                  Action.hold(),
                  Action.hold(),
                  who[i],
                  last && end.kind() == EpisodeEnd.Kind.SUCCESS ? 1 : 0,
                  last ? end : EpisodeEnd.none())));
    }
    // enough draws that every row is among them
    Batch batch = new Batch(500, 1, Action.CONTINUOUS);
    online.sample(batch, 0, batch.size(), SeededRandom.of(2, "rows"));
    Read rows = new Read(new boolean[who.length], new float[who.length], new int[who.length]);
    for (int i = 0; i < batch.size(); i++) {
      int row = (int) batch.observations()[i];
      rows.terminals[row] = batch.terminals()[i];
      rows.rewards[row] = batch.rewards()[i];
      rows.spans[row] = batch.spans()[i];
    }
    return rows;
  }

  @Test
  void aTakeoverEndsThePolicysReturnAndNothingElse() {
    assertThat(terminals(true, 1, POLICY, POLICY, HAND, HAND, POLICY, POLICY, HAND))
        .containsExactly(false, true, false, false, false, true, true);
  }

  @Test
  void withoutTheOptionThePolicysReturnGoesOnIntoTheHands() {
    assertThat(terminals(false, 1, POLICY, POLICY, HAND, HAND, POLICY, POLICY, HAND))
        .containsExactly(false, false, false, false, false, false, true);
  }

  @Test
  void aLongReturnOfThePolicyDoesNotReachIntoWhatTheHandEarned() {
    Read rows = read(true, STEPS, EpisodeEnd.success(), POLICY, POLICY, POLICY, HAND, HAND);

    assertThat(rows.rewards).containsExactly(0, 0, 0, 1, 1);
    assertThat(rows.terminals).containsExactly(true, true, true, true, true);
    assertThat(rows.spans).containsExactly(3, 2, 1, 2, 1);
  }

  @Test
  void aLongReturnOfTheHandGoesOnIntoWhatThePolicyDoesNext() {
    Read rows = read(true, STEPS, EpisodeEnd.success(), HAND, HAND, POLICY, POLICY);

    assertThat(rows.rewards).containsExactly(0, 1, 1, 1);
    assertThat(rows.spans).containsExactly(3, 3, 2, 1);
  }

  @Test
  void aPenaltyIsPaidByTheOnePeriodOfThePolicyThatATakeoverFollows() {
    Source[] who = {POLICY, POLICY, HAND, HAND, POLICY, HAND};

    assertThat(read(false, -0.5, 1, EpisodeEnd.success(), who).rewards)
        .containsExactly(0, -0.5f, 0, 0, -0.5f, 1);
    assertThat(read(true, -0.5, 1, EpisodeEnd.success(), who).rewards)
        .as("where the takeover ends the return as well")
        .containsExactly(0, -0.5f, 0, 0, -0.5f, 1);
    assertThat(read(false, -0.5, STEPS, EpisodeEnd.success(), who).rewards)
        .as("in returns of three")
        .containsExactly(-0.5f, -0.5f, -0.5f, 0.5f, 0.5f, 1);
  }

  @Test
  void aHandThatBeginsAnEpisodeChargesNothingToTheOneBefore() {
    ReplayBuffer online = new ReplayBuffer(10, 1, 0);
    online.add(transition(POLICY, 1, 2, EpisodeEnd.timeLimit()));
    online.rewardBefore(transition(HAND, 2, 8, EpisodeEnd.none()), -1);
    Batch batch = new Batch(1, 1, Action.CONTINUOUS);
    online.sample(batch, 0, 1, SeededRandom.of(1, "rows"));

    assertThat(batch.rewards()[0]).isZero();
  }

  @Test
  void aHandThatBeginsAnEpisodeEndsNothingOfTheOneBefore() {
    ReplayBuffer online = new ReplayBuffer(10, 1, 0);
    Transition last = transition(POLICY, 1, 2, EpisodeEnd.timeLimit());
    Transition first = transition(HAND, 7, 8, EpisodeEnd.none());
    online.add(last);
    online.endBefore(first);
    Batch batch = new Batch(1, 1, Action.CONTINUOUS);
    online.sample(batch, 0, 1, SeededRandom.of(1, "rows"));

    assertThat(batch.terminals()[0]).as("a time limit still bootstraps").isFalse();
  }

  @Test
  void anEpisodeWithoutAHandIsLearnedFromInTheSameWay() {
    Source[] alone = new Source[20];
    Arrays.fill(alone, POLICY);

    assertThat(List.of(1, STEPS))
        .allSatisfy(
            steps ->
                assertThat(terminals(true, steps, alone))
                    .isEqualTo(terminals(false, steps, alone)));
  }

  private static Transition transition(Source who, float seen, float next, EpisodeEnd end) {
    return new Transition(
        new float[] {seen},
        new float[] {next},
        new ControlStep(Action.hold(), Action.hold(), Action.hold(), who, 0, end));
  }
}
