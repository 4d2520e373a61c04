package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.e2hil.agent.training.Episode;
import org.e2hil.dataset.Dataset;
import org.e2hil.dataset.DatasetWriter;
import org.e2hil.dataset.EpisodeKind;
import org.e2hil.dataset.EpisodeNote;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded episodes happen again, on a robot and beside a policy. */
class ReplayCommandTest {

  @TempDir private static Path folder;

  private static String recorded;
  private static String run;

  @BeforeAll
  static void recordAndTrain() {
    recorded = folder.resolve("recorded").toString();
    Called.e2hil("record", "pick-banana", "--episodes", "2", "--out", recorded).done();
    run = folder.resolve("run").toString();
    List<String> train = new ArrayList<>(List.of("train", "pick-banana", "--out", run));
    for (String set :
        List.of(
            "training.steps=60",
            "training.warmupSteps=10",
            "training.demonstrations=2",
            "evaluation.everySteps=0",
            "evaluation.episodes=1",
            "agent.hiddenSize=16",
            "agent.latentSize=16",
            "expect=null")) {
      train.addAll(List.of("--set", set));
    }
    Called.e2hil(train.toArray(String[]::new)).done();
  }

  private static Called replay(String dataset, String... more) {
    List<String> all = new ArrayList<>(List.of("replay", dataset));
    all.addAll(List.of(more));
    return Called.e2hil(all.toArray(String[]::new));
  }

  @Test
  void inTheSimulationThatTheyComeFromTheActionsLeadWhereTheyLedBitForBit() {
    assertThat(replay(recorded, "--robot", "a1x", "--at-most", "0").done().out())
        .contains("2 of 2 episodes ended as recorded, 2 of 2 are the same bit for bit")
        .contains("came off the recorded path by 0.0 mm at most");
  }

  @Test
  void whatTheWorldDoesOtherwiseIsMeasuredAndFailsWhereItIsTooMuch() {
    String[] other = {"--robot", "a1x", "--set", "robot.timestepS=0.0025", "--at-most", "1000"};
    Called measured = replay(recorded, other);
    assertThat(measured.out()).contains("0 of 2 are the same bit for bit");
    other[other.length - 1] = "0";
    assertThat(replay(recorded, other).code()).isEqualTo(1);
  }

  @Test
  void aWorldThatDrewOtherThingsSaysSo() {
    assertThat(replay(recorded, "--robot", "a1x", "--set", "robot.randomisation=default").out())
        .contains("The world drew other things than when it was recorded");
  }

  @Test
  void withoutTheSeedOfTheResetPathsAreComparedFromWhereEachBegins() {
    Dataset dataset = Dataset.open(Path.of(recorded));
    Path without = folder.resolve("without");
    DatasetWriter.writeNew(
        without,
        dataset.spec().orElseThrow(),
        writer -> {
          for (Episode episode : dataset.read(2)) {
            Episode silent =
                new Episode(episode.steps(), episode.parameters())
                    .from(episode.origin().orElseThrow());
            writer.append(silent, new EpisodeNote(EpisodeKind.DEMONSTRATION, OptionalLong.empty()));
          }
        });

    assertThat(replay(without.toString(), "--robot", "a1x").done().out())
        .contains("The dataset does not tell how each episode began")
        .contains("0 of 2 are the same bit for bit");
  }

  @Test
  void aPolicyIsComparedWithWhatWasDone() {
    assertThat(replay(recorded, "--policy", run).done().out())
        .contains("success after")
        .containsPattern(
            "Over \\d+ control periods the policy's mean action is \\d+\\.\\d mm from");
  }

  @Test
  void inAWorldThatDoesNotObeyNothingIsTrainedRecordedOrEvaluated() {
    String dataset = "robot.dataset=" + recorded;
    String sentence = "in the world of replay actions change nothing";
    Called.e2hil("evaluate", run, "--robot", "replay", "--set", dataset).refused(sentence);
    String[] robot = {"--set", "robot={\"type\": \"replay\"}", "--set", dataset};
    for (String command : List.of("train", "record")) {
      Called.e2hil(
              command,
              "pick-banana",
              "--out",
              folder.resolve(command).toString(),
              robot[0],
              robot[1],
              robot[2],
              robot[3])
          .refused(sentence);
    }
  }

  @Test
  void whatHasNoEffectOrCannotBeIsRefused() {
    replay(recorded).refused("--robot", "--policy");
    replay(recorded, "--policy", run, "--at-most", "1").refused("--at-most has no effect");
    replay(recorded, "--robot", "a1x", "--at-most", "-1").refused("must be 0 mm or more");
    replay(recorded, "--policy", run, "--dry-run").refused("have no effect on a policy");
    replay(recorded, "--robot", "so101").refused("recorded with the arm A1X");
    replay(recorded, "--robot", "a1x", "--set", "agent.discount=0.9").refused("agent.discount");
    replay(folder.toString(), "--robot", "a1x").refused("is no dataset");
  }
}
