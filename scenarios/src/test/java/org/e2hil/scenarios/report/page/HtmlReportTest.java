package org.e2hil.scenarios.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.e2hil.scenarios.report.RecordingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {

  private static final List<String> FIGURES =
      List.of(
          "success",
          "interventions-entropy",
          "progress",
          "covariance",
          "prediction",
          "remainder",
          "influence-steps",
          "influence",
          "keep-ratio",
          "space",
          "bias-variance",
          "increment-variance",
          "q-episode",
          "q-space",
          "q-variance",
          "policy-1",
          "policy-2",
          "policy-3");

  @TempDir private Path folder;

  private Path selecting(long seed) {
    return RecordedRuns.selecting(folder.resolve("e" + seed), "pick-banana", seed);
  }

  /** The page alone, without the pictures that take most of the time. */
  private static String page(Path... runs) {
    Groups groups = Groups.read(List.of(runs));
    return Page.of(groups, Chapter.all(groups));
  }

  private static void replace(Path file, String text, String other) throws IOException {
    Files.writeString(file, Files.readString(file).replaceFirst(text, other));
  }

  @Test
  void bothMethodsAreShownInEveryFigureAndEveryFigureIsAPictureToo() throws IOException {
    Path baseline = RecordedRuns.keepingAll(folder.resolve("b"), "pick-banana+hil-serl", 1);
    HtmlReport report = HtmlReport.write(List.of(selecting(1), baseline), folder.resolve("report"));
    String page = Files.readString(report.page());

    assertThat(report.figures()).isEqualTo(FIGURES.size());
    for (String figure : FIGURES) {
      assertThat(page).contains("<figure aria-labelledby=\"figure-" + figure + "\">");
      assertThat(
              ImageIO.read(folder.resolve("report").resolve(figure + ".png").toFile()).getWidth())
          .isGreaterThan(1600);
    }
    assertThat(page)
        .contains("<h1>pick-banana and pick-banana+hil-serl</h1>")
        .contains("90.0% (69.9% to 97.2%), 18 of 20")
        .contains("pick-banana: interventions show larger |c| than exploration")
        .contains("pick-banana+hil-serl is not drawn: its selection keeps every state.");
  }

  @Test
  void theReportTellsHowFarUnaidedEpisodesComeAndWhatTheyEndWith() {
    String page = page(selecting(1), selecting(2));

    assertThat(page)
        .contains(">How far un-aided episodes come</h3>")
        .contains("<th scope=\"col\">ended with</th>")
        .containsPattern("<td>sampled</td><td>success</td><td>3\\d of 40</td><td>1.00</td>")
        .containsPattern("<td>mean</td><td>time limit</td><td>\\d of 40</td><td>0\\.\\d\\d</td>")
        .containsPattern("pick-banana \\(2 runs\\): \\d+ episodes of the last evaluation");
  }

  @Test
  void aWorldThatKnowsNothingOfProgressStillShowsHowItsEpisodesEnd() throws IOException {
    Path run = selecting(1);
    Path table = run.resolve("evaluations.csv");
    Files.writeString(
        table, Files.readString(table).replaceAll("(?m)^(\\d+,\\w+,\\d+,\\d+),[^,]*,", "$1,,"));

    assertThat(page(run))
        .contains("pick-banana: no expert knows how far its task has come.")
        .contains(">Length of an episode, sampled actions</title>")
        .doesNotContain(">Mean progress, sampled actions</title>")
        .containsPattern("<td>sampled</td><td>success</td><td>1\\d of 20</td><td>–</td>");
  }

  @Test
  void thePageLoadsAndRunsNothing() {
    assertThat(page(selecting(1)))
        .contains("content=\"default-src 'none'; style-src 'sha256-")
        .doesNotContain("<script", "http://", "https://", "url(", "@import", "<img", "<link");
  }

  @Test
  void theSameRunsGiveTheSamePage() {
    Path run = selecting(1);

    assertThat(page(run)).isEqualTo(page(run));
  }

  @Test
  void seedsOfOneScenarioAreTakenTogether() {
    assertThat(page(selecting(1), selecting(2)))
        .contains("<h1>pick-banana (2 runs)</h1>")
        .contains("<td>all 2</td>")
        .contains("31.5% (31.0% to 32.0%)")
        .contains("11.5% (11.0% to 12.0%)")
        .contains("which holds for most pairs in 2 of 2 runs");
  }

  @Test
  void whatARunDoesNotHaveIsASentenceThatSaysHowToGetIt() throws IOException {
    HtmlReport whole = HtmlReport.write(List.of(selecting(1)), folder.resolve("report"));
    assertThat(folder.resolve("report/q-space.png")).exists();
    assertThat(whole.missing()).isEmpty();

    Path plain = RecordedRuns.plain(folder.resolve("plain"), "pick-banana", 1);
    HtmlReport report = HtmlReport.write(List.of(plain), folder.resolve("report"));

    assertThat(report.figures()).isEqualTo(5);
    assertThat(Files.readString(report.page()))
        .contains(
            "<p class=\"absent\">There is no diagnostics/q.csv in %s: a training writes it where diagnostics.traceEpisodes is above 0, as it is by default, so train again.</p>"
                .formatted(plain));
    assertThat(report.missing()).hasSize(7);
    assertThat(folder.resolve("report/q-space.png")).doesNotExist();
    assertThat(folder.resolve("report/success.png")).exists();
  }

  @Test
  void aRunThatLacksATableIsNamedUnderTheFigureOfTheOthers() {
    Path plain = RecordedRuns.plain(folder.resolve("plain"), "pick-banana", 2);

    assertThat(page(selecting(1), plain))
        .contains("figure-q-space\">")
        .contains("There is no diagnostics/q.csv in %s: ".formatted(plain));
  }

  @Test
  void aDamagedTableIsOneSentenceThatSaysWhere() throws IOException {
    Path run = selecting(1);
    Path diagnostics = run.resolve("diagnostics");
    replace(diagnostics.resolve("q.csv"), "\\n(\\d+),100,1,", "\n$1,100,one,");
    replace(diagnostics.resolve("policy.csv"), "\\n\\d+,100,1,", "\n");
    replace(diagnostics.resolve("entropy.csv"), "remainder_bound", "bound");
    Files.write(diagnostics.resolve("influence.csv"), new byte[] {'a', (byte) 0xFF, '\n'});
    Files.writeString(diagnostics.resolve("selection.csv"), "");

    assertThat(page(run))
        .contains(
            diagnostics + "/q.csv, line 3 has &#39;one&#39; in column step, which is no number")
        .contains(diagnostics + "/policy.csv, line 3 has 13 cells where its header has 16")
        .contains(diagnostics + "/entropy.csv has no column remainder_bound")
        .contains(diagnostics + "/influence.csv is no text")
        .contains(diagnostics + "/selection.csv is empty")
        .contains("<figure aria-labelledby=\"figure-success\">")
        .doesNotContain("Exception");
  }

  @Test
  void aTornLastLineIsLeftOutAndToldOf() throws IOException {
    Path run = selecting(1);
    Path table = run.resolve("diagnostics/q.csv");
    Files.writeString(table, "3000,100,29,0.4", StandardOpenOption.APPEND);

    assertThat(page(run))
        .contains("The last line of %s is torn".formatted(table))
        .contains("<figure aria-labelledby=\"figure-q-space\">");
  }

  @Test
  void aTableWithoutRowsSaysSo() throws IOException {
    Path run = selecting(1);
    Path table = run.resolve("diagnostics/q.csv");
    Files.writeString(table, Files.readAllLines(table).get(0) + "\n");

    assertThat(page(run))
        .contains("Without pick-banana, seed 1: %s has no rows yet.".formatted(table));
  }

  @Test
  void interventionsWithLessInfluenceAreToldAsSuch() throws IOException {
    Path run = selecting(1);
    Path table = run.resolve("diagnostics/influence.csv");
    Files.writeString(
        table,
        Files.readString(table)
            .replace("intervention,", "swapped,")
            .replace("policy,", "intervention,")
            .replace("swapped,", "policy,"));

    assertThat(page(run)).contains("interventions do not show larger |c| than exploration");
  }

  @Test
  void aPredictionThatForetellsNothingIsToldAsSuch() throws IOException {
    Path run = selecting(1);
    Path table = run.resolve("diagnostics/entropy.csv");
    List<String> lines = Files.readAllLines(table);
    List<String> alternating = new ArrayList<>(lines.subList(0, 1));
    for (int i = 1; i < lines.size() - 2; i++) {
      String[] cells = lines.get(i).split(",", -1);
      // period 2 in the prediction and period 4 in the measurement: unrelated
      cells[4] = i % 2 == 0 ? "1" : "-1";
      cells[6] = i % 4 < 2 ? "0.1" : "-0.1";
      alternating.add(String.join(",", cells));
    }
    Files.write(table, alternating);

    assertThat(page(run))
        .containsPattern("r = .?0\\.0\\d, not beyond chance, with density weighting");
  }

  @Test
  void aPanelInWhichNothingIsToSeeIsLeftOut() {
    Path baseline = RecordedRuns.keepingAll(folder.resolve("b"), "pick-banana+hil-serl", 1);

    assertThat(page(selecting(1))).contains(">Bias (35)</title>");
    assertThat(page(baseline))
        .contains(">Second moment (38)</title>")
        .doesNotContain(">Bias (35)</title>");
  }

  @Test
  void whatIsNoRunIsRefusedInOneSentence() throws IOException {
    Path run = selecting(1);
    assertThatThrownBy(() -> page(folder)).hasMessageContaining("is no run");
    assertThatThrownBy(() -> page(run, folder.resolve("e1/../e1")))
        .isInstanceOf(RecordingException.class)
        .hasMessageEndingWith("is named twice; name each run once");

    Files.delete(run.resolve("summary.json"));
    Files.delete(run.resolve("metrics.csv"));
    assertThatThrownBy(() -> page(run))
        .isInstanceOf(RecordingException.class)
        .hasMessageContainingAll("there is nothing to report on", run.toString());
  }

  @Test
  void moreScenariosThanColoursAreRefused() {
    List<Path> runs = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      runs.add(RecordedRuns.plain(folder.resolve("run" + i), "scenario-" + i, 1));
    }

    assertThatThrownBy(() -> page(runs.toArray(Path[]::new)))
        .isInstanceOf(RecordingException.class)
        .hasMessage(
            "these runs are of 7 scenarios, and a report tells at most 6 apart; compare fewer at a"
                + " time");
  }

  @Test
  void whatIsNoReportIsNotOverwritten() throws IOException {
    Path run = selecting(1);
    Path out = Files.createDirectory(folder.resolve("mine"));
    Files.writeString(out.resolve("report.html"), "my own page");

    assertThatThrownBy(() -> HtmlReport.write(List.of(run), out))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("is there and no report of E2HiL");
    assertThat(out.resolve("report.html")).hasContent("my own page");
    for (String name : List.of("success.png", "policy-3.png")) {
      Path pictures = Files.createDirectory(folder.resolve("with-" + name));
      Files.writeString(pictures.resolve(name), "my own picture");

      assertThatThrownBy(() -> HtmlReport.write(List.of(run), pictures))
          .isInstanceOf(RecordingException.class)
          .hasMessageContaining(name + " is there and no report of E2HiL");
      assertThat(pictures.resolve(name)).hasContent("my own picture");
      assertThat(pictures.resolve("report.html")).doesNotExist();
    }
    assertThatThrownBy(() -> HtmlReport.write(List.of(run), Path.of("/proc/none")))
        .isInstanceOf(RecordingException.class)
        .hasMessageStartingWith("cannot write the report to /proc/none");
  }

  @Test
  void episodesInWhichTheWorldBrokeChangeNoCurveAndAreCountedApart() throws IOException {
    Path run = RecordedRuns.plain(folder.resolve("run"), "pick-banana", 1);
    String before = page(run);
    // another fault after each episode
    replaceEach(
        run.resolve("metrics.csv"),
        "(episode,[^,]*,[^,]*,[^,]*),([^,]*),([^,]*),[^,]*,[^,]*,[^,]*,[^,]*,[^,]*,[^,]*,(.*)",
        "$1,0,0,fault,lost,0,0,false,false,$4");
    replaceEach(
        run.resolve("evaluations.csv"),
        "([0-9]+,[^,]*,[^,]*),.*",
        "$1,1,0.01,fault,the cable is off");

    String after = page(run);

    assertThat(panels(after, "success")).isEqualTo(panels(before, "success"));
    assertThat(panels(after, "progress")).isEqualTo(panels(before, "progress"));
    assertThat(findings(after)).isEqualTo(findings(before));
    assertThat(after).contains("<td>the cable is off</td><td>20, by a fault</td>");
  }

  /** After each row that fits there stands another one. */
  private static void replaceEach(Path file, String row, String other) throws IOException {
    Files.writeString(file, Files.readString(file).replaceAll("(?m)^" + row + "$", "$0\n" + other));
  }

  private static String panels(String page, String figure) {
    int from = page.indexOf("figure aria-labelledby=\"figure-" + figure + '"');
    assertThat(from).isPositive();
    return page.substring(from, page.indexOf("</figure>", from));
  }

  private static String findings(String page) {
    int from = page.indexOf("did not succeed");
    return page.substring(from - 80, from + 80);
  }

  @Test
  void whatMarkupMeansIsTakenOutOfNames() {
    Path run = RecordedRuns.plain(folder.resolve("a<b>&'\"c"), "pick-banana", 1);

    assertThat(page(run)).contains("a&lt;b&gt;&amp;&#39;&quot;c").doesNotContain("<b>");
    assertThat(page(run).getBytes(StandardCharsets.UTF_8)).doesNotContain((byte) 0);
  }
}
