package org.e2hil.agent.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.e2hil.agent.experience.EncodedEpisodes.PENALTY;
import static org.e2hil.agent.experience.EncodedEpisodes.ROWS;
import static org.e2hil.agent.experience.EncodedEpisodes.sample;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.experience.EncodedEpisodes.Plan;
import org.e2hil.agent.random.SeededRandom;
import org.junit.jupiter.api.Test;

/** What other people's replay buffers got wrong in silence, looked for in every sampled row. */
class ReplayPropertiesTest {

  @Provide
  Arbitrary<List<Plan>> plans() {
    return EncodedEpisodes.plans();
  }

  private static ReplayBuffer buffer(int capacity) {
    return new ReplayBuffer(capacity, EncodedEpisodes.OBSERVATION, PENALTY);
  }

  /** Every number of a row belongs to the one step that its observation names. */
  private static void assertRowsAreWhole(Batch batch, List<Plan> plans) {
    for (int row = 0; row < batch.size(); row++) {
      int episode = (int) batch.observations()[2 * row];
      int step = (int) batch.observations()[2 * row + 1];
      Plan plan = plans.get(episode);
      EncodedEpisodes.Choice choice = plan.choices().get(step);

      assertThat(batch.nextObservations()[2 * row]).isEqualTo(episode);
      assertThat(batch.nextObservations()[2 * row + 1]).isEqualTo(step + 1);
      float[] applied = new float[Action.CONTINUOUS];
      EncodedEpisodes.applied(episode, step, choice).continuousInto(applied, 0);
      for (int i = 0; i < applied.length; i++) {
        assertThat(batch.actions()[row * Action.CONTINUOUS + i]).isEqualTo(applied[i]);
      }
      assertThat(batch.rewards()[row]).isEqualTo((float) EncodedEpisodes.reward(episode, step));
      assertThat(batch.sources()[row]).isEqualTo(EncodedEpisodes.source(plan, step));
      assertThat(batch.grippers()[row]).isEqualTo(choice.gripper());
      assertThat(batch.gripperPenalties()[row]).isEqualTo(choice.gripper() == 1 ? 0 : PENALTY);
      boolean last = step + 1 == plan.choices().size();
      boolean terminal =
          last
              && (plan.episodeEnd() == EpisodeEnd.Kind.SUCCESS
                  || plan.episodeEnd() == EpisodeEnd.Kind.FAILURE);
      assertThat(batch.terminals()[row]).isEqualTo(terminal);
    }
  }

  @Property(tries = 200)
  void everySampledRowIsOneStepAlsoAtFragmentEndsAndAtTheWritePointer(
      @ForAll("plans") List<Plan> plans,
      @ForAll @IntRange(min = 1, max = 40) int capacity,
      @ForAll long seed) {
    ReplayBuffer buffer = buffer(capacity);
    for (Transition transition : EncodedEpisodes.transitions(plans)) {
      buffer.add(transition);
      assertRowsAreWhole(sample(buffer, seed), plans);
    }
  }

  @Property(tries = 100)
  void exactlyTheNewestTransitionsAreHeld(
      @ForAll("plans") List<Plan> plans, @ForAll @IntRange(min = 1, max = 12) int capacity) {
    List<Transition> all = EncodedEpisodes.transitions(plans);
    ReplayBuffer buffer = buffer(capacity);
    all.forEach(buffer::add);
    int held = Math.min(capacity, all.size());
    Set<Float> newest = new HashSet<>();
    all.subList(all.size() - held, all.size()).forEach(t -> newest.add((float) t.step().reward()));
    Set<Float> seen = new HashSet<>();
    for (int i = 0; i < 6; i++) {
      Batch batch = sample(buffer, i);
      for (float reward : batch.rewards()) {
        seen.add(reward);
      }
    }

    assertThat(buffer.size()).isEqualTo(held);
    // 384 draws leave one of 12 rows out in fewer than one of 10^13 cases
    assertThat(seen).isEqualTo(newest);
  }

  @Property(tries = 100)
  void aBufferThatWasSavedAndReadGoesOnAsIfItHadNotBeen(
      @ForAll("plans") List<Plan> plans,
      @ForAll @IntRange(min = 1, max = 30) int capacity,
      @ForAll @IntRange(min = 0, max = 60) int savedAfter)
      throws IOException {
    List<Transition> all = EncodedEpisodes.transitions(plans);
    int first = Math.min(savedAfter, all.size());
    ReplayBuffer plain = buffer(capacity);
    all.subList(0, first).forEach(plain::add);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    plain.save(new DataOutputStream(bytes));
    ReplayBuffer read = buffer(capacity);
    read.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    for (Transition transition : all.subList(first, all.size())) {
      plain.add(transition);
      read.add(transition);
    }

    assertThat(read.size()).isEqualTo(plain.size());
    Batch one = sample(plain, 1);
    Batch other = sample(read, 1);
    assertThat(other.observations()).isEqualTo(one.observations());
    assertRowsAreWhole(other, plans);
  }

