package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.e2hil.scenarios.report.RunDirectory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run's episodes as a LeRobot dataset, and what is asked of both. */
class DatasetCommandTest {

  @TempDir private static Path folder;

  private static String scenario;
  private static RunDirectory run;
  private static Path dataset;

  @BeforeAll
  static void trainAndExport() throws IOException {
    String one = "\"latentSize\": 16, \"critics\": 2, \"threads\": 1}";
    String small = SmallTraining.SCENARIO.replace("\"latentSize\": 16}", one);
    assertThat(small).contains(one);
    scenario = Files.writeString(folder.resolve("small.json"), small).toString();
    run = train("run");
    dataset = export("demonstrations");
  }

  private static RunDirectory train(String name, String... more) {
    Path directory = folder.resolve(name);
    Called.e2hil(
            Stream.concat(
                    Stream.of("train", scenario, "--out", directory.toString()), Stream.of(more))
                .toArray(String[]::new))
        .done();
    return new RunDirectory(directory);
  }

  private static Path export(String what) {
    Path out = folder.resolve("dataset-" + what);
    Called.e2hil(
            "dataset",
            "export",
            run.path().toString(),
            "--what",
            what,
            "--fps",
            "10",
            "--out",
            out.toString())
        .done();
    return out;
  }

  @Test
  void trainingFromTheDatasetIsTrainingFromTheDemonstrationsBitForBit() throws IOException {
    RunDirectory again = train("again", "--set", "training.demonstrationsFile=" + dataset);

    assertThat(again.metrics()).hasSameBinaryContentAs(run.metrics());
    assertThat(again.evaluations()).hasSameBinaryContentAs(run.evaluations());
    assertThat(Files.readString(again.metrics()).lines().count()).isGreaterThan(10);
  }

  @Test
  void whatIsExportedKeepsTheRulesAndSaysWhatItHolds() {
    assertThat(Called.e2hil("dataset", "check", dataset.toString()).done().out())
        .contains("Every rule holds in");
    assertThat(Called.e2hil("dataset", "info", dataset.toString()).done().out())
        .contains("episodes     3", "robot        point", "recorded by  E2HiL")
        .contains("action, observation.state, next.reward");
    assertThat(
            Called.e2hil(
                    "query",
                    "select distinct kind, seed, aided, success, unaided_success from episodes",
                    dataset.toString(),
                    "--csv")
                .done()
                .out())
        .isEqualTo("kind,seed,aided,success,unaided_success\ndemonstration,1,true,true,false\n");
  }

  @Test
  void theTrainingIsExportedBehindTheDemonstrations() {
    Path all = export("all");

    List<String> kinds =
        Called.e2hil(
                "query",
                "select kind, count(*) as n from episodes group by kind order by kind",
                all.toString(),
                "--csv")
            .done()
            .out()
            .lines()
            .toList();
    assertThat(kinds.get(1)).isEqualTo("demonstration,3");
    assertThat(
            Called.e2hil(
                    "query",
                    "select 'training,' || count(*) as line from metrics where event = 'episode'"
                        + " and episode_end not in ('fault', 'void')",
                    run.path().toString())
                .done()
                .out())
        .contains(kinds.get(2));
  }

  @Test
  void severalPlacesAreAskedAtOnceAndNothingIsWritten() throws IOException {
    String other = Files.createDirectory(folder.resolve("other")).toString();
    for (Path table : List.of(run.metrics(), run.evaluations())) {
      Files.copy(table, folder.resolve("other").resolve(table.getFileName()));
    }
    assertThat(
            Called.e2hil(
                    "query",
                    "select run, count(*) as n from evaluations group by run order by run",
                    run.path().toString(),
                    other)
                .done()
                .out())
        .containsPattern("(?s)run +n\n +other +\\d+\n +run +\\d+\n");
    Path target = folder.resolve("leak.csv");
    Called.e2hil("query", "copy metrics to '" + target + "'", other)
        .refused("a question is a SELECT, which changes nothing");
    Called.e2hil("query", "select * from read_csv('" + run.metrics() + "')", other)
        .refused("the question reaches for a file or the network");
    Called.e2hil("query", "select 1; attach '" + target + "' as a; select 2 from metrics", other)
        .refused("a question is a SELECT");
    Called.e2hil("query", "select nothing from metrics", other)
        .refused("the question cannot be answered: ", "nothing");
    Called.e2hil("query", "select 1 from metrics", folder.toString())
        .refused("is no dataset, no run and no experiment");
    assertThat(target).doesNotExist();
  }

