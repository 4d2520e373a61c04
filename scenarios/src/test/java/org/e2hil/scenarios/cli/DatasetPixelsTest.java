package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.training.Episode;
import org.e2hil.agent.training.EpisodeFile;
import org.e2hil.dataset.Dataset;
import org.e2hil.scenarios.report.RunDirectory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two cameras saw, as a LeRobot dataset and back. */
class DatasetPixelsTest {

  /** So little that only the way is tested, not what is learned. */
  private static final List<String> SHORT =
      List.of(
          "observation=pixels",
          "agent.batchSize=16",
          "agent.hiddenSize=16",
          "agent.latentSize=16",
          "training.steps=40",
          "training.warmupSteps=20",
          "training.logEverySteps=10",
          "evaluation.episodes=1",
          "evaluation.everySteps=0");

  private static final List<String> DEMONSTRATED =
      List.of("training.demonstrations=2", "task.horizon=30");

  /** Of a level of 255, as a mean over a picture: a film keeps what is seen, not every bit. */
  private static final double LOSS = 3;

  @TempDir private static Path folder;

  private static String scenario;
  private static RunDirectory run;

  @BeforeAll
  static void train() throws IOException {
    scenario =
        Files.writeString(
                folder.resolve("reach.json"), "{\"task\": \"reach\", \"robot\": \"test-point\"}")
            .toString();
    run = train("run");
  }

  private static Called call(List<String> command, List<String> settings) {
    List<String> all = new ArrayList<>(command);
    settings.forEach(setting -> all.addAll(List.of("--set", setting)));
    return Called.e2hil(all.toArray(String[]::new));
  }

  private static RunDirectory train(String name, String... more) {
    RunDirectory made = new RunDirectory(folder.resolve(name));
    List<String> settings = new ArrayList<>(SHORT);
    settings.addAll(DEMONSTRATED);
    settings.addAll(List.of(more));
    call(List.of("train", scenario, "--out", made.path().toString()), settings).done();
    return made;
  }

  private static Path export(String name, String... options) {
    Path out = folder.resolve(name);
    List<String> command =
        new ArrayList<>(
            List.of("dataset", "export", run.path().toString(), "--fps", "10", "--out", out + ""));
    command.addAll(List.of(options));
    call(command, List.of()).done();
    Called.e2hil("dataset", "check", out.toString()).done();
    return out;
  }

  @Test
  void trainingFromPicturesAsPngIsTrainingFromTheDemonstrationsBitForBit() throws IOException {
    Path dataset = export("png", "--pictures", "png");
    RunDirectory again = train("again", "training.demonstrationsFile=" + dataset);

    assertThat(again.metrics()).hasSameBinaryContentAs(run.metrics());
    assertThat(Files.readString(again.metrics()).lines().count()).isGreaterThan(3);
    assertThat(dataset.resolve("videos")).doesNotExist();
  }

  @Test
  void aFilmShowsWhatWasSeenAndIsTrainedFrom() throws IOException {
    Path dataset = export("films");
    RunDirectory again = train("from-films", "training.demonstrationsFile=" + dataset);

    assertThat(again.metrics()).exists();
    assertThat(dataset.resolve("videos/observation.images.wrist/chunk-000/file-001.mp4")).exists();
    List<Episode> found = Dataset.open(dataset).read(2);
    List<Episode> expected = EpisodeFile.read(run.demonstrations());
    assertThat(found).hasSize(2);
    for (int i = 0; i < 2; i++) {
      assertThat(found.get(i).steps()).hasSameSizeAs(expected.get(i).steps());
      for (int step = 0; step < found.get(i).steps().size(); step++) {
        RecordedObservation seen = found.get(i).steps().get(step).measurement();
        RecordedObservation was = expected.get(i).steps().get(step).measurement();
        assertThat(seen.number(0)).isEqualTo(was.number(0));
        assertThat(loss(seen.picture(0), was.picture(0))).isLessThan(LOSS);
        assertThat(loss(seen.picture(1), was.picture(1))).isLessThan(LOSS);
      }
    }
  }

  private static double loss(byte[] one, byte[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += Math.abs((one[i] & 0xff) - (other[i] & 0xff));
    }
    return sum / one.length;
  }

  @Test
  void picturesAreRecordedAndARecordingGoesOn() {
    Path dataset = folder.resolve("recorded");
    List<String> command =
        List.of("record", scenario, "--fps", "10", "--out", dataset.toString(), "--episodes");
    List<String> settings = List.of("observation=pixels", "task.horizon=30");
    for (String episodes : List.of("1", "2")) {
      List<String> all = new ArrayList<>(command);
      all.add(episodes);
      call(all, settings).done();
    }

    assertThat(Called.e2hil("dataset", "check", dataset.toString()).done().out())
        .doesNotContain("broken");
    List<Episode> found = Dataset.open(dataset).read(3);
    assertThat(found).hasSize(2);
    List<Episode> expected = EpisodeFile.read(run.demonstrations());
    assertThat(found.get(1).steps()).hasSameSizeAs(expected.get(1).steps());
    List<String> png = new ArrayList<>(command);
    png.addAll(List.of("3", "--pictures", "png"));
    call(png, settings).refused("give the name of a new folder");
  }

  @Test
  void withoutACheckpointNobodyKnowsTheSizeOfThePictures() throws IOException {
    Path copy = folder.resolve("without");
    Files.createDirectories(copy);
    for (Path file : List.of(run.scenario(), run.demonstrations())) {
      Files.copy(file, copy.resolve(file.getFileName()));
    }
    Called.e2hil("dataset", "export", copy.toString(), "--fps", "10", "--out", folder + "/never")
        .refused("only its checkpoint, which is missing, tells of what size");
  }
}
