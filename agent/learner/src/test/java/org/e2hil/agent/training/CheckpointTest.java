package org.e2hil.agent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

  private static final String FINGERPRINT = "this run";
  private static final long STATE = 0x1234_5678_9abc_def0L;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void writeOne() {
    file = folder.resolve(Checkpoint.FILE_NAME);
    Checkpoint.write(
        file, FINGERPRINT, out -> out.section("state", section -> section.writeLong(STATE)));
  }

  private static long read(Path file) {
    long[] state = new long[1];
    Checkpoint.read(
        file, FINGERPRINT, in -> in.section("state", section -> state[0] = section.readLong()));
    return state[0];
  }

  @Test
  void whatWasWrittenIsRead() {
    assertThat(read(file)).isEqualTo(STATE);
  }

  @Test
  void everySingleDamagedByteIsNoticed() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 0x10;
      Files.write(file, damaged);

      assertThatThrownBy(() -> read(file))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining(file.toString())
          .hasMessageMatching(".* is (damaged|not a checkpoint).*");
    }
  }

  @Test
  void everyTruncationIsNoticed() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));

      assertThatThrownBy(() -> read(file))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining(file.toString())
          .hasMessageMatching(".* is (damaged|not a checkpoint).*");
    }
  }

  @Test
  void aMissingCheckpointIsNamed() {
    assertThatThrownBy(() -> read(folder.resolve("nothing")))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("there is no checkpoint")
        .hasMessageContaining("nothing");
  }

  @Test
  void aForeignCheckpointSaysWhoseItIs() {
    assertThatThrownBy(() -> Checkpoint.read(file, "another run", in -> {}))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("belongs to another run")
        .hasMessageContaining("made for this run, but this is another run");
  }

  @Test
  void aStateThatNeedsMoreThanTheFileHoldsIsNamed() {
    assertThatThrownBy(
            () ->
                Checkpoint.read(
                    file,
                    FINGERPRINT,
                    in -> in.section("state", section -> section.readFully(new byte[9]))))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("ends early");
  }

  @Test
  void aSectionThatIsMissingIsNamed() {
    assertThatThrownBy(
            () -> Checkpoint.read(file, FINGERPRINT, in -> in.section("other", section -> {})))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("it has no section other");
  }

  @Test
  void aWriterThatFailsLeavesTheLastCheckpoint() {
    assertThatThrownBy(
            () ->
                Checkpoint.write(
                    file,
                    FINGERPRINT,
                    out -> {
                      out.section("state", section -> section.writeLong(1));
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("No space left on device")
        .hasMessageContaining("the last checkpoint still stands");

    assertThat(read(file)).isEqualTo(STATE);
  }

  @Test
  void aCheckpointThatCannotTakeItsPlaceLeavesNothingBeside() throws IOException {
    Path taken = Files.createDirectories(folder.resolve("taken"));
    Files.createDirectories(taken.resolve("not empty"));

    assertThatThrownBy(
            () ->
                Checkpoint.write(
                    taken,
                    FINGERPRINT,
                    out -> out.section("state", section -> section.writeLong(1))))
        .isInstanceOf(CheckpointException.class);
    assertThat(folder.resolve("taken.new")).doesNotExist();
  }

  @Test
  void aWriterThatThrowsAnythingElseLeavesTheLastCheckpoint() {
    assertThatThrownBy(
            () ->
                Checkpoint.write(
                    file,
                    FINGERPRINT,
                    out -> {
                      out.section("state", section -> section.writeLong(1));
                      throw new IllegalStateException("the learner diverged");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(read(file)).isEqualTo(STATE);
  }

  @Test
  void whatAKilledWriterLeftBesideIsOverwrittenByTheNext() throws IOException {
    Files.write(folder.resolve(Checkpoint.FILE_NAME + ".new"), new byte[] {1, 2, 3});
    assertThat(read(file)).isEqualTo(STATE);

    Checkpoint.write(
        file, FINGERPRINT, out -> out.section("state", section -> section.writeLong(7)));
    assertThat(read(file)).isEqualTo(7);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aTrainerRefusesTheCheckpointOfAnotherShapeWithASentence() {
    PointRun.Setup larger = new PointRun.Setup();
    larger.training =
        new TrainingConfig(
            400, 60, 3, 0.1, "", "", 1, 1, 500, 1000, 0.5, 0, false, 0, -0.02, 50, 100);
    try (PointRun one = new PointRun(new PointRun.Setup());
        PointRun other = new PointRun(larger)) {
      one.trainer.save(file, PointRun.FINGERPRINT);

      assertThatThrownBy(() -> other.trainer.resume(file, PointRun.FINGERPRINT))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("replay buffer holds 1000 rows");
    }
  }

  @Test
  void aBufferInWhichLearningCouldNeverBeginIsRefused() {
    assertThatThrownBy(
            () ->
                new TrainingConfig(
                    400, 60, 3, 0.1, "", "", 1, 1, 59, 1000, 0.5, 0, false, 0, -0.02, 50, 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("onlineCapacity must be at least warmupSteps, which is 60");
  }
}
