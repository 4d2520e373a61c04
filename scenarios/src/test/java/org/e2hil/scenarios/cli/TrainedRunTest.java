package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.e2hil.scenarios.config.JsonRecords;
import org.e2hil.scenarios.report.PolicyArchive;
import org.e2hil.scenarios.report.RunDirectory;
import org.junit.jupiter.api.Test;

/** What is done with a run once it is trained: it is exported, evaluated and reported. */
class TrainedRunTest extends SmallTraining {

  @Test
  void everyRunLeavesItsPolicyForOtherProgramsAndExportWritesTheSameBytesAgain()
      throws IOException {
    RunDirectory run = train("exported");
    Path again = folder.resolve("again.zip");

    assertThat(e2hil("export", run.path().toString(), "--out", again.toString())).as(err).isZero();
    assertThat(out).contains(again.toString());
    assertThat(again).hasSameBinaryContentAs(run.policy());
    try (ZipFile archive = new ZipFile(again.toFile())) {
      assertThat(archive.stream().map(ZipEntry::getName))
          .contains("configuration.json", "coefficients.bin", PolicyArchive.DESCRIPTION);
      String text =
          new String(
              archive.getInputStream(archive.getEntry(PolicyArchive.DESCRIPTION)).readAllBytes(),
              StandardCharsets.UTF_8);
      PolicyArchive.Description described =
          JsonRecords.read(text, "description", PolicyArchive.Description.class);
      assertThat(described.task()).isEqualTo("reach");
      assertThat(described.learnerSteps()).isPositive();
      assertThat(described.shift()).hasSameSizeAs(described.scale()).isNotEmpty();
      assertThat(described.scale()).allMatch(scale -> scale > 0);
    }
  }

  @Test
  void whatCannotBeExportedIsSaidInOneSentence() throws IOException {
    RunDirectory run = train("not-exported");
    Files.write(folder.resolve("file"), new byte[1]);

    String into = folder.resolve("file").resolve("policy.zip").toString();
    assertThat(e2hil("export", run.path().toString(), "--out", into)).isEqualTo(1);
    assertOneSentence(into);
    Files.delete(run.checkpoint());
    assertThat(e2hil("export", run.path().toString())).isEqualTo(1);
    assertOneSentence("there is no checkpoint");
  }

  @Test
  void aPolicyIsEvaluatedFromItsRunOrItsCheckpoint() {
    RunDirectory run = train("trained");

    assertThat(e2hil("evaluate", run.path().toString(), "--episodes", "3")).as(err).isZero();
    String fromRun = out;
    assertThat(e2hil("evaluate", run.checkpoint().toString(), "--episodes", "3")).isZero();

    assertThat(fromRun).contains("3 episodes", "sampled actions", "mean actions");
    assertThat(out).isEqualTo(fromRun);
  }

  @Test
  void aDamagedOrForeignCheckpointIsOneSentence() throws IOException {
    RunDirectory run = train("trained");
    byte[] good = Files.readAllBytes(run.checkpoint());
    byte[] damaged = good.clone();
    damaged[good.length / 2] ^= 1;
    Files.write(run.checkpoint(), damaged);
    assertThat(e2hil("evaluate", run.path().toString())).isEqualTo(1);
    assertOneSentence("damaged");

    Files.writeString(run.checkpoint(), "not a checkpoint at all");
    assertThat(e2hil("train", "--resume", run.path().toString(), "--steps", "300")).isEqualTo(1);
    assertOneSentence("is not a checkpoint");

    Files.write(run.checkpoint(), good);
    assertThat(e2hil("train", "--resume", run.path().toString(), "--set", "agent.discount=0.5"))
        .isEqualTo(1);
    assertOneSentence("belongs to another run");
    assertThat(e2hil("evaluate", run.path().toString(), "--episodes", "1")).as(err).isZero();
  }

  @Test
  void runsAreComparedOnOnePage() {
    Path one = train("seed1").path();
    Path two = train("seed2", "--seed", "2").path();
    Path page = folder.resolve("page");

    assertThat(e2hil("report", one.toString(), two.toString(), "--out", page.toString()))
        .as(err)
        .isZero();
    assertThat(out).contains("of 2 runs → " + page.resolve("report.html"));
    assertThat(page.resolve("success.png")).isNotEmptyFile();
    assertThat(e2hil("report", one.toString())).as(err).isZero();
    assertThat(one.resolve("report/report.html")).isNotEmptyFile();

    assertThat(e2hil("report", folder.resolve("nowhere").toString())).isEqualTo(1);
    assertOneSentence("is no run");
    assertThat(e2hil("report")).isEqualTo(2);
  }
}
