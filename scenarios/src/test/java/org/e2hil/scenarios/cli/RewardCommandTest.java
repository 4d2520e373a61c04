package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.e2hil.agent.reward.JudgedEnvironment;
import org.e2hil.scenarios.report.RunDirectory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From recorded episodes to a training that is judged by what was learned from them. */
class RewardCommandTest {

  private static final List<String> TRAINING =
      List.of(
          "agent.batchSize=16",
          "agent.hiddenSize=16",
          "agent.latentSize=16",
          "training.steps=300",
          "training.warmupSteps=20",
          "training.demonstrations=2",
          "evaluation.episodes=3",
          "evaluation.everySteps=0");

  @TempDir private static Path folder;

  private static String scenario;
  private static Path learned;
  private static Path others;
  private static Path file;

  @BeforeAll
  static void learn() throws IOException {
    scenario =
        Files.writeString(
                folder.resolve("reach.json"),
                "{\"task\": \"reach\", \"robot\": \"test-point\", \"observation\": \"pixels\"}")
            .toString();
    learned = record("learned", 1, scenario);
    others = record("others", 2, scenario);
    file = folder.resolve("made/reward.zip");
    assertThat(train(learned, file).done().out()).contains("10 episodes, 10 of them successes");
  }

  private static Path record(String name, int seed, String world, String... more) {
    Path dataset = folder.resolve(name);
    List<String> call =
        new ArrayList<>(List.of("record", world, "--fps", "10", "--episodes", "10"));
    call.addAll(List.of("--pictures", "png", "--seed", seed + "", "--out", dataset.toString()));
    call.addAll(Arrays.asList(more));
    Called.e2hil(call.toArray(String[]::new)).done();
    return dataset;
  }

  /** The point is done at once when it is near, and its judge does not wait. */
  private static Called train(Path dataset, Path out, String... more) {
    List<String> call = new ArrayList<>(List.of("reward", "train", dataset.toString()));
    call.addAll(List.of("--scenario", scenario, "--done", "1", "--out", out.toString()));
    call.addAll(Arrays.asList(more));
    return Called.e2hil(call.toArray(String[]::new));
  }

  private static Called check(Path classifier, Path dataset, String... more) {
    List<String> call =
        new ArrayList<>(List.of("reward", "check", classifier.toString(), dataset.toString()));
    call.addAll(Arrays.asList(more));
    return Called.e2hil(call.toArray(String[]::new));
  }

  private static Called trainPolicy(String world, Path run, String... settings) {
    List<String> call = new ArrayList<>(List.of("train", world, "--out", run.toString()));
    TRAINING.forEach(setting -> call.addAll(List.of("--set", setting)));
    for (String setting : settings) {
      call.addAll(List.of("--set", setting));
    }
    return Called.e2hil(call.toArray(String[]::new));
  }

  @Test
  void theSameEpisodesAndTheSameSeedGiveTheSameFile() {
    Path again = folder.resolve("again.zip");
    train(learned, again).done();
    Path other = folder.resolve("other.zip");
    train(learned, other, "--seed", "7").done();

    assertThat(again).hasSameBinaryContentAs(file);
    assertThat(other.toFile()).doesNotHave(sameBytesAs(file));
  }

