package org.e2hil.agent.intervention;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.intervention.InterventionProvider.Moment;

/** Plays control periods against an intervention, without any world. */
final class Episodes {

  /** What the hand says of each step: the expert's own reckoning is scripted. */
  static final class ScriptedHand implements Expert {

    IntFunction<Double> progress = step -> 0.0;
    Action advice = Action.hold();
    int step;
    int begun;

    @Override
    public void begin(RandomGenerator random, double noise) {
      begun++;
    }

    @Override
    public Action act() {
      return Action.of(0.5, 0, 0, 0, 0, 0, 1);
    }

    @Override
    public Action advice() {
      return advice;
    }

    @Override
    public double progress() {
      return progress.apply(step);
    }
  }

  /** A takeover without a gap. */
  record Span(int first, int steps, String reason) {}

  private static final Observation NOTHING = Observation.builder().build();

  final ScriptedHand hand = new ScriptedHand();
  final PacedExpert expert = new PacedExpert(hand);
  final InterventionProvider provider;
  Action proposed = Action.hold();
  IntFunction<Double> value = step -> 0.0;
  long runStep;

  Episodes(InterventionConfig config) {
    provider = new ScriptedIntervention(config, expert);
  }

  /** For each control period of an episode, the reason of a takeover, or nothing. */
  List<String> play(long seed, int steps) {
    hand.step = 0;
    provider.beginEpisode(seed);
    List<String> reasons = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      hand.step = step;
      reasons.add(
          provider
              .consider(
                  new Moment(
                      NOTHING, proposed, step, runStep++, () -> 0, () -> value.apply(hand.step)))
              .map(Takeover::reason)
              .orElse(""));
    }
    return reasons;
  }

  static int taken(List<String> reasons) {
    return (int) reasons.stream().filter(reason -> !reason.isEmpty()).count();
  }

  static List<Span> spans(List<String> reasons) {
    List<Span> spans = new ArrayList<>();
    int first = 0;
    for (int i = 1; i <= reasons.size(); i++) {
      if (i == reasons.size() || !reasons.get(i).equals(reasons.get(first))) {
        if (!reasons.get(first).isEmpty()) {
          spans.add(new Span(first, i - first, reasons.get(first)));
        }
        first = i;
      }
    }
    return spans;
  }
}
