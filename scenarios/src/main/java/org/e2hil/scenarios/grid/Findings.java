package org.e2hil.scenarios.grid;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.e2hil.scenarios.config.ExperimentFile;
import org.e2hil.scenarios.config.ExperimentFile.Question;
import org.e2hil.scenarios.statistics.Bootstrap;
import org.e2hil.scenarios.statistics.Comparison;
import org.e2hil.scenarios.statistics.Interval;
import org.e2hil.scenarios.statistics.Scores;
import org.e2hil.scenarios.statistics.Verdict;

/**
 * What the complete runs of an experiment tell about its question. The levels of the question's
 * factor are compared on the same tasks, which are the combinations of all other factors, and run
 * for run: runs of one seed share starts and evaluations, and demonstrations where no level changes
 * them.
 *
 * @param question what was asked, of which everything else follows
 * @param against the level that the others are compared with
 * @param measure by which, in words
 * @param levels in the order of the factor, each with what it reached
 * @param answers a sentence on every level but the one that they are compared with, corrected for
 *     being made together; first those over all tasks, then those of each task
 * @param remarks what is missing, a sentence each
 */
@API(status = API.Status.INTERNAL)
public record Findings(
    Question question,
    String against,
    String measure,
    List<LevelResult> levels,
    List<Answer> answers,
    List<String> remarks) {

  private static final String ALL = "all tasks";

  /** Copies the lists. */
  public Findings {
    levels = List.copyOf(levels);
    answers = List.copyOf(answers);
    remarks = List.copyOf(remarks);
  }

  /**
   * What a level reached.
   *
   * @param level its label
   * @param mean over tasks and seeds
   * @param iqm interquartile mean
   * @param improvement how probably one of its runs is better than one of the level that it is
   *     compared with, or the other way round where less is better; empty of that level itself
   */
  public record LevelResult(
      String level, Interval mean, Interval iqm, Optional<Interval> improvement) {}

  /**
   * A comparison of two levels.
   *
   * @param task on which, or "all tasks"
   * @param verdict what it says
   */
  public record Answer(String task, Verdict verdict) {

    /** In plain words. */
    public String sentence() {
      String sentence = verdict.sentence();
      return task.equals(ALL) ? sentence : "On %s %s".formatted(task, sentence);
    }
  }

  /** Un-aided success whose control periods are told. */
  public double threshold() {
    return new Measured(question).threshold();
  }

  /** A number of the measure with its interval. */
  public String say(Interval interval) {
    return interval.say(new Measured(question)::say);
  }

  /**
   * Compares complete runs.
   *
   * @param runs of the experiment that are complete
   * @return empty where nothing can be compared: there is no question, or no level but one has runs
   */
  public static Optional<Findings> of(Experiment experiment, List<FinishedRun> runs) {
    Optional<Question> asked =
        experiment
            .file()
            .question()
            .or(
                () ->
                    factorToAskFor(experiment)
                        .map(
                            factor ->
                                new Question(
                                    factor,
                                    Optional.empty(),
                                    Optional.empty(),
                                    OptionalDouble.empty())));
    return asked.flatMap(question -> new Comparing(experiment, question, runs).findings());
  }

  /** The first factor; without one, scenarios of one task are compared with each other. */
  private static Optional<String> factorToAskFor(Experiment experiment) {
    long tasks =
        experiment.cells().stream().map(c -> c.scenario().task().type()).distinct().count();
    boolean comparable = experiment.cells().size() > 1 && tasks == 1;
    return experiment.file().factors().stream()
        .map(ExperimentFile.Factor::name)
        .findFirst()
        .or(() -> Optional.of(ExperimentFile.SCENARIO).filter(any -> comparable));
  }

  /** The runs, by level, task and seed. */
  private static final class Comparing {

    private final Question question;
    private final Measured measured;
    private final Map<String, Map<String, Map<Long, Double>>> scores = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();

    Comparing(Experiment experiment, Question question, List<FinishedRun> runs) {
      this.question = question;
      measured = new Measured(question);
      // in the order of the factor, whatever is complete
      experiment.cells().forEach(cell -> scores.putIfAbsent(level(cell), new LinkedHashMap<>()));
      tellWhatIsMissing(experiment, runs);
      for (FinishedRun finished : runs) {
        PlannedRun run = finished.run();
        OptionalDouble score = measured.of(finished.record());
        if (score.isEmpty()) {
          remarks.add("%s was not evaluated in this way, and is left out.".formatted(run.name()));
        } else {
          scores
              .get(level(run.cell()))
              .computeIfAbsent(run.cell().apartFrom(question.factor()), t -> new TreeMap<>())
              .put(run.scenario().seed(), score.getAsDouble());
        }
      }
    }

    private String level(Cell cell) {
      return cell.levels().get(question.factor());
    }

    /** Means of levels of which not all runs are there are means over other tasks. */
    private void tellWhatIsMissing(Experiment experiment, List<FinishedRun> runs) {
      for (String level : scores.keySet()) {
        long planned =
            experiment.runs().stream().filter(r -> level(r.cell()).equals(level)).count();
        long complete = runs.stream().filter(r -> level(r.run().cell()).equals(level)).count();
        if (complete < planned) {
          remarks.add("Of %s %d of %d runs are complete.".formatted(level, complete, planned));
        }
      }
    }

    Optional<Findings> findings() {
      String wanted = question.against().orElse(scores.keySet().iterator().next());
      scores.values().removeIf(Map::isEmpty);
      if (scores.size() < 2) {
        return Optional.empty();
      }
      String against = scores.containsKey(wanted) ? wanted : scores.keySet().iterator().next();
      if (!against.equals(wanted)) {
        remarks.add("Until then the others are compared with %s.".formatted(against));
      }
      List<String> others = new ArrayList<>(scores.keySet());
      others.remove(against);
      List<Answer> overall = new ArrayList<>();
      List<Answer> byTask = new ArrayList<>();
      for (String level : others) {
        List<String> common = common(level, against);
        if (common.isEmpty()) {
          remarks.add("%s and %s have no complete run of one seed yet.".formatted(level, against));
          continue;
        }
        overall.add(new Answer(ALL, verdict(level, against, common)));
        if (common.size() > 1) {
          for (String task : common) {
            byTask.add(new Answer(task, verdict(level, against, List.of(task))));
          }
        }
      }
      return Optional.of(
          new Findings(
              question,
              against,
              measured.title(),
              scores.keySet().stream().map(level -> result(level, against)).toList(),
              Stream.concat(together(overall).stream(), together(byTask).stream()).toList(),
              remarks));
    }

    private static List<Answer> together(List<Answer> answers) {
      if (answers.isEmpty()) {
        return answers;
      }
      List<Verdict> corrected = Verdict.together(answers.stream().map(Answer::verdict).toList());
      List<Answer> all = new ArrayList<>();
      for (int i = 0; i < corrected.size(); i++) {
        all.add(new Answer(answers.get(i).task(), corrected.get(i)));
      }
      return all;
    }

    /** Tasks on which both have runs of one seed. */
    private List<String> common(String one, String other) {
      return scores.get(one).keySet().stream()
          .filter(scores.get(other)::containsKey)
          .filter(task -> !seeds(one, other, task).isEmpty())
          .toList();
    }

    private List<Long> seeds(String one, String other, String task) {
      return scores.get(one).get(task).keySet().stream()
          .filter(scores.get(other).get(task)::containsKey)
          .toList();
    }

    private Verdict verdict(String level, String against, List<String> tasks) {
      return Verdict.of(
          level,
          against,
          measured.wording(),
          Comparison.paired(
              paired(level, level, against, tasks),
              paired(against, level, against, tasks),
              Bootstrap.STANDARD));
    }

    /** Scores of a level with the seeds that two levels share. */
    private Scores paired(String of, String one, String other, List<String> tasks) {
      return Scores.of(
          tasks.stream()
              .map(
                  task ->
                      seeds(one, other, task).stream()
                          .mapToDouble(seed -> scores.get(of).get(task).get(seed))
                          .toArray())
              .toArray(double[][]::new));
    }

    private LevelResult result(String level, String against) {
      Scores all = scores(level, List.copyOf(scores.get(level).keySet()));
      Interval mean = Bootstrap.STANDARD.of(all, Scores::mean);
      Interval iqm = Bootstrap.STANDARD.of(all, Scores::iqm);
      return new LevelResult(level, mean, iqm, improvement(level, against));
    }

    private Scores scores(String level, List<String> tasks) {
      return Scores.of(
          tasks.stream()
              .map(scores.get(level)::get)
              .map(bySeed -> bySeed.values().stream().mapToDouble(d -> d).toArray())
              .toArray(double[][]::new));
    }

    private Optional<Interval> improvement(String level, String against) {
      List<String> tasks =
          scores.get(level).keySet().stream().filter(scores.get(against)::containsKey).toList();
      if (level.equals(against) || tasks.isEmpty()) {
        return Optional.empty();
      }
      Scores first = scores(measured.isMoreBetter() ? level : against, tasks);
      Scores second = scores(measured.isMoreBetter() ? against : level, tasks);
      return Optional.of(Bootstrap.STANDARD.of(first, second, Scores::probabilityOfImprovement));
    }
  }
}
