package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.training.Episode;
import org.e2hil.agent.training.EpisodeFile;
import org.e2hil.agent.training.Origin;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.Summary;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training begins from: a run, demonstrations of a file, and neither when it goes on. */
class BeginningTest {

  @TempDir private static Path trained;

  @TempDir private Path folder;

  @BeforeAll
  static void train() throws IOException {
    Called.e2hil(
            "train",
            SmallScenario.in(trained),
            "--out",
            learned().path().toString(),
            "--set",
            "training.demonstrations=2")
        .done();
  }

  private static RunDirectory learned() {
    return new RunDirectory(trained.resolve("run"));
  }

  private Called train(String... settings) throws IOException {
    return call(List.of("train", SmallScenario.in(folder), "--out", run().path() + ""), settings);
  }

  private RunDirectory run() {
    return new RunDirectory(folder.resolve("run"));
  }

  private static Called call(List<String> words, String... settings) {
    return Called.e2hil(
        Stream.concat(words.stream(), Arrays.stream(settings).flatMap(s -> Stream.of("--set", s)))
            .toArray(String[]::new));
  }

  /** The same from who looks, who trains and who compares, and nothing is left. */
  private void assertRefused(String part, String... settings) throws IOException {
    String scenario = SmallScenario.in(folder);
    String out = folder.resolve("runs").toString();
    call(List.of("validate", scenario), settings).refused(part);
    call(List.of("experiment", scenario, "--seeds", "1", "--out", out), settings).refused(part);
    train(settings).refused(part);
    assertThat(run().path()).doesNotExist();
    assertThat(Path.of(out)).doesNotExist();
  }

  @Test
  void aRunToStartFromWithoutACheckpointIsRefusedByAll() throws IOException {
    RunDirectory empty = RunDirectory.create(folder.resolve("empty"));
    Files.copy(learned().scenario(), empty.scenario());

    assertRefused(
        "training.startFrom: there is no checkpoint " + empty.checkpoint(),
        "training.startFrom=" + empty.path());
  }

  @Test
  void aPolicyOfAnotherSizeIsRefusedByWhoOnlyLooks() throws IOException {
    call(
            List.of("validate", SmallScenario.in(folder)),
            "agent.hiddenSize=32",
            "training.startFrom=" + learned().path())
        .refused("training.startFrom: the policy of " + learned().path());
  }

  @Test
  void aFolderIsNoFileOfDemonstrationsButNamesTheOneInIt() throws IOException {
    assertRefused(
        "%s is a folder and no dataset; name the file in it, such as %s"
            .formatted(learned().path(), learned().demonstrations()),
        "training.demonstrationsFile=" + learned().path());
  }

  @Test
  void aFileOfAnotherKindIsRefusedByAll() throws IOException {
    assertRefused("holds no whole episode", "training.demonstrationsFile=" + learned().scenario());
  }

  @Test
  void demonstrationsOfAnotherTaskArmOrObservationAreRefusedByAll() throws IOException {
    List<String> groups = List.of("proprioception", "objects");
    assertRefused(
        "for the task wipe, not reach",
        file(new Origin("wipe", "point", ActionScale.DEFAULT, groups)));
    assertRefused(
        "with the arm line, not point",
        file(new Origin("reach", "line", ActionScale.DEFAULT, groups)));
    assertRefused(
        "hold the observation [objects]",
        file(new Origin("reach", "point", ActionScale.DEFAULT, List.of("objects"))));
  }

  @Test
  void demonstrationsOfOtherActionsAreRefusedByWhoOnlyLooks() throws IOException {
    call(
            List.of("validate", SmallScenario.in(folder)),
            "actionScaling=paper",
            "training.demonstrationsFile=" + learned().demonstrations())
        .refused("actions of 0.01 m", "not actions of 0.005 m");
  }

  /** A file of one episode. */
  private String file(Origin origin) {
    Path file = folder.resolve(origin.hashCode() + ".e2hil");
    Episode episode = EpisodeFile.read(learned().demonstrations()).get(0);
    try (EpisodeFile out = EpisodeFile.append(file)) {
      out.append(episode.from(origin));
    }
    return "training.demonstrationsFile=" + file;
  }

  @Test
  void asManyDemonstrationsOfAFileAreUsedAsTheScenarioAsksFor() throws IOException {
    String file = "training.demonstrationsFile=" + learned().demonstrations();

    assertThat(train(file).done().out()).contains("Of the 2 demonstrations of", "the first 1 are");
    assertThat(Summary.read(run()).demonstrations()).isEqualTo(1);
    call(List.of("validate", SmallScenario.in(folder)), file, "training.demonstrations=3")
        .refused("holds only 2 of the 3 demonstrations that are asked for");
  }

  @Test
  void aRunGoesOnThoughWhatItBeganFromIsGone() throws IOException {
    RunDirectory begun = new RunDirectory(folder.resolve("begun"));
    Path file = Files.copy(learned().demonstrations(), folder.resolve("given.e2hil"));
    Called.e2hil("train", SmallScenario.in(folder), "--out", begun.path().toString()).done();
    train("training.startFrom=" + begun.path(), "training.demonstrationsFile=" + file).done();
    Files.delete(begun.checkpoint());
    Files.delete(file);

    Called.e2hil("train", "--resume", run().path().toString(), "--steps", "40").done();

    assertThat(Summary.read(run()).envSteps()).isEqualTo(40);
  }

  @Test
  void aRunThatHasNoCheckpointYetStillNeedsWhatItBeginsFrom() throws IOException {
    Path file = Files.copy(learned().demonstrations(), folder.resolve("given.e2hil"));
    train("training.demonstrationsFile=" + file).done();
    for (Path lost : List.of(run().checkpoint(), run().summary(), run().policy(), file)) {
      Files.delete(lost);
    }

    Called.e2hil("train", "--resume", run().path().toString())
        .refused("training.demonstrationsFile: " + file + " is not there");
    assertThat(run().scenario()).isNotEmptyFile();
  }
}
