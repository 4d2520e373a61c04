package org.e2hil.scenarios.report.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.e2hil.scenarios.report.RecordingException;
import org.e2hil.scenarios.report.chart.Paint;
import org.e2hil.scenarios.report.chart.Shape;

/**
 * The page of an experiment: what it tells about its question, and how each level of the factor in
 * question did on each task. The figures of the paper follow on the same page where there is one
 * task, and on a page of each task where there are several.
 *
 * @param title of the experiment
 * @param answers sentences, the most important one first
 * @param tables what the levels reached
 * @param threshold of un-aided success whose control periods are told, in (0, 1]
 * @param tasks in their order
 */
@API(status = API.Status.INTERNAL)
public record ExperimentPage(
    String title,
    List<String> answers,
    List<DataTable> tables,
    double threshold,
    List<Task> tasks) {

  /** Copies the lists. */
  public ExperimentPage {
    answers = List.copyOf(answers);
    tables = List.copyOf(tables);
    tasks = List.copyOf(tasks);
  }

  /**
   * What is done with every level.
   *
   * @param name of the task, such as {@code pick-banana}
   * @param runs directories of the runs of each level, by its label; the same labels in the same
   *     order for all tasks
   */
  public record Task(String name, Map<String, List<Path>> runs) {

    /** Copies the runs. */
    public Task {
      runs = new LinkedHashMap<>(runs);
    }
  }

  /**
   * Writes the page with its figures, and each figure as a PNG picture beside it.
   *
   * @param folder to write to; a report that is there is replaced
   * @throws RecordingException if there are more levels than colours that an eye can tell apart, or
   *     the folder cannot be written to
   */
  public HtmlReport write(Path folder) {
    List<String> labels =
        tasks.stream().flatMap(task -> task.runs().keySet().stream()).distinct().toList();
    int most = Paint.series().size();
    if (labels.size() > most) {
      throw new RecordingException(
          "the experiment compares %d levels, and a page tells at most %d apart; ask for another factor in its question"
              .formatted(labels.size(), most));
    }
    List<String> unused = new ArrayList<>();
    Map<String, List<Group>> groups = new LinkedHashMap<>();
    for (Task task : tasks) {
      groups.put(task.name(), groups(task, labels, unused));
    }
    List<Chapter> chapters = new ArrayList<>();
    chapters.add(
        new Chapter(
            "Comparison", "comparison", new ExperimentFigures(groups, labels, threshold).all()));
    List<Page.Link> links = new ArrayList<>();
    if (tasks.size() == 1) {
      chapters.addAll(Chapter.all(new Groups(groups.values().iterator().next(), unused)));
    } else {
      for (Task task : tasks) {
        if (!groups.get(task.name()).isEmpty()) {
          String name = task.name().replaceAll("[^A-Za-z0-9._+-]+", "-");
          HtmlReport.write(paths(task), folder.resolve(name));
          links.add(new Page.Link(name + "/report.html", task.name() + ", all figures"));
        }
      }
    }
    Path page =
        HtmlReport.write(
            Page.of(title, answers, tables, links, chapters), HtmlReport.figures(chapters), folder);
    return new HtmlReport(
        page,
        groups.values().stream().flatMap(List::stream).mapToInt(g -> g.runs().size()).sum(),
        HtmlReport.drawn(chapters),
        Stream.concat(
                unused.stream(),
                HtmlReport.figures(chapters).stream().flatMap(figure -> figure.notes().stream()))
            .distinct()
            .toList());
  }

  private static List<Path> paths(Task task) {
    return task.runs().values().stream().flatMap(List::stream).toList();
  }

  private static List<Group> groups(Task task, List<String> labels, List<String> unused) {
    List<Group> groups = new ArrayList<>();
    task.runs()
        .forEach(
            (label, paths) -> {
              List<ComparedRun> runs = new ArrayList<>();
              for (Path path : paths) {
                Optional<ComparedRun> run = ComparedRun.open(path);
                run.ifPresentOrElse(
                    runs::add,
                    () -> unused.add("Without %s: it has recorded nothing yet.".formatted(path)));
              }
              if (!runs.isEmpty()) {
                int index = labels.indexOf(label);
                groups.add(
                    new Group(label, Paint.series().get(index), Shape.values()[index], runs));
              }
            });
    return groups;
  }
}
