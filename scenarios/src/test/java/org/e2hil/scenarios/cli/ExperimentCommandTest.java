package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.e2hil.scenarios.report.RunDirectory;
import org.junit.jupiter.api.Test;

class ExperimentCommandTest extends SmallTraining {

  @Test
  void anExperimentTrainsEverySeedOnceAndComparesThemInATable() throws IOException {
    RunDirectory alone = train("alone", "--seed", "2");
    Path runs = folder.resolve("runs");

    assertThat(e2hil("experiment", scenario, "--seeds", "1-2", "--out", runs.toString()))
        .as(err)
        .isZero();

    assertThat(out)
        .contains(
            "2 runs of an experiment of 1 cell and 2 seeds, 0 complete; 480 control periods are left")
        .contains("1 of 2: small-seed", "2 of 2: small-seed", "| small | 240 | 0, 0 |")
        .contains("| intervention steps | of the last fifth |");
    assertThat(runs.resolve("curves.png")).isNotEmptyFile();
    assertThat(runs.resolve("small-seed2/metrics.csv")).hasSameBinaryContentAs(alone.metrics());
    assertThat(runs.resolve("table.md"))
        .content()
        .startsWith("# runs\n")
        .contains("| small | 1 | ", "| small | 2 | ", " of 4) | ");

    assertThat(e2hil("experiment", scenario, "--seeds", "1,2", "--out", runs.toString()))
        .as(err)
        .isZero();

    assertThat(out)
        .contains("2 complete; 0 control periods are left")
        .doesNotContain("of 2: small")
        .contains("| small | 240 | 0, 0 |");
  }

  @Test
  void anExperimentsFileSaysWhatVariesAndWhatIsAsked() throws IOException {
    Path runs = folder.resolve("runs");
    String file =
        experiment(
            """
            {
              "scenarios": ["%s"],
              "factors": {"method": {"bounded": {}, "all": {"selection.type": "keep-all"}}},
              "seeds": "1-2",
              "question": {"factor": "method", "against": "all", "measure": "intervention-steps"}
            }
            """);

    assertThat(e2hil("experiment", file, "--out", runs.toString())).as(err).isZero();

    assertThat(out)
        .contains("4 runs of an experiment of 2 cells and 2 seeds")
        .contains("| method | control periods by a hand: mean | interquartile mean |")
        .containsPattern("- bounded has a hand act in .* control periods .* all \\(.*2 seeds on");
    List<String> rows = Files.readAllLines(runs.resolve("runs.csv"));
    assertThat(rows).hasSize(5);
    assertThat(rows.get(0)).startsWith("cell,scenario,method,seed,task,robot,env_steps,");
    assertThat(rows.get(1)).startsWith("small,").contains(",bounded,1,reach,test-point,240,");
    assertThat(rows.get(4)).startsWith("small+all,").contains(",all,2,reach,test-point,240,");
    assertThat(Files.readAllLines(runs.resolve("evaluations.csv")))
        .first()
        .asString()
        .endsWith("seed,env_steps,mode,episodes,successes,faults,mean_steps,last");
    assertThat(runs.resolve("report/report.html"))
        .content()
        .contains("Answer", "bounded has a hand act in", "How many runs are how good")
        .doesNotContain("Nothing was recorded");

    assertThat(e2hil("report", runs.toString(), "--out", folder.resolve("page").toString()))
        .as(err)
        .isZero();
    assertThat(folder.resolve("page/report.html"))
        .hasSameTextualContentAs(runs.resolve("report/report.html"));
  }

  @Test
  void aFieldIsVariedWithoutAFile() {
    assertThat(
            e2hil(
                "experiment",
                scenario,
                "--seeds",
                "1",
                "--vary",
                "agent.discount=0.9,0.95",
                "--dry-run"))
        .as(err)
        .isZero();

    assertThat(out)
        .contains(
            "2 runs of an experiment of 2 cells", "small+discount-0.9:", "small+discount-0.95:");
    assertThat(folder).isDirectoryNotContaining(path -> Files.isDirectory(path));
  }

  @Test
  void aPlanIsARunDirectoryForEachRunThatAnyMachineCanDo() throws IOException {
    RunDirectory alone = train("alone");
    Path runs = folder.resolve("runs");

    assertThat(e2hil("experiment", scenario, "--seeds", "1", "--out", runs.toString(), "--plan"))
        .as(err)
        .isZero();
    List<String> planned = Files.readAllLines(runs.resolve("runs.txt"));
    assertThat(planned).containsExactly(runs.resolve("small-seed1").toString());
    assertThat(runs.resolve("small-seed1/metrics.csv")).doesNotExist();

    assertThat(e2hil("run", planned.get(0) + "/scenario.json")).as(err).isZero();
    assertThat(runs.resolve("small-seed1/metrics.csv")).hasSameBinaryContentAs(alone.metrics());

    assertThat(e2hil("run", planned.get(0))).as(err).isZero();
    assertThat(out).contains("small-seed1 is complete");
    assertThat(e2hil("experiment", scenario, "--seeds", "1", "--out", runs.toString())).isZero();
    assertThat(out).contains("1 complete", "| small | 1 | ");
  }

