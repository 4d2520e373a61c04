package org.e2hil.scenarios.report.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.e2hil.dataset.Dataset;
import org.e2hil.dataset.DatasetView;
import org.e2hil.dataset.EpisodeFacts;
import org.e2hil.dataset.EpisodeView;

/** A dataset in a few words and numbers. */
final class DatasetFacts {

  /** Tasks that are named; a page of hundreds has them beside its episodes. */
  private static final int TASKS = 3;

  private DatasetFacts() {}

  /** What each is called, and what it is, in their order. */
  static Map<String, String> of(DatasetView view) {
    Dataset dataset = view.dataset();
    List<EpisodeFacts> episodes = view.episodes().stream().map(EpisodeView::facts).toList();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("robot", dataset.robotType());
    facts.put("task", tasks(episodes));
    facts.put("recorded by", dataset.spec().isPresent() ? "E2HiL" : "another program");
    facts.put("frames a second", Integer.toString(dataset.fps()));
    facts.put("episodes", count(dataset.episodes()));
    facts.put("frames", count(dataset.frames()));
    facts.put("time", time((double) dataset.frames() / dataset.fps()));
    List<EpisodeFacts> judged = episodes.stream().filter(e -> e.success().isPresent()).toList();
    if (!judged.isEmpty()) {
      facts.put(
          "successes", share(judged.stream().filter(DatasetFacts::success).count(), judged.size()));
    }
    List<EpisodeFacts> told = judged.stream().filter(e -> e.aided().isPresent()).toList();
    if (!told.isEmpty()) {
      facts.put(
          "un-aided successes",
          share(
              told.stream().filter(e -> success(e) && !e.aided().orElseThrow()).count(),
              told.size()));
    }
    facts.values().removeIf(String::isEmpty);
    return facts;
  }

  private static boolean success(EpisodeFacts episode) {
    return episode.success().orElse(false);
  }

  private static String tasks(List<EpisodeFacts> episodes) {
    List<String> tasks =
        episodes.stream().map(EpisodeFacts::task).filter(t -> !t.isEmpty()).distinct().toList();
    String named = tasks.stream().limit(TASKS).collect(Collectors.joining("; "));
    return tasks.size() > TASKS ? "%s and %d more".formatted(named, tasks.size() - TASKS) : named;
  }

  private static String share(long some, int all) {
    return "%s of %s, %s".formatted(count(some), count(all), percent((double) some / all));
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A share, from 0 to 1, in per cent. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }

  private static String time(double seconds) {
    return seconds < 120
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : seconds < 7200
            ? String.format(Locale.ROOT, "%.1f min", seconds / 60)
            : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
  }
}
