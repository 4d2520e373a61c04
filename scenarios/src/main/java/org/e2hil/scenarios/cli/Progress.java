package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.training.EpisodeRecord;
import org.e2hil.agent.training.EvaluationRecord;
import org.e2hil.agent.training.TrainingListener;
import org.e2hil.scenarios.config.Scenario;

/** Shows a person how far a training is: a bar in a terminal, else a line every ten seconds. */
final class Progress implements TrainingListener, AutoCloseable {

  private static final double LINE_EVERY_S = 10;
  private static final int WINDOW = 20;
  private static final int BAR_UPDATE_MILLIS = 200;
  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final Scenario scenario;
  private final InstantSource clock;
  private final boolean terminal;
  private final Deque<EpisodeRecord> latest = new ArrayDeque<>();
  private ProgressBar bar;
  private long firstStep = -1;
  private long firstMillis;
  private long lineMillis;
  private double evaluated = Double.NaN;

  Progress(PrintWriter out, Scenario scenario, InstantSource clock, boolean terminal) {
    this.out = out;
    this.scenario = scenario;
    this.clock = clock;
    this.terminal = terminal;
  }

  /** Says something to the person beside the bar. */
  void say(String sentence) {
    out.println(bar == null ? sentence : ERASE_LINE + sentence);
    out.flush();
  }

  @Override
  public void onDemonstration(int done, int wanted, int steps) {
    if (done == wanted) {
      out.printf("%d demonstrations are ready, training begins.%n", done);
      out.flush();
    }
  }

  @Override
  public void onStep(long envSteps) {
    if (firstStep < 0) {
      firstStep = envSteps - 1;
      firstMillis = clock.millis();
      lineMillis = firstMillis;
      begin();
    }
    if (bar != null) {
      bar.stepTo(envSteps);
    } else if (clock.millis() - lineMillis >= LINE_EVERY_S * 1000) {
      lineMillis = clock.millis();
      out.println(line(envSteps));
      out.flush();
    }
    if (envSteps >= scenario.training().steps()) {
      endBar();
      out.printf(
          "Evaluating the policy un-aided: %d episodes with sampled and %d with mean actions …%n",
          scenario.evaluation().episodes(), scenario.evaluation().episodes());
      out.flush();
    }
  }

  @Override
  public void onEpisode(EpisodeRecord episode, List<RecordedStep> steps) {
    latest.addLast(episode);
    if (latest.size() > WINDOW) {
      latest.removeFirst();
    }
    if (bar != null) {
      bar.setExtraMessage(state());
    }
  }

  @Override
  public void onEvaluation(EvaluationRecord evaluation) {
    evaluated = evaluation.successRate();
  }

  @Override
  public void close() {
    endBar();
  }

  /** Takes the bar away, so that what is printed next stands below its last state. */
  void endBar() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private void begin() {
    if (terminal) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(scenario.name())
              .setInitialMax(scenario.training().steps())
              .startsFrom(firstStep, java.time.Duration.ZERO)
              .setUpdateIntervalMillis(BAR_UPDATE_MILLIS)
              .setStyle(ProgressBarStyle.UNICODE_BLOCK)
              .build();
    }
  }

  private String line(long envSteps) {
    double elapsedS = (clock.millis() - firstMillis) / 1000.0;
    double leftS = elapsedS / (envSteps - firstStep) * (scenario.training().steps() - envSteps);
    return "%,d of %,d steps, %s gone, about %s left; %s"
        .formatted(
            envSteps,
            scenario.training().steps(),
            Durations.say(elapsedS),
            Durations.say(leftS),
            state());
  }

  private static String percent(long some, long all) {
    return all == 0 ? "0%" : "%.0f%%".formatted(100.0 * some / all);
  }

  private String state() {
    if (latest.isEmpty()) {
      return "first episode";
    }
    int faults =
        (int) latest.stream().filter(e -> e.episodeEnd().kind() == EpisodeEnd.Kind.FAULT).count();
    int judged = (int) latest.stream().filter(e -> e.episodeEnd().isLearnable()).count();
    long unaided = latest.stream().filter(EpisodeRecord::unaidedSuccess).count();
    long steps = latest.stream().mapToInt(EpisodeRecord::steps).sum();
    long aided = latest.stream().mapToInt(EpisodeRecord::interventionSteps).sum();
    String text =
        "last %d episodes: %s%s, %s of steps are interventions"
            .formatted(
                latest.size(),
                judged == 0 ? "none counts" : percent(unaided, judged) + " un-aided success",
                Report.faults(faults),
                percent(aided, steps));
    return Double.isNaN(evaluated) ? text : text + "; evaluated %.0f%%".formatted(100 * evaluated);
  }
}
