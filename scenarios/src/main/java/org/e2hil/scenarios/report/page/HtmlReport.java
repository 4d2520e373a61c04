package org.e2hil.scenarios.report.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.e2hil.scenarios.report.RecordingException;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.chart.Picture;

/**
 * A report that was written.
 *
 * @param page the HTML document
 * @param runs how many it compares
 * @param figures how many it shows
 * @param missing what it does not show, and why, one sentence each and none twice
 */
@API(status = API.Status.INTERNAL)
public record HtmlReport(Path page, int runs, int figures, List<String> missing) {

  private static final String PAGE = "report.html";

  /** Takes a copy. */
  public HtmlReport {
    missing = List.copyOf(missing);
  }

  /**
   * Reads runs and writes a page with their figures, and each figure as a PNG picture beside it.
   * Runs of one scenario are taken together as its seeds.
   *
   * @param runs directories of at least one run
   * @param folder to write to; a report that is there is replaced
   * @throws RecordingException if a directory holds no run or is named twice, or the folder cannot
   *     be written to or holds a page or picture of such a name that no report has left
   */
  public static HtmlReport write(List<Path> runs, Path folder) {
    Groups groups = Groups.read(runs);
    List<Chapter> chapters = Chapter.all(groups);
    Path page = write(Page.of(groups, chapters), figures(chapters), folder);
    return new HtmlReport(
        page,
        groups.runs().size(),
        drawn(chapters),
        Stream.concat(
                groups.unused().stream(),
                figures(chapters).stream().flatMap(figure -> figure.notes().stream()))
            .distinct()
            .toList());
  }

  static List<Figure> figures(List<Chapter> chapters) {
    return chapters.stream().flatMap(chapter -> chapter.figures().stream()).toList();
  }

  static int drawn(List<Chapter> chapters) {
    return (int) figures(chapters).stream().filter(f -> !f.panels().isEmpty()).count();
  }

  /** Writes a page and its pictures, in the place of an earlier report. */
  static Path write(String html, List<Figure> figures, Path folder) {
    Path page = folder.resolve(PAGE);
    try {
      Files.createDirectories(folder);
      requireOwn(folder, figures);
      RunDirectory.write(page, html);
      for (Figure figure : figures) {
        Path picture = picture(folder, figure);
        if (figure.panels().isEmpty()) {
          // an earlier report's picture would speak of other runs
          Files.deleteIfExists(picture);
        } else {
          new Picture(figure.title(), figure.legend(), figure.panels()).write(picture);
        }
      }
    } catch (IOException e) {
      throw new RecordingException(
          "cannot write the report to %s: %s; choose another --out"
              .formatted(folder, RecordingException.reason(e)));
    }
    return page;
  }

  /** Where a report of ours lies its pictures are ours, too; elsewhere nothing is touched. */
  private static void requireOwn(Path folder, List<Figure> figures) throws IOException {
    Path page = folder.resolve(PAGE);
    if (Files.exists(page) && Files.readString(page).contains(Page.GENERATOR)) {
      return;
    }
    Optional<Path> foreign =
        Stream.concat(Stream.of(page), figures.stream().map(figure -> picture(folder, figure)))
            .filter(Files::exists)
            .findFirst();
    if (foreign.isPresent()) {
      throw new RecordingException(
          foreign.get() + " is there and no report of E2HiL; choose another --out or move it away");
    }
  }

  private static Path picture(Path folder, Figure figure) {
    return folder.resolve(figure.id() + ".png");
  }
}
