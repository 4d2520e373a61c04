package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.e2hil.scenarios.check.CheckReport;
import org.e2hil.scenarios.check.Finding.Verdict;
import org.e2hil.scenarios.config.JsonRecords;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** One training of 60 steps in the smallest world, and copies of it that came to something else. */
class CheckCommandTest {

  private static final String SCENARIO =
      """
      {
        "name": "small",
        "task": "reach",
        "robot": "test-point",
        "agent": {"batchSize": 8, "hiddenSize": 16, "latentSize": 16, "critics": 2, "utdRatio": 1},
        "training": {
          "steps": 60, "warmupSteps": 10, "demonstrations": 2, "checkpointEverySteps": 60,
          "logEverySteps": 20
        },
        "evaluation": {"episodes": 20, "everySteps": 30, "intermediateEpisodes": 4},
        "diagnostics": "off"
      }
      """;

  private static final String EASY = "{\"needsInterventionsAtMost\": 1, \"isBitExactAgain\": true}";

  private static final String RATE = "{\"reaches\": {\"rate\": 0.9, \"within\": 60}}";

  @TempDir static Path trained;

  private static Called first;
  private static Path run;

  @TempDir Path folder;

  @BeforeAll
  static void trainByCheck() throws IOException {
    Files.writeString(trained.resolve("small.json"), SCENARIO);
    first = check(trained, expecting(trained, EASY));
    try (Stream<Path> inside = Files.list(trained.resolve("out"))) {
      run =
          inside
              .filter(path -> path.getFileName().toString().matches("small-seed1-[0-9a-f]{12}"))
              .findFirst()
              .orElseThrow();
    }
  }

  private static Called check(Path folder, Path scenario, String... more) {
    List<String> call = new ArrayList<>(List.of("check", scenario.toString()));
    call.addAll(List.of("--out", folder.resolve("out").toString()));
    call.addAll(List.of(more));
    return Called.e2hil(call.toArray(String[]::new));
  }

  /** The same scenario with other expectations. */
  private Path expecting(String expect) throws IOException {
    return expecting(folder, expect);
  }

  private static Path expecting(Path folder, String expect) throws IOException {
    return Files.writeString(
        folder.resolve("expecting.json"),
        "{\"extends\": \"%s\", \"name\": \"small\", \"expect\": %s}"
            .formatted(trained.resolve("small.json"), expect));
  }

