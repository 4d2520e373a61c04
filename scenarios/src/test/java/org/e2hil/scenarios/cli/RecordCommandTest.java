package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.e2hil.scenarios.report.RunDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Demonstrations that are recorded as a dataset, without a training. */
class RecordCommandTest {

  @TempDir private Path folder;

  private String scenario;

  @BeforeEach
  void writeScenario() throws IOException {
    String one = "\"latentSize\": 16, \"critics\": 2, \"threads\": 1}";
    String small = SmallTraining.SCENARIO.replace("\"latentSize\": 16}", one);
    assertThat(small).contains(one);
    scenario = Files.writeString(folder.resolve("small.json"), small).toString();
  }

  private String place(String name) {
    return folder.resolve(name).toString();
  }

  private Called record(String name, String... more) {
    return Called.e2hil(
        Stream.concat(
                Stream.of("record", scenario, "--fps", "10", "--out", place(name)), Stream.of(more))
            .toArray(String[]::new));
  }

  private String frames(String name) {
    return Called.e2hil(
            "query", "select * exclude (run) from frames order by index", place(name), "--csv")
        .done()
        .out();
  }

  private RunDirectory train(String name, String... more) {
    Called.e2hil(
            Stream.concat(Stream.of("train", scenario, "--out", place(name)), Stream.of(more))
                .toArray(String[]::new))
        .done();
    return new RunDirectory(folder.resolve(name));
  }

  @Test
  void theyAreThoseThatATrainingWouldBeginFromBitForBit() {
    assertThat(record("data").done().out())
        .contains("seed 1, 3 demonstrations at 10 Hz")
        .contains("data holds 3 episodes.");
    assertThat(Called.e2hil("dataset", "check", place("data")).done().out())
        .contains("Every rule holds");

    RunDirectory own = train("own");
    RunDirectory recorded =
        train("recorded", "--set", "training.demonstrationsFile=" + place("data"));
    assertThat(recorded.metrics()).hasSameBinaryContentAs(own.metrics());
    assertThat(recorded.evaluations()).hasSameBinaryContentAs(own.evaluations());
  }

  @Test
  void aRecordingGoesOnAsIfItHadNeverStopped() throws IOException {
    record("atOnce", "--episodes", "5").done();
    record("inParts", "--episodes", "2").done();
    Path first = folder.resolve("inParts/data/chunk-000/file-000.parquet");
    byte[] before = Files.readAllBytes(first);
    assertThat(record("inParts", "--episodes", "5").done().out()).contains("holds 5 episodes.");

    assertThat(frames("inParts")).isEqualTo(frames("atOnce"));
    assertThat(first).hasBinaryContent(before);
    assertThat(record("inParts", "--episodes", "4").done().out()).contains("holds 5 episodes.");
  }

  @Test
  void whatTheScenarioWouldBeginFromInsteadDoesNotMatter() throws IOException {
    record("plain").done();
    String other = Files.readString(Path.of(scenario));
    scenario =
        Files.writeString(
                folder.resolve("small2.json"),
                other.replace(
                    "\"demonstrations\": 3",
                    "\"demonstrations\": 3, \"demonstrationsFile\": \"nowhere.e2hil\""))
            .toString();
    record("other").done();

    assertThat(frames("other")).isEqualTo(frames("plain"));
  }

  @Test
  void episodesOfAnotherSeedAreNotMixedInAndOnesThatAreThereStay() {
    record("data").done();
    String before = frames("data");

    record("data", "--episodes", "5", "--seed", "2")
        .refused("episode 0 of", "is another than this scenario records with seed 2");
    assertThat(frames("data")).isEqualTo(before);
  }

  @Test
  void whatHasNoEffectAndWhatIsNoDatasetIsRefused() throws IOException {
    record("data", "--set", "agent.discount=0.9").refused("has no effect on record");
    record("data", "--episodes", "3", "--set", "training.demonstrations=4")
        .refused("say the same thing twice");
    Called.e2hil("record", scenario, "--out", place("data")).refused("give it with --fps");
    Files.createDirectories(folder.resolve("taken"));
    Files.writeString(folder.resolve("taken/letter.txt"), "mine");
    record("taken").refused("holds something else than a dataset");
    assertThat(folder.resolve("data")).doesNotExist();
  }
}
