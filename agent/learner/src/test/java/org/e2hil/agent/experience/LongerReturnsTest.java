package org.e2hil.agent.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.e2hil.agent.experience.EncodedEpisodes.PENALTY;
import static org.e2hil.agent.experience.EncodedEpisodes.sample;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.experience.EncodedEpisodes.Plan;

/** Returns over several steps end where their fragment of experience does. */
class LongerReturnsTest {

  private static final double DISCOUNT = 0.9;

  @Provide
  Arbitrary<List<Plan>> plans() {
    return EncodedEpisodes.plans();
  }

  private static ReplayBuffer returns(int capacity, int steps) {
    return new ReplayBuffer(capacity, EncodedEpisodes.OBSERVATION, 1, PENALTY, steps, DISCOUNT);
  }

  @Property(tries = 200)
  void aLongerReturnEndsWithItsFragmentAndAtTheWritePointer(
      @ForAll("plans") List<Plan> plans,
      @ForAll @IntRange(min = 1, max = 40) int capacity,
      @ForAll @IntRange(min = 1, max = 6) int steps,
      @ForAll boolean handsAlone,
      @ForAll long seed) {
    ReplayBuffer buffer = returns(capacity, steps);
    List<Transition> added = new ArrayList<>();
    for (Transition transition : EncodedEpisodes.transitions(plans)) {
      if (handsAlone && transition.step().source() == Source.POLICY) {
        continue;
      }
      buffer.add(transition);
      added.add(transition);
      List<Transition> held = added.subList(Math.max(0, added.size() - capacity), added.size());
      assertReturns(sample(buffer, seed), held, steps);
    }
  }

  @Property(tries = 100)
  void aSavedBufferStillKnowsWhatFollowsWhat(
      @ForAll("plans") List<Plan> plans,
      @ForAll @IntRange(min = 1, max = 30) int capacity,
      @ForAll @IntRange(min = 2, max = 5) int steps)
      throws IOException {
    List<Transition> all = EncodedEpisodes.transitions(plans);
    ReplayBuffer plain = returns(capacity, steps);
    all.forEach(plain::add);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    plain.save(new DataOutputStream(bytes));
    ReplayBuffer read = returns(capacity, steps);
    read.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

    List<Transition> held = all.subList(Math.max(0, all.size() - capacity), all.size());
    assertReturns(sample(read, 3), held, steps);
  }

  @Example
  void whatWasSeenAtTheEndOfAnEpisodeAndAtTheStartOfTheNextMayBeTheSame() {
    ReplayBuffer buffer = returns(10, 5);
    for (int episode = 0; episode < 2; episode++) {
      buffer.add(
          new Transition(
              new float[] {0, 0},
              new float[] {0, 0},
              new ControlStep(
                  Action.hold(),
                  Action.hold(),
                  Action.hold(),
                  Source.POLICY,
                  1,
                  EpisodeEnd.timeLimit())));
    }

    assertThat(sample(buffer, 1).spans()).containsOnly(1);
  }

  /** Every row adds up what is held and followed it in its own fragment, and nothing else. */
  private static void assertReturns(Batch batch, List<Transition> held, int steps) {
    for (int row = 0; row < batch.size(); row++) {
      int at = 0;
      while (!begins(held.get(at), batch, row)) {
        at++;
      }
      double reward = 0;
      double penalty = 0;
      int span = 0;
      Transition last;
      do {
        last = held.get(at + span);
        double factor = Math.pow(DISCOUNT, span);
        reward += factor * last.step().reward();
        penalty += factor * (last.step().movesGripper() ? PENALTY : 0);
        span++;
      } while (span < steps && at + span < held.size() && follows(last, held.get(at + span)));

      assertThat(batch.spans()[row]).isEqualTo(span);
      assertThat((double) batch.rewards()[row]).isCloseTo(reward, withinPercentage(1e-4));
      assertThat((double) batch.gripperPenalties()[row]).isCloseTo(penalty, within(1e-6));
      assertThat(batch.terminals()[row]).isEqualTo(last.step().episodeEnd().isTerminal());
      float[] next = last.nextViews()[0];
      assertThat(batch.nextObservations()[2 * row]).isEqualTo(next[0]);
      assertThat(batch.nextObservations()[2 * row + 1]).isEqualTo(next[1]);
    }
  }

  private static boolean begins(Transition transition, Batch batch, int row) {
    float[] seen = transition.views()[0];
    return seen[0] == batch.observations()[2 * row] && seen[1] == batch.observations()[2 * row + 1];
  }

  private static boolean follows(Transition one, Transition other) {
    return Arrays.equals(one.nextViews()[0], other.views()[0]);
  }
}