  @Test
  void aRunThatFailsIsToldOfWithTheReasonAndTheOthersAreDone() throws IOException {
    Path runs = folder.resolve("runs");
    Files.createDirectories(runs.resolve("small-seed1"));
    Path inTheWay = Files.writeString(runs.resolve("small-seed1/diagnostics"), "no folder");

    assertThat(e2hil("experiment", scenario, "--seeds", "1-2", "--out", runs.toString()))
        .isEqualTo(1);

    assertThat(out)
        .contains("small-seed1 failed: ", "diagnostics", "small-seed2, 0 of 4 un-aided")
        .contains("1 of 2 runs failed; mend what they say and call again with --retry-failed:");

    Files.delete(inTheWay);
    assertThat(
            e2hil(
                "experiment",
                scenario,
                "--seeds",
                "1-2",
                "--out",
                runs.toString(),
                "--only",
                "small-seed1",
                "--retry-failed"))
        .as(err)
        .isZero();
    assertThat(out).contains("1 run of", "1 of 1: small-seed1, 0 of 4 un-aided", "| small | 2 | ");
  }

  @Test
  void anExperimentDoesNotMixRunsWithOtherSettings() {
    Path runs = folder.resolve("runs");
    train("runs/small-seed1");

    int code =
        e2hil(
            "experiment",
            scenario,
            "--seeds",
            "1",
            "--set",
            "training.steps=300",
            "--out",
            runs.toString());

    assertThat(code).isEqualTo(1);
    assertThat(err).contains("small-seed1 holds a run of the same name with other settings");
  }

  @Test
  void whatIsWrongWithAnyCellIsSaidBeforeAnythingRuns() throws IOException {
    String file =
        experiment(
            """
            {"scenarios": ["%s"], "factors": {"agent.discount": [0.9, 0.95, 1.5]}, "seeds": "1"}
            """);

    assertThat(e2hil("experiment", file, "--out", folder.resolve("runs").toString())).isEqualTo(1);

    assertOneSentence("agent.discount 1.5: agent.discount = 1.5");
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void whatCannotBeObeyedIsRefused() {
    String out = folder.toString();
    assertThat(e2hil("experiment", scenario, "--seeds", "5-1", "--out", out)).isEqualTo(2);
    assertThat(err).contains("--seeds must be whole numbers and ranges", "'5-1'");
    assertThat(e2hil("experiment", scenario, "--seeds", "1,1", "--out", out)).isEqualTo(1);
    assertOneSentence("the seed 1 is given twice");
    assertThat(e2hil("experiment", scenario)).isEqualTo(2);
    assertThat(err).contains("--out is missing");
    assertThat(e2hil("experiment", scenario, "--out", out, "--only", "x*")).isEqualTo(2);
    assertThat(err).contains("--only 'x*' names no run", "'small-seed1'");
    assertThat(e2hil("experiment", scenario, "--out", out, "--jobs", "0")).isEqualTo(2);
    assertThat(err).contains("--jobs must be at least 1");
    assertThat(e2hil("experiment", scenario, "--out", out, "--plan", "--dry-run")).isEqualTo(2);
    assertThat(err).contains("give one of the two");
    assertThat(e2hil("experiment", scenario, "--out", out, "--engine", "spark")).isEqualTo(2);
    assertThat(err).contains("--engine must be local or the address of Spark's master", "'spark'");
    assertThat(e2hil("experiment", scenario, "--out", out, "--plan", "--engine", "spark://a:1"))
        .isEqualTo(2);
    assertThat(err).contains("--engine has no effect on --plan");
    assertThat(e2hil("experiment", scenario, "--out", out, "--engine", "spark://a:1")).isEqualTo(1);
    assertOneSentence("Spark's driver is not there; build it");
    assertThat(e2hil("experiment", scenario, "--dry-run", "--retry-failed")).isEqualTo(2);
    assertThat(err).contains("--retry-failed has no effect");
  }

  private String experiment(String text) throws IOException {
    return Files.writeString(folder.resolve("mine.json"), text.formatted(scenario)).toString();
  }
}