  /** A copy of the run, in whose last evaluation with mean actions so many episodes succeed. */
  private Path runWith(int successes) throws IOException {
    Path copy = Files.createDirectories(folder.resolve("run-" + successes));
    try (Stream<Path> files = Files.list(run)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    List<String> rows = new ArrayList<>();
    for (String row : Files.readAllLines(copy.resolve("evaluations.csv"))) {
      Matcher last = Pattern.compile("(60,mean,(\\d+),.*),[^,]+,[^,]+").matcher(row);
      boolean counts = last.matches();
      String end =
          counts && Integer.parseInt(last.group(2)) < successes
              ? ",success,success"
              : ",time_limit,time limit";
      rows.add(counts ? last.group(1) + end : row);
    }
    Files.write(copy.resolve("evaluations.csv"), rows);
    return copy;
  }

  private CheckReport report() throws IOException {
    Path summary = folder.resolve("out/summary.json");
    return JsonRecords.read(Files.readString(summary), "summary.json", CheckReport.class);
  }

  private String message() throws IOException {
    return report().scenarios().get(0).expectations().get(0).message();
  }

  @Test
  void aScenarioIsTrainedAndJudgedAndTheNextTimeJudgedAlone() throws Exception {
    first.done();
    assertThat(first.out())
        .contains(
            "20 episodes", "held      needsInterventionsAtMost 1", "2 of 2 expectations held");
    assertThat(trained.resolve("out/summary.md")).content().contains("| isBitExactAgain | held |");
    assertThat(run.resolve("scenario.json")).content().doesNotContain("expect");

    FileTime before = Files.getLastModifiedTime(run.resolve("metrics.csv"));
    Called again = check(trained, expecting(trained, "{\"needsInterventionsAtMost\": 1}"));

    again.done();
    assertThat(again.out()).startsWith("Judging " + run).contains("1 of 1 expectations held");
    assertThat(Files.getLastModifiedTime(run.resolve("metrics.csv"))).isEqualTo(before);
  }

  @Test
  void whatHoldsInARunThatIsGivenEndsWithNought() throws Exception {
    check(folder, expecting(RATE), "--run", runWith(20).toString()).done();

    assertThat(message())
        .isEqualTo(
            "The training of small with seed 1 came to 20 of 20 episodes (100%) after 60 control periods, with mean actions.");
    assertThat(folder.resolve("out/failures")).doesNotExist();
  }

  @Test
  void whatDoesNotHoldEndsWithOneAndCanBeSeenAndRepeated() throws Exception {
    Path bad = runWith(3);
    Path scenario = expecting(RATE);

    Called called = check(folder, scenario, "--run", bad.toString());

    assertThat(called.code()).isEqualTo(1);
    assertThat(called.err()).isEmpty();
    Path failures = folder.resolve("out/failures/small-seed1");
    assertThat(message())
        .startsWith("The training of small with seed 1 came to 3 of 20 episodes (15%)")
        .contains("To see it: %s has episode-3-".formatted(failures), "episode-5-")
        .contains(".gif, curve.png, report/report.html")
        .doesNotContain("episode-6-", "Without")
        .endsWith("Again: ./e2hil check %s --run %s".formatted(scenario, bad));
    assertThat(called.out().lines().map(String::strip)).containsAll(message().lines().toList());
    assertThat(ImageIO.read(failures.resolve("curve.png").toFile()).getWidth()).isPositive();
    assertThat(failures.resolve("report/report.html")).isNotEmptyFile();
    try (Stream<Path> files = Files.list(failures)) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      assertThat(names).filteredOn(name -> name.matches("episode-[345]-[a-z-]+\\.gif")).hasSize(3);
      assertThat(names).filteredOn(name -> name.matches("episode-[345]-[a-z-]+\\.png")).hasSize(3);
    }
    Element failure =
        (Element)
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("out/junit.xml").toFile())
                .getElementsByTagName("failure")
                .item(0);
    assertThat(failure.getTextContent()).isEqualTo(message());