  @Test
  void anAnswerIsWrittenAsParquetWithItsTypes() throws Exception {
    Path file = folder.resolve("answer.parquet");
    String select = "select env_steps, event, critic_loss from metrics order by env_steps";
    Called.e2hil("query", select, run.path().toString(), "--parquet", file.toString()).done();

    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select count(*), any_value(typeof(env_steps)), any_value(typeof(critic_loss)) from '%s'"
                    .formatted(file))) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getLong(1)).isEqualTo(Files.readAllLines(run.metrics()).size() - 1);
      assertThat(rows.getString(2)).isEqualTo("BIGINT");
      assertThat(rows.getString(3)).isEqualTo("DOUBLE");
    }
    Called.e2hil("query", select, run.path().toString(), "--parquet", file.toString())
        .refused("is there already; give another name");
    Called.e2hil(
            "query",
            "select * from read_text('" + run.metrics() + "'), metrics",
            run.path().toString(),
            "--parquet",
            folder.resolve("leak.parquet").toString())
        .refused("the question reaches for a file or the network");
    assertThat(folder).isDirectoryNotContaining("glob:**leak*");
  }

  @Test
  void aFolderThatIsTakenAndARunWithoutARateAreRefused() {
    String name = run.path().toString();
    Called.e2hil("dataset", "export", name, "--fps", "10", "--out", dataset.toString())
        .refused("is not empty; give the name of a new folder");
    Called.e2hil("dataset", "export", name, "--fps", "10", "--out", name)
        .refused("is not empty; give the name of a new folder");
    Called.e2hil("dataset", "export", name, "--out", folder.resolve("new").toString())
        .refused("give it with --fps");
    Called.e2hil("dataset", "check", name).refused("is no dataset: there is no meta/info.json");
  }

  @Test
  void aCheckThatFindsSomethingFails() throws IOException {
    Path broken = folder.resolve("broken");
    Called.e2hil(
            "dataset", "export", run.path().toString(), "--fps", "10", "--out", broken.toString())
        .done();
    Files.delete(broken.resolve("data/chunk-000/file-001.parquet"));

    Called check = Called.e2hil("dataset", "check", broken.toString());
    assertThat(check.code()).isEqualTo(1);
    assertThat(check.out())
        .contains("data/chunk-000/file-001.parquet is missing; what follows is left out.")
        .contains("meta/info.json says total_episodes 3, and 1 are whole.");
    assertThat(Called.e2hil("dataset", "info", broken.toString()).done().out())
        .contains("only the first episode of");
  }

  @Test
  void theEpisodesAreShownOnAPageThatLiesInTheDatasetAndBreaksNoRule() throws IOException {
    Path viewed = folder.resolve("viewed");
    Called.e2hil("dataset", "merge", dataset.toString(), "--out", viewed.toString()).done();
    Path page = viewed.resolve("view.html");

    assertThat(Called.e2hil("dataset", "view", viewed.toString()).done().out())
        .isEqualTo("3 episodes → " + page + "\n");

    assertThat(Files.readString(page))
        .contains("<h1>viewed</h1>", "<dt>robot</dt><dd>point</dd>", "<dd>3 of 3, 100.0%</dd>")
        .contains("<dt>un-aided successes</dt><dd>0 of 3, 0.0%</dd>")
        .contains("<span>demonstration, 100.0%</span>")
        .contains("{\"index\":2,");
    assertThat(Called.e2hil("dataset", "check", viewed.toString()).done().out())
        .contains("Every rule holds in");
    Path mine = Files.writeString(folder.resolve("mine.html"), "my own page");
    Called.e2hil("dataset", "view", viewed.toString(), "--out", mine.toString())
        .refused("mine.html is there and no page of a dataset; choose another --out");
    assertThat(mine).hasContent("my own page");
    Called.e2hil("dataset", "view", run.path().toString())
        .refused("is no dataset: there is no meta/info.json");
  }

  @Test
  void datasetsAreMergedCompactedAndRepaired() throws IOException {
    String merged = folder.resolve("merged").toString();
    String few = folder.resolve("few").toString();
    assertThat(
            Called.e2hil(
                    "dataset", "merge", dataset.toString(), dataset.toString(), "--out", merged)
                .done()
                .out())
        .isEqualTo("6 episodes → " + merged + "\n");
    assertThat(Called.e2hil("dataset", "compact", merged, "--out", few).done().out())
        .isEqualTo("6 episodes in 1 data files → " + few + "\n");
    assertThat(Called.e2hil("dataset", "check", few).done().out()).contains("Every rule holds in");
    assertThat(Called.e2hil("dataset", "repair", few).done().out())
        .isEqualTo(few + " is whole with 6 episodes; nothing was changed.\n");
    Called.e2hil("dataset", "merge", few, "--out", merged).refused("is not empty; give the name");
    Files.delete(Path.of(merged, "data/chunk-000/file-004.parquet"));
    assertThat(Called.e2hil("dataset", "repair", merged).done().out())
        .contains("4 episodes are kept.", "3 files were moved to " + merged + "/left-out/0.");
  }
}
