package org.e2hil.agent.experience;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.random.SeededRandom;

/**
 * Episodes whose every number says which episode and step it belongs to, so that no mix-up of rows
 * goes unseen: an observation is {@code [episode, step]}, the rest follows from these two and the
 * fragment's own choices.
 */
final class EncodedEpisodes {

  static final int OBSERVATION = 2;

  /** Of a step that moves the gripper, in every buffer that is tested. */
  static final float PENALTY = -0.02f;

  /** Rows of a sampled batch. */
  static final int ROWS = 64;

  private EncodedEpisodes() {}

  /** One step's choices. */
  record Choice(int gripper, boolean hand) {}

  /** An episode's choices. */
  record Plan(List<Choice> choices, EpisodeEnd.Kind episodeEnd, boolean demonstration) {}

  static Arbitrary<List<Plan>> plans() {
    Arbitrary<Choice> choices =
        Combinators.combine(Arbitraries.integers().between(0, 2), Arbitraries.of(true, false))
            .as(Choice::new);
    Arbitrary<EpisodeEnd.Kind> episodeEnds =
        Arbitraries.of(
            EpisodeEnd.Kind.SUCCESS,
            EpisodeEnd.Kind.FAILURE,
            EpisodeEnd.Kind.TIME_LIMIT,
            EpisodeEnd.Kind.NONE);
    return Combinators.combine(
            choices.list().ofMinSize(1).ofMaxSize(12), episodeEnds, Arbitraries.of(true, false))
        .as(Plan::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  /** All transitions in order. A plan that ends with NONE is a fragment that was broken off. */
  static List<Transition> transitions(List<Plan> plans) {
    List<Transition> transitions = new ArrayList<>();
    for (int episode = 0; episode < plans.size(); episode++) {
      Plan plan = plans.get(episode);
      int steps = plan.choices().size();
      for (int step = 0; step < steps; step++) {
        EpisodeEnd.Kind kind = step + 1 < steps ? EpisodeEnd.Kind.NONE : plan.episodeEnd();
        Action applied = applied(episode, step, plan.choices().get(step));
        transitions.add(
            new Transition(
                new float[] {episode, step},
                new float[] {episode, step + 1},
                new ControlStep(
                    Action.of(0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0),
                    Action.of(9, 9, 9, 9, 9, 9, 9),
                    applied,
                    source(plan, step),
                    reward(episode, step),
                    new EpisodeEnd(kind, ""))));
      }
    }
    return transitions;
  }

  static Action applied(int episode, int step, Choice choice) {
    return Action.of(episode / 100.0, step / 100.0, 0, 0, 0, 0, choice.gripper() - 1);
  }

  static double reward(int episode, int step) {
    return 1000 * episode + step;
  }

  static Source source(Plan plan, int step) {
    if (plan.demonstration()) {
      return Source.DEMONSTRATION;
    }
    return plan.choices().get(step).hand() ? Source.INTERVENTION : Source.POLICY;
  }

  static Batch sample(ReplayBuffer buffer, long seed) {
    Batch batch = new Batch(ROWS, OBSERVATION, Action.CONTINUOUS);
    buffer.sample(batch, 0, ROWS, SeededRandom.of(seed, "rows"));
    return batch;
  }
}
