package org.e2hil.scenarios.reward;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apiguardian.api.API;
import org.e2hil.agent.reward.EpisodeMark;
import org.e2hil.agent.reward.Label;
import org.e2hil.agent.reward.Labelling;
import org.e2hil.agent.reward.Recordings;
import org.e2hil.agent.reward.RewardCheck;
import org.e2hil.agent.reward.RewardCheck.Verdict;
import org.e2hil.agent.reward.RewardException;
import org.e2hil.agent.reward.Sight;
import org.e2hil.agent.reward.SuccessRule;
import org.e2hil.agent.training.ActionMode;
import org.e2hil.agent.training.Episode;
import org.e2hil.agent.training.EvaluationRecord;

/**
 * How good a classifier is on episodes that it was not trained with.
 *
 * @param rule by which its word counts
 * @param labelling of the moments
 * @param outcomes of the episodes, in their order
 * @param leftOut episodes of the dataset that it was trained with
 */
@API(status = API.Status.INTERNAL)
public record RewardReport(
    SuccessRule rule, Labelling labelling, List<RewardCheck.Outcome> outcomes, int leftOut) {

  /** Up to here a false success is rare enough to train with. */
  private static final double FEW_FALSE = 0.01;

  /** Up to here a success that is not seen costs little. */
  private static final double FEW_MISSED = 0.05;

  /** Copies the outcomes. */
  public RewardReport {
    outcomes = List.copyOf(outcomes);
  }

  /**
   * Judges all episodes of a dataset but those that the classifier was trained with.
   *
   * @param sheet receives those that are judged wrongly
   * @throws RewardException if none is left, or they do not show what it looks at
   */
  public static RewardReport of(
      RewardFile file, DatasetRecordings dataset, SuccessRule rule, MistakeSheet sheet) {
    Labelling labelling = file.description().labelling();
    RewardCheck check = new RewardCheck(file.classifier(), rule, labelling);
    Recordings recordings = dataset.first(Integer.MAX_VALUE);
    Sight.Reader reader = file.classifier().sight().reader(recordings.groups());
    List<RewardCheck.Outcome> outcomes = new ArrayList<>();
    int leftOut = 0;
    for (int i = 0; i < recordings.episodes(); i++) {
      Episode episode = recordings.read().apply(i);
      if (file.description().episodes().contains(EpisodeMark.of(episode))) {
        leftOut++;
      } else if (!episode.steps().isEmpty()) {
        RewardCheck.Outcome outcome = check.judge(episode, reader);
        outcomes.add(outcome);
        if (outcome.verdict() != Verdict.RIGHT) {
          sheet.add(i, episode, reader, outcome);
        }
      }
    }
    if (outcomes.isEmpty()) {
      throw new RewardException(
          "the classifier was trained with all %d episodes of this dataset, so that they tell nothing of it; record others, as with ./e2hil record --seed"
              .formatted(leftOut));
    }
    return new RewardReport(rule, labelling, outcomes, leftOut);
  }

  /** Episodes that were judged in this way. */
  public int count(Verdict verdict) {
    return (int) outcomes.stream().filter(outcome -> outcome.verdict() == verdict).count();
  }

  private int successes() {
    return (int) outcomes.stream().filter(RewardCheck.Outcome::succeeded).count();
  }

  /** Control periods of a label in which the probability is above the threshold, or is not. */
  public long moments(Label label, boolean above) {
    long count = 0;
    for (RewardCheck.Outcome outcome : outcomes) {
      for (int i = 0; i < outcome.labels().size(); i++) {
        boolean said = outcome.probabilities().get(i) >= rule.threshold();
        count += outcome.labels().get(i) == label && said == above ? 1 : 0;
      }
    }
    return count;
  }

  /** What a person reads, line by line. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d episodes that it was not trained with%s; threshold %s, hold %d"
            .formatted(
                outcomes.size(),
                leftOut == 0 ? "" : " (%d others were, and are left out)".formatted(leftOut),
                rule.threshold(),
                rule.hold()));
    lines.add("");
    lines.add(row("control periods", "said done", "said not"));
    lines.add(momentsOf("done, the last %d of a success".formatted(labelling.done()), Label.DONE));
    lines.add(momentsOf("unknown, the %d before".formatted(labelling.unknown()), Label.UNKNOWN));
    lines.add(momentsOf("not done", Label.OPEN));
    lines.add("");
    lines.add(row("episodes", "right", "false success", "missed success"));
    lines.add(episodes("succeeded", true));
    lines.add(episodes("did not", false));
    lines.add("");
    int seen = (int) outcomes.stream().filter(o -> o.succeeded() && o.said().isPresent()).count();
    int early =
        (int)
            outcomes.stream()
                .filter(o -> o.succeeded() && o.verdict() == Verdict.RIGHT && o.early() > 0)
                .count();
    lines.add(
        "Of %d successes it said so %d times while they were recorded, %d of them up to %d control periods before the end without being wrong; the others it sees if the last picture stays."
            .formatted(
                successes(),
                seen,
                early,
                outcomes.stream()
                    .filter(o -> o.succeeded() && o.verdict() == Verdict.RIGHT)
                    .mapToInt(RewardCheck.Outcome::early)
                    .max()
                    .orElse(0)));
    lines.add(verdict());
    return lines;
  }

  private static String row(String name, String... cells) {
    StringBuilder row = new StringBuilder("  %-28s".formatted(name));
    for (String cell : cells) {
      row.append("%16s".formatted(cell));
    }
    return row.toString();
  }

  private String momentsOf(String name, Label label) {
    return row(name, "%,d".formatted(moments(label, true)), "%,d".formatted(moments(label, false)));
  }

  private String episodes(String name, boolean succeeded) {
    List<String> cells = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      long count =
          outcomes.stream()
              .filter(o -> o.succeeded() == succeeded && o.verdict() == verdict)
              .count();
      cells.add(verdict == Verdict.MISSED_SUCCESS && !succeeded ? "–" : Long.toString(count));
    }
    return row(name, cells.toArray(String[]::new));
  }

  private String verdict() {
    int falsely = count(Verdict.FALSE_SUCCESS);
    int missed = count(Verdict.MISSED_SUCCESS);
    boolean fewFalse = falsely <= FEW_FALSE * outcomes.size();
    boolean fewMissed = missed <= FEW_MISSED * successes();
    String advice;
    if (!fewFalse) {
      advice =
          "Not good enough to train with, because a policy learns to do what is taken for success: record what was, train again, or raise --threshold or --hold.";
    } else if (!fewMissed) {
      advice =
          "Rarely wrong, but it misses successes, after which an episode goes on in vain: record more, or lower --threshold or --hold.";
    } else {
      advice = "Good enough to train with, as far as these episodes tell.";
    }
    return "False success in %s, missed success in %s. %s"
        .formatted(share(falsely, outcomes.size()), share(missed, successes()), advice);
  }

  private static String share(int count, int all) {
    if (all == 0) {
      return "0 of 0";
    }
    EvaluationRecord rate = new EvaluationRecord(0, ActionMode.MEAN, all, count, 0, true);
    return String.format(
        Locale.ROOT,
        "%d of %d (95%% interval %.0f–%.0f%%)",
        count,
        all,
        100 * rate.successLow(),
        100 * rate.successHigh());
  }
}
