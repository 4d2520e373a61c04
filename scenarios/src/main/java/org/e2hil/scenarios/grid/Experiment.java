package org.e2hil.scenarios.grid;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.ExperimentFile;
import org.e2hil.scenarios.config.ExperimentFile.Factor;
import org.e2hil.scenarios.config.ExperimentFile.Level;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.report.RunDirectory;

/**
 * An experiment whose cells are all read and checked.
 *
 * @param file what was asked for
 * @param cells in the order of the scenarios, then of the factors' levels, the last factor's first
 * @param runs every seed of every cell; the first seed of all cells comes first, so that an
 *     experiment that is stopped early has something of all
 */
@API(status = API.Status.INTERNAL)
public record Experiment(ExperimentFile file, List<Cell> cells, List<PlannedRun> runs) {

  private static final Set<ExperimentFile.Measure> ALONG_THE_TRAINING =
      Set.of(ExperimentFile.Measure.SUCCESS_CURVE, ExperimentFile.Measure.STEPS_TO_THRESHOLD);

  /** Copies the lists. */
  public Experiment {
    cells = List.copyOf(cells);
    runs = List.copyOf(runs);
  }

  /**
   * Reads and checks every cell.
   *
   * @param out the directory of the runs, {@code CELL-seedS} each
   * @param check refuses a scenario that cannot be trained here
   * @throws IllegalArgumentException with a line for everything that is wrong with any cell, before
   *     anything runs
   */
  public static Experiment plan(
      Scenarios scenarios, ExperimentFile file, Path out, Consumer<Scenario> check) {
    List<Cell> cells = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    Map<String, List<String>> places = new LinkedHashMap<>();
    for (String reference : file.scenarios()) {
      for (List<Level> levels : combinations(file.factors())) {
        try {
          Cell cell = cell(scenarios, file, reference, levels);
          check.accept(cell.scenario());
          cells.add(cell);
        } catch (RuntimeException e) {
          String place = describe(reference, file.factors(), levels);
          String.valueOf(e.getMessage())
              .lines()
              .map(line -> line.replaceFirst("^" + Pattern.quote(place + ": "), ""))
              .forEach(line -> places.computeIfAbsent(line, l -> new ArrayList<>()).add(place));
        }
      }
    }
    places.forEach((problem, cellsOf) -> problems.add(place(cellsOf) + ": " + problem));
    problems.addAll(alike(scenarios, cells));
    problems.addAll(unequalSteps(file, cells));
    problems.addAll(unseenCurves(file, cells));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    List<PlannedRun> runs = new ArrayList<>();
    for (long seed : file.seeds()) {
      for (Cell cell : cells) {
        RunDirectory directory = new RunDirectory(out.resolve(cell.name() + "-seed" + seed));
        runs.add(new PlannedRun(cell, cell.scenario().withSeed(seed), directory));
      }
    }
    for (PlannedRun run : runs) {
      try {
        run.requireOwn(scenarios);
      } catch (RuntimeException e) {
        problems.add(e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    return new Experiment(file, cells, runs);
  }

  /** Where a problem is, once for all cells that have it. */
  private static String place(List<String> cells) {
    int others = cells.size() - 1;
    return others == 0
        ? cells.get(0)
        : "%s, and %d more %s".formatted(cells.get(0), others, others == 1 ? "cell" : "cells");
  }

  private static Cell cell(
      Scenarios scenarios, ExperimentFile file, String reference, List<Level> levels) {
    StringBuilder variations = new StringBuilder(reference);
    levels.forEach(level -> level.variations().forEach(v -> variations.append('+').append(v)));
    List<Assignment> settings =
        Stream.concat(file.settings().stream(), levels.stream().flatMap(l -> l.settings().stream()))
            // a new type comes first, since it takes its whole block away
            .sorted(Comparator.comparing(setting -> !setting.path().endsWith(".type")))
            .toList();
    Scenario read = scenarios.read(variations.toString(), settings);
    StringBuilder name = new StringBuilder(scenarios.read(reference, List.of()).name());
    levels.forEach(level -> name.append(level.suffix()));
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(ExperimentFile.SCENARIO, ExperimentFile.label(reference));
    for (int i = 0; i < levels.size(); i++) {
      labels.put(file.factors().get(i).name(), levels.get(i).label());
    }
    return new Cell(read.named(name.toString()), labels);
  }

  /** Every level of each factor with every level of the others. */
  private static List<List<Level>> combinations(List<Factor> factors) {
    List<List<Level>> all = List.of(List.of());
    for (Factor factor : factors) {
      List<List<Level>> longer = new ArrayList<>();
      for (List<Level> beginning : all) {
        for (Level level : factor.levels()) {
          longer.add(Stream.concat(beginning.stream(), Stream.of(level)).toList());
        }
      }
      all = longer;
    }
    return all;
  }

  /** A sentence on each pair of cells that would train the same. */
  private static List<String> alike(Scenarios scenarios, List<Cell> cells) {
    Map<String, String> byContent = new LinkedHashMap<>();
    Map<String, String> byName = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (Cell cell : cells) {
      String content = scenarios.write(cell.scenario().withoutExpectations().named("any"));
      String label = String.join(" ", cell.levels().values());
      String twin = byContent.putIfAbsent(content, label);
      String namesake = byName.putIfAbsent(cell.name(), label);
      if (twin != null) {
        problems.add(
            "%s and %s are the same scenario; take one of the two out".formatted(twin, label));
      } else if (namesake != null) {
        problems.add(
            "%s and %s would both be called %s; give each scenario and level its own name"
                .formatted(namesake, label, cell.name()));
      }
    }
    return problems;
  }

  /** Who trains for less time reaches no threshold sooner. */
  private static List<String> unequalSteps(ExperimentFile file, List<Cell> cells) {
    boolean asked =
        file.question()
            .flatMap(ExperimentFile.Question::measure)
            .filter(ExperimentFile.Measure.STEPS_TO_THRESHOLD::equals)
            .isPresent();
    long lengths = cells.stream().map(c -> c.scenario().training().steps()).distinct().count();
    return asked && lengths > 1
        ? List.of(
            "question.measure = steps-to-threshold: cells train for different numbers of control periods, so that one that fails sooner would count as better; give all the same training.steps, or ask for success-curve")
        : List.of();
  }

  /** One evaluation, at the end, is no curve. */
  private static List<String> unseenCurves(ExperimentFile file, List<Cell> cells) {
    return file
        .question()
        .flatMap(ExperimentFile.Question::measure)
        .filter(ALONG_THE_TRAINING::contains)
        .flatMap(measure -> cells.stream().filter(Experiment::isEvaluatedAtItsEndAlone).findFirst())
        .map(
            cell ->
                "question.measure: %s is evaluated at its end alone, so that nothing is known of its training; set evaluation.everySteps below training.steps, which is %d, or ask for success"
                    .formatted(cell.name(), cell.scenario().training().steps()))
        .stream()
        .toList();
  }

  private static boolean isEvaluatedAtItsEndAlone(Cell cell) {
    int every = cell.scenario().evaluation().everySteps();
    return every == 0 || every >= cell.scenario().training().steps();
  }

  private static String describe(String reference, List<Factor> factors, List<Level> levels) {
    StringBuilder text = new StringBuilder(reference);
    for (int i = 0; i < levels.size(); i++) {
      text.append(", ").append(factors.get(i).name()).append(" ").append(levels.get(i).label());
    }
    return text.toString();
  }
}