  private static org.assertj.core.api.Condition<java.io.File> sameBytesAs(Path expected) {
    return new org.assertj.core.api.Condition<>(
        found -> {
          try {
            return Files.mismatch(found.toPath(), expected) < 0;
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        },
        "the bytes of %s",
        expected);
  }

  @Test
  void itIsCheckedOnWhatItWasNotTrainedWith() {
    String said = check(file, others, "--hold", "1").done().out();

    assertThat(said)
        .contains("10 episodes that it was not trained with;", "threshold 0.7, hold 1")
        .containsPattern("false success +missed success")
        .containsPattern("False success in \\d+ of 10 .*, missed success in \\d+ of 10 ");
    check(file, learned).refused("was trained with all 10 episodes", "record others");
    train(learned, folder.resolve("half.zip"), "--episodes", "5").done();
    assertThat(check(folder.resolve("half.zip"), learned).done().out())
        .contains("5 episodes that it was not trained with (5 others were, and are left out)");
  }

  @Test
  void whatItSawWhereItWasWrongIsAPicture() throws IOException {
    Path pictures = folder.resolve("pictures");

    // nothing is above such a threshold for so long
    String said =
        check(file, others, "--threshold", "0.999999", "--hold", "9", "--pictures", pictures + "")
            .done()
            .out();

    assertThat(said).contains("it misses successes", "mistakes.png");
    assertThat(Files.size(pictures.resolve("mistakes.png"))).isGreaterThan(1000);
  }

  @Test
  void aTrainingIsJudgedByWhatItSees() throws IOException {
    RunDirectory run = new RunDirectory(folder.resolve("judged"));

    trainPolicy(
            scenario,
            run.path(),
            "judge={\"type\": \"classifier\", \"file\": \"%s\", \"hold\": 1}".formatted(file))
        .done();

    assertThat(Files.readString(run.metrics())).contains(JudgedEnvironment.SEEN);
    // its evaluation is judged by the world itself
    assertThat(Files.readString(run.path().resolve("evaluations.csv")))
        .doesNotContain(JudgedEnvironment.SEEN);
    Called.e2hil("evaluate", run.path().toString(), "--episodes", "2").done();
  }

  @Test
  void aPolicyThatSeesNoPicturesIsJudgedByThemAllTheSame() throws IOException {
    Path run = folder.resolve("blind");

    trainPolicy(
            scenario,
            run,
            "observation=state",
            "judge={\"type\": \"classifier\", \"file\": \"%s\"}".formatted(file))
        .done();

    assertThat(Files.readString(run.resolve("scenario.json"))).contains("\"hold\": 5");
  }

  @Test
  void theTasksOwnJudgeIsWhatNobodyNeedsToName() {
    assertThat(
            Called.e2hil("validate", scenario, "--set", "judge=task", "--print").out()
                + Called.e2hil("validate", scenario, "--set", "judge=task").done().out())
        .doesNotContain("judge");
  }

  @Test
  void aJudgeThatCannotJudgeIsRefusedInASentence() throws IOException {
    Path run = folder.resolve("never");
    String judge = "judge={\"type\": \"classifier\", \"file\": \"%s\"}";

    trainPolicy(scenario, run, "judge=classifier").refused("judge.file must name what");
    trainPolicy(scenario, run, judge.formatted("/nowhere/reward.zip"))
        .refused("there is no file /nowhere/reward.zip; 'e2hil reward train' makes one");
    trainPolicy(scenario, run, judge.formatted(scenario)).refused("is no reward classifier; name");
    trainPolicy(scenario, run, judge.formatted(folder))
        .refused("cannot be read", "name a file that 'e2hil reward train' wrote");
    trainPolicy(scenario, run, judge.formatted(file), "judge.threshold=2")
        .refused("judge.threshold", "must lie between 0 and 1");
    Called.e2hil("validate", "open-toaster-quick", "--set", judge.formatted(file))
        .refused("sees the end of the task reach, not of open-toaster");
    assertThat(run).doesNotExist();
  }

  @Test
  void aDamagedFileIsRefusedInASentence() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    byte[] flipped = whole.clone();
    flipped[whole.length / 2] ^= 0x10;
    Path damaged = Files.write(folder.resolve("flipped.zip"), flipped);
    Path torn = Files.write(folder.resolve("torn.zip"), Arrays.copyOf(whole, whole.length - 30));
    Path other = folder.resolve("other-kind.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(other))) {
      out.putNextEntry(new ZipEntry("hello"));
      out.write(1);
    }

    check(damaged, others).refused("flipped.zip is damaged", "or train again");
    check(torn, others).refused("torn.zip is damaged (it ends early)", "or train again");
    check(other, others).refused("is no reward classifier; name a file");
  }

  @Test
  void recordingsFromWhichNothingCanBeLearnedAreRefusedInASentence() {
    Path out = folder.resolve("none.zip");
    Path blind = record("blind-dataset", 1, scenario, "--set", "observation=state");

    train(blind, out).refused("looks at pictures, and there are none here; record with cameras");
    train(folder.resolve("nowhere"), out).refused("is no dataset");
    Called.e2hil(
            "reward",
            "train",
            learned.toString(),
            "--scenario",
            "pick-banana",
            "--out",
            out.toString())
        .refused("was recorded for the task reach, not pick-banana");
    train(learned, out, "--episodes", "1").refused("only 1 of these 1 episodes", "record more");
    check(file, blind).refused("looks through the camera 'wrist'", "but there are no pictures");
    assertThat(out).doesNotExist();
  }

  @Test
  void aRecordingNeedsNotTheJudgeThatWillBeLearnedFromIt() throws IOException {
    Path judged =
        Files.writeString(
            folder.resolve("judged.json"),
            """
            {"extends": "reach.json", "name": "judged",
              "judge": {"type": "classifier", "file": "not-yet.zip"}}
            """);

    assertThat(record("before", 3, judged.toString())).isDirectory();
  }
}
