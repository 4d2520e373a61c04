package org.e2hil.scenarios.report.page;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.e2hil.scenarios.report.RecordingException;
import org.e2hil.scenarios.report.chart.Key;
import org.e2hil.scenarios.report.chart.Paint;
import org.e2hil.scenarios.report.chart.Shape;
import org.e2hil.scenarios.report.chart.Stroke;

/**
 * All runs of a comparison, by scenario.
 *
 * @param all in the order in which their first runs were named
 * @param unused a sentence on each run that was named and is not among them
 */
record Groups(List<Group> all, List<String> unused) {

  /** Takes copies. */
  Groups {
    all = List.copyOf(all);
    unused = List.copyOf(unused);
  }

  /**
   * Reads runs.
   *
   * @throws RecordingException if a path is no run, a run is named twice, or there are more
   *     scenarios than colours that an eye can tell apart
   */
  static Groups read(List<Path> paths) {
    Set<Path> seen = new HashSet<>();
    List<String> unused = new ArrayList<>();
    Map<String, List<ComparedRun>> runs = new LinkedHashMap<>();
    for (Path path : paths) {
      Optional<ComparedRun> run = ComparedRun.open(path);
      if (!seen.add(path.toAbsolutePath().normalize())) {
        throw new RecordingException(path + " is named twice; name each run once");
      }
      if (run.isEmpty()) {
        unused.add("Without %s: it has recorded nothing yet.".formatted(path));
      } else {
        runs.computeIfAbsent(run.get().summary().scenario(), name -> new ArrayList<>())
            .add(run.get());
      }
    }
    if (runs.isEmpty()) {
      throw new RecordingException("there is nothing to report on: " + unused.get(0));
    }
    int most = Paint.series().size();
    if (runs.size() > most) {
      throw new RecordingException(
          "these runs are of %d scenarios, and a report tells at most %d apart; compare fewer at a time"
              .formatted(runs.size(), most));
    }
    List<Group> groups = new ArrayList<>();
    runs.forEach(
        (name, some) ->
            groups.add(
                new Group(
                    name, Paint.series().get(groups.size()), Shape.values()[groups.size()], some)));
    return new Groups(groups, unused);
  }

  /** All runs, scenario after scenario. */
  List<ComparedRun> runs() {
    return all.stream().flatMap(group -> group.runs().stream()).toList();
  }

  /** Those with a table, each with the runs that have it alone. */
  List<Group> having(RunFile file) {
    return all.stream().map(group -> group.having(file)).flatMap(Optional::stream).toList();
  }

  /** One sentence about all runs that have no such table, and one for each whose table is bad. */
  List<String> lacking(RunFile file) {
    List<String> sentences = new ArrayList<>();
    List<ComparedRun> without = runs().stream().filter(run -> !run.has(file)).toList();
    if (!without.isEmpty()) {
      sentences.add(
          "There is no %s in %s: %s."
              .formatted(
                  file.path(),
                  without.stream().map(run -> run.path().toString()).collect(joining(", ")),
                  file.remedy()));
    }
    runs().stream()
        .filter(run -> run.has(file) && run.table(file).isEmpty())
        .forEach(run -> sentences.add("Without %s: %s.".formatted(run.label(), run.whyNot(file))));
    return sentences;
  }

  /** A legend of lines. */
  static List<Key> lines(List<Group> groups) {
    return groups.stream()
        .map(group -> Key.line(group.nameAndRuns(), group.paint(), Stroke.SOLID))
        .toList();
  }

  /** A legend of points. */
  static List<Key> points(List<Group> groups) {
    return groups.stream()
        .map(group -> Key.points(group.nameAndRuns(), group.paint(), group.shape()))
        .toList();
  }
}