    String again = called.out().replaceFirst("(?s).*Again: \\./e2hil ([^\\n]*).*", "$1");
    Called repeated = Called.e2hil((again + " --out " + folder.resolve("out")).split(" "));
    assertThat(repeated.code()).isEqualTo(1);
    assertThat(withoutTimes(repeated.out())).isEqualTo(withoutTimes(called.out()));
  }

  private static String withoutTimes(String text) {
    return text.replaceAll("\\(\\d+\\.\\d s\\)", "");
  }

  @Test
  void theSequentialTestPlaysEpisodesThatNoEvaluationPlayed() throws Exception {
    Path scenario =
        expecting(
            "{\"succeedsAtLeast\": {\"rate\": 0.9999, \"rejecting\": 0.999, \"atRisk\": 0.01}}");

    Called called = check(folder, scenario, "--run", runWith(20).toString());

    assertThat(called.code()).isEqualTo(1);
    assertThat(message())
        .contains("The trained policy of reach on test-point succeeded in", "--seed 1 --episodes ");
  }

  @Test
  void aBaselineThatIsNotThereCannotBeJudgedAndIsWrittenWhenApproved() throws Exception {
    Path baseline = folder.resolve("reach.baseline.json");
    Path scenario = expecting("{\"isNotWorseThan\": \"%s\"}".formatted(baseline));
    String good = runWith(20).toString();

    assertThat(check(folder, scenario, "--run", good).code()).isEqualTo(2);
    assertThat(report().count(Verdict.UNJUDGED)).isEqualTo(1);
    assertThat(message())
        .isEqualTo(
            "there is no baseline %s; call check once with --approve to accept what the run came to: 20 of 20 episodes"
                .formatted(baseline));

    check(folder, scenario, "--run", good, "--approve").done();
    check(folder, scenario, "--run", good).done();

    assertThat(check(folder, scenario, "--run", runWith(10).toString()).code()).isEqualTo(1);
    assertThat(message())
        .contains("is worse than the baseline", "Lost: episode 10, ", "episode-10-", "--approve");
  }

  @Test
  void whatFailsIsWorseThanWhatCannotBeJudged() throws Exception {
    Path scenario =
        expecting(
            "{\"reaches\": {\"rate\": 0.9, \"within\": 60}, \"isNotWorseThan\": \"nowhere.json\"}");

    Called called = check(folder, scenario, "--run", runWith(3).toString());

    assertThat(called.code()).isEqualTo(1);
    assertThat(called.out()).contains("0 of 2 expectations held, 1 failed, 1 could not be judged");
  }

  @Test
  void aPictureThatCannotBeMadeHidesNoVerdict() throws Exception {
    Files.createDirectories(folder.resolve("out"));
    Files.writeString(folder.resolve("out/failures"), "in the way");

    Called called = check(folder, expecting(RATE), "--run", runWith(3).toString());

    assertThat(called.code()).isEqualTo(1);
    assertThat(message())
        .startsWith("The training of small with seed 1 came to 3 of 20 episodes")
        .contains("Without films: ", "Without the learning curve: ", "Without the report: ")
        .doesNotContain("To see it", "Exception");
  }

  @Test
  void aTrainingThatCannotBeginIsAnErrorOfEachExpectationAndTheNextScenarioIsJudged()
      throws Exception {
    Path blind =
        Files.writeString(
            folder.resolve("blind.json"),
            "{\"extends\": \"%s\", \"name\": \"blind\", \"observation\": [\"smell\"], \"expect\": %s}"
                .formatted(trained.resolve("small.json"), EASY));
    Path good = expecting("{\"needsInterventionsAtMost\": 1}");

    Called called =
        Called.e2hil(
            "check", blind.toString(), good.toString(), "--out", folder.resolve("out").toString());

    assertThat(called.code()).isEqualTo(2);
    assertThat(called.out())
        .contains("1 of 3 expectations held, 2 could not be judged", "no observation group smell");
    assertThat(report().scenarios())
        .extracting(scenario -> scenario.count(Verdict.HELD))
        .containsExactly(0L, 1L);
  }

  @Test
  void aWrongCallEndsWithTwoAndASentenceBeforeAnythingIsTrained() throws Exception {
    Path scenario = expecting(RATE);
    String given = run.toString();

    wrong(check(folder, expecting("null")), "nothing is expected of it; say what, such as");
    expecting(RATE);
    wrong(check(folder, scenario, "--set", "expect.reches=1"), "the nearest is 'reaches'");
    wrong(check(folder, scenario, "--set", "expect.reaches.within=9"), "nothing is evaluated so");
    wrong(check(folder, scenario, "--set", "evaluation.episodes=1"), "are too few to tell");
    wrong(
        check(
            folder,
            scenario,
            "--set",
            "expect.isBitExactAgain=true",
            "--set",
            "learning=concurrent"),
        "expect.isBitExactAgain = true: the scenario small learns concurrently");
    wrong(check(folder, scenario, "--run", given, "--approve"), "--approve has no effect on it");
    wrong(check(folder, scenario, scenario.toString(), "--run", given), "--run is of one scenario");
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(check(folder, scenario, "--run", given, "--set", "seed=2").code()).isEqualTo(2);
    assertThat(message())
        .contains("is a run of small with seed 1", "and the scenario is small with");
    Called called = Called.e2hil("validate", scenario.toString(), "--set", "evaluation.episodes=1");
    assertThat(called.code()).isEqualTo(1);
    assertThat(called.err())
        .contains("expect.reaches.rate = 0.9: 1 evaluated episodes are too few");
  }

  private static void wrong(Called called, String part) {
    assertThat(called.code()).isEqualTo(2);
    called.refused(part);
  }

  @Test
  void theSummaryIsAddedToThatOfAGitHubStep() throws Exception {
    Path step = Files.writeString(folder.resolve("step.md"), "# before\n");
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("GITHUB_STEP_SUMMARY", step.toString());

    Called called =
        new ChildProgram(folder, environment)
            .e2hil(
                List.of("--add-modules", "jdk.incubator.vector"),
                "check",
                expecting(RATE).toString(),
                "--run",
                runWith(20).toString());

    assertThat(called.code()).as(called.err()).isZero();
    assertThat(step)
        .content()
        .startsWith("# before\n# e2hil check: 1 of 1 expectations held")
        .endsWith(Files.readString(folder.resolve("runs/check/summary.md")));
  }
}
