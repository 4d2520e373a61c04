package org.e2hil.scenarios.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.e2hil.dataset.DatasetView;
import org.e2hil.dataset.EpisodeView;
import org.e2hil.scenarios.report.RecordingException;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.chart.Markup;
import org.e2hil.scenarios.report.chart.Paint;

/**
 * A page of a dataset's episodes that was written. It needs no network; films stay where they are,
 * and all else is in it.
 *
 * @param page the HTML document
 * @param episodes how many it shows
 * @param remarks what it does not show, and why, one sentence each
 */
@API(status = API.Status.INTERNAL)
public record DatasetPage(Path page, int episodes, List<String> remarks) {

  /** Where the page of a dataset lies in its folder, unless another place is asked for. */
  public static final String FILE = "view.html";

  /** What tells such a page from others. */
  private static final String GENERATOR =
      "<meta name=\"generator\" content=\"e2hil dataset view\">";

  /** How far into a page its generator stands at most, in bytes. */
  private static final int HEAD = 4096;

  /** Pictures take a third more in a page than as files: 64 MiB of it. */
  private static final DatasetView.Limits LIMITS =
      new DatasetView.Limits(100_000, 10_000_000, 48L << 20);

  /** Takes a copy. */
  public DatasetPage {
    remarks = List.copyOf(remarks);
  }

  /**
   * Reads a dataset, of ours or of another program, and writes its page.
   *
   * @param folder of the dataset
   * @param page to write; such a page that is there is replaced
   * @throws org.e2hil.dataset.DatasetException if it is no dataset, has no whole episode, or cannot
   *     be read
   * @throws RecordingException if the page cannot be written, or a file is there that is none
   */
  public static DatasetPage write(Path folder, Path page) {
    return write(folder, page, LIMITS);
  }

  static DatasetPage write(Path folder, Path page, DatasetView.Limits limits) {
    Path file = page.toAbsolutePath().normalize();
    requireOwn(page);
    DatasetView view = DatasetView.read(folder, limits);
    List<String> remarks = remarks(view, limits);
    try {
      Files.createDirectories(file.getParent());
      // films are named from where the page really lies
      Path way = file.getParent().toRealPath().relativize(folder.toRealPath());
      RunDirectory.write(file, html(folder, view, remarks, way));
    } catch (IOException e) {
      throw new RecordingException(
          "cannot write the page to %s: %s; choose another --out"
              .formatted(page, RecordingException.reason(e)),
          e);
    }
    return new DatasetPage(page, view.episodes().size(), remarks);
  }

  private static void requireOwn(Path page) {
    if (!Files.exists(page)) {
      return;
    }
    try (InputStream in = Files.newInputStream(page)) {
      if (new String(in.readNBytes(HEAD), StandardCharsets.UTF_8).contains(GENERATOR)) {
        return;
      }
    } catch (IOException e) {
      // a folder, or nothing that may be read: none of ours either
    }
    throw new RecordingException(
        page + " is there and no page of a dataset; choose another --out or move it away");
  }

  private static List<String> remarks(DatasetView view, DatasetView.Limits limits) {
    List<String> remarks = new ArrayList<>();
    view.dataset()
        .leftOut()
        .ifPresent(
            why -> remarks.add(Character.toUpperCase(why.charAt(0)) + why.substring(1) + "."));
    int shown = view.episodes().size();
    if (shown < view.dataset().episodes()) {
      remarks.add(
          "Only the first %,d of %,d episodes are in this page, which would be too large with all of them."
              .formatted(shown, view.dataset().episodes()));
    }
    long pictured = view.episodes().stream().filter(e -> !e.pictures().isEmpty()).count();
    if (!view.picturing().isEmpty() && pictured < shown) {
      remarks.add(
          "From episode %d on there are no pictures in this page, which holds %d MiB of them at most."
              .formatted(
                  view.episodes().get((int) pictured).index(),
                  limits.pictureBytes() * 4 / 3 >> 20));
    }
    return remarks;
  }

  private static String html(Path folder, DatasetView view, List<String> remarks, Path way) {
    String style =
        Paint.styleSheet() + PageParts.read("page.css") + PageParts.read("dataset-view.css");
    String script =
        Stream.of("dataset-list.js", "dataset-curves.js", "dataset-view.js")
            .map(PageParts::read)
            .collect(Collectors.joining("\n"));
    Path name = folder.toAbsolutePath().normalize().getFileName();
    Map<String, String> parts =
        Map.of(
            "generator", GENERATOR,
            "title", Markup.escape(String.valueOf(name)),
            "style", style,
            "styleDigest", PageParts.digest(style),
            "script", script,
            "scriptDigest", PageParts.digest(script),
            "facts", facts(DatasetFacts.of(view)),
            "remarks", remarks(remarks),
            "legend", legend(view),
            "data", DatasetData.json(view, way));
    return PageParts.filled("dataset-view.html", parts);
  }

  private static String facts(Map<String, String> facts) {
    return facts.entrySet().stream()
        .map(
            fact ->
                "<div><dt>%s</dt><dd>%s</dd></div>"
                    .formatted(fact.getKey(), Markup.escape(fact.getValue())))
        .collect(Collectors.joining());
  }

  private static String remarks(List<String> sentences) {
    return sentences.stream()
        .map(sentence -> "<p class=\"absent\">%s</p>".formatted(Markup.escape(sentence)))
        .collect(Collectors.joining("\n"));
  }

  /** Who acted anywhere, with the share of frames. */
  private static String legend(DatasetView view) {
    List<EpisodeView.Stretch> stretches =
        view.episodes().stream().flatMap(episode -> episode.stretches().stream()).toList();
    double all = stretches.stream().mapToInt(EpisodeView.Stretch::frames).sum();
    return Arrays.stream(Actor.values())
        .map(
            actor -> {
              int frames =
                  stretches.stream()
                      .filter(stretch -> Actor.of(stretch.actor()) == actor)
                      .mapToInt(EpisodeView.Stretch::frames)
                      .sum();
              return frames == 0
                  ? ""
                  : "<li><span class=\"swatch %s\"></span><span>%s, %s</span></li>"
                      .formatted(
                          actor.paint().cssClass(),
                          actor.word(),
                          DatasetFacts.percent(frames / all));
            })
        .collect(Collectors.joining());
  }
}