  @Property(tries = 100)
  void eachSourceGoesToItsOwnBuffersAndTheSharesAreKept(
      @ForAll("plans") List<Plan> plans, @ForAll @IntRange(min = 1, max = 33) int rows) {
    ReplayBuffer online = buffer(1000);
    ReplayBuffer offline = buffer(1000);
    MixedReplay replay =
        new MixedReplay(
            online, offline, buffer(1000), 0.5, 0, false, 0, SeededRandom.of(1, "replay"));
    List<Transition> all = EncodedEpisodes.transitions(plans);
    all.forEach(replay::add);

    assertThat(online.size()).isEqualTo(count(all, Source.POLICY, Source.INTERVENTION));
    assertThat(offline.size()).isEqualTo(count(all, Source.DEMONSTRATION, Source.INTERVENTION));
    if (online.size() > 0) {
      assertThat(sample(online, 2).sources()).doesNotContain(Source.DEMONSTRATION);
    }
    if (offline.size() > 0) {
      assertThat(sample(offline, 2).sources()).doesNotContain(Source.POLICY);
    }

    Batch batch = new Batch(rows, EncodedEpisodes.OBSERVATION, Action.CONTINUOUS);
    replay.fill(batch);
    assertRowsAreWhole(batch, plans);
    List<Source> sources = new ArrayList<>(List.of(batch.sources()));
    int fromOffline =
        offline.size() == 0 ? 0 : online.size() == 0 ? rows : (int) Math.round(rows * 0.5);
    assertThat(sources.subList(0, rows - fromOffline)).doesNotContain(Source.DEMONSTRATION);
    assertThat(sources.subList(rows - fromOffline, rows)).doesNotContain(Source.POLICY);
  }

  @Property(tries = 100)
  void aShareOfTheOfflineRowsIsKeptForInterventions(
      @ForAll("plans") List<Plan> plans,
      @ForAll @IntRange(min = 1, max = 33) int rows,
      @ForAll @DoubleRange(min = 0, max = 1) double share) {
    ReplayBuffer interventions = buffer(1000);
    MixedReplay replay =
        new MixedReplay(
            buffer(1000),
            buffer(1000),
            interventions,
            0.5,
            share,
            false,
            0,
            SeededRandom.of(1, "replay"));
    List<Transition> all = EncodedEpisodes.transitions(plans);
    all.forEach(replay::add);
    Batch batch = new Batch(rows, EncodedEpisodes.OBSERVATION, Action.CONTINUOUS);
    replay.fill(batch);

    int kept = count(all, Source.INTERVENTION, Source.INTERVENTION);
    assertThat(interventions.size()).isEqualTo(kept);
    assertRowsAreWhole(batch, plans);
    if (kept > 0) {
      // where there are interventions, both other buffers hold something
      int offline = (int) Math.round(rows * 0.5);
      int last = (int) Math.round(offline * share);
      assertThat(List.of(batch.sources()).subList(rows - last, rows))
          .allMatch(Source.INTERVENTION::equals);
    }
  }

  @Test
  void withoutInterventionsTheirShareComesFromTheDemonstrations() {
    MixedReplay replay =
        new MixedReplay(
            buffer(10), buffer(10), buffer(10), 0.5, 1, false, 0, SeededRandom.of(1, "replay"));
    replay.add(transition(Source.DEMONSTRATION));
    replay.add(transition(Source.POLICY));
    Batch batch = new Batch(4, EncodedEpisodes.OBSERVATION, Action.CONTINUOUS);
    replay.fill(batch);

    assertThat(batch.sources())
        .containsExactly(Source.POLICY, Source.POLICY, Source.DEMONSTRATION, Source.DEMONSTRATION);
  }

  private static Transition transition(Source source) {
    return new Transition(
        new float[] {0, 1},
        new float[] {0, 2},
        new ControlStep(Action.hold(), Action.hold(), Action.hold(), source, 0, EpisodeEnd.none()));
  }

  @Property(tries = 50)
  void theSameSeedDrawsTheSameBatchesAndAnotherSeedOthers(@ForAll long seed) {
    List<Transition> all = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      all.add(
          new Transition(
              new float[] {0, i},
              new float[] {0, i + 1},
              new ControlStep(
                  Action.hold(),
                  Action.hold(),
                  Action.hold(),
                  i % 2 == 0 ? Source.POLICY : Source.DEMONSTRATION,
                  i,
                  EpisodeEnd.none())));
    }

    assertThat(draw(all, seed)).isEqualTo(draw(all, seed)).isNotEqualTo(draw(all, seed + 1));
  }

  private static float[] draw(List<Transition> transitions, long seed) {
    MixedReplay replay =
        new MixedReplay(
            buffer(1000),
            buffer(1000),
            buffer(1000),
            0.5,
            0,
            false,
            0,
            SeededRandom.of(seed, "replay"));
    transitions.forEach(replay::add);
    Batch batch = new Batch(ROWS, EncodedEpisodes.OBSERVATION, Action.CONTINUOUS);
    replay.fill(batch);
    return batch.rewards().clone();
  }

  private static int count(List<Transition> all, Source one, Source other) {
    return (int)
        all.stream().filter(t -> t.step().source() == one || t.step().source() == other).count();
  }
}
