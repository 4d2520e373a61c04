package org.e2hil.agent.reward;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apiguardian.api.API;
import org.e2hil.agent.training.Episode;

/** Holds a classifier against recorded episodes, as a training would ask it. */
@API(status = API.Status.INTERNAL)
public final class RewardCheck {

  private final RewardClassifier classifier;
  private final SuccessRule rule;
  private final Labelling labelling;

  /** A check by this rule, which takes these moments for done. */
  public RewardCheck(RewardClassifier classifier, SuccessRule rule, Labelling labelling) {
    this.classifier = classifier;
    this.rule = rule;
    this.labelling = labelling;
  }

  /** How an episode was judged. */
  public enum Verdict {
    /** As it was recorded. */
    RIGHT,
    /** Success while the task was open, or in an episode that failed. */
    FALSE_SUCCESS,
    /** A success that was not seen, even if the last picture stays. */
    MISSED_SUCCESS
  }

  /**
   * What the classifier said of an episode.
   *
   * @param succeeded as it was recorded
   * @param labels of its moments
   * @param probabilities of its moments, the start among them
   * @param said the moment at which it counts as done; empty if never while it was recorded
   * @param verdict on it
   */
  public record Outcome(
      boolean succeeded,
      List<Label> labels,
      List<Double> probabilities,
      OptionalInt said,
      Verdict verdict) {

    /** Copies the lists. */
    public Outcome {
      labels = List.copyOf(labels);
      probabilities = List.copyOf(probabilities);
    }

    /** Control periods of the recording that were left when it counted as done; 0 where never. */
    public int early() {
      return said.isPresent() ? labels.size() - 1 - said.getAsInt() : 0;
    }
  }

  /**
   * Judges an episode that has steps. Nobody recorded what came after a success, but a task that is
   * done stays done: the last picture stands until the rule has counted enough.
   */
  public Outcome judge(Episode episode, Sight.Reader reader) {
    List<Label> labels = new ArrayList<>();
    List<Double> probabilities = new ArrayList<>();
    SuccessRule.Watch watch = rule.watch();
    OptionalInt said = OptionalInt.empty();
    int last = episode.steps().size();
    for (int moment = 0; moment <= last; moment++) {
      labels.add(labelling.label(episode, moment));
      double probability = classifier.probability(reader.see(RewardTraining.seen(episode, moment)));
      probabilities.add(probability);
      // a judge is asked after each control period, and so not at the start
      if (moment > 0 && watch.see(probability) && said.isEmpty()) {
        said = OptionalInt.of(moment);
      }
    }
    boolean would = said.isPresent();
    for (int more = 1; !would && more < rule.hold(); more++) {
      would = watch.see(probabilities.get(last));
    }
    boolean succeeded = Labelling.succeeded(episode);
    Verdict verdict;
    if (said.isPresent() && labels.get(said.getAsInt()) == Label.OPEN) {
      verdict = Verdict.FALSE_SUCCESS;
    } else {
      verdict = succeeded && !would ? Verdict.MISSED_SUCCESS : Verdict.RIGHT;
    }
    return new Outcome(succeeded, labels, probabilities, said, verdict);
  }
}
