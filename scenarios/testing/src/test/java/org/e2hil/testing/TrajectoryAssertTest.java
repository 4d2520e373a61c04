package org.e2hil.testing;

import static org.e2hil.testing.Assertions.assertThat;
import static org.e2hil.testing.Assertions.assertThatThrownBy;
import static org.e2hil.testing.Assertions.catchThrowable;
import static org.e2hil.testing.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.world.PointWorld;
import org.e2hil.scenarios.report.RecordingException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrajectoryAssertTest {

  private static final double SAME = 1e-6;

  @TempDir private Path folder;

  @BeforeEach
  void keepGoldensAside() {
    System.setProperty("e2hil.goldens", folder.toString());
  }

  @AfterEach
  void forgetProperties() {
    System.clearProperty("e2hil.goldens");
    System.clearProperty("e2hil.approve");
  }

  private static Trajectory expert(long seed, int steps, double noise) {
    try (Workcell world = PointWorld.open()) {
      return Trajectory.ofExpert(world, seed, steps, noise);
    }
  }

  private void accept(Trajectory trajectory) {
    System.setProperty("e2hil.approve", "true");
    assertThat(trajectory).matchesGolden("reach", within(SAME));
    System.clearProperty("e2hil.approve");
  }

  private static String failure(ThrowingCallable assertion) {
    Throwable failure = catchThrowable(assertion);
    assertThat(failure).isExactlyInstanceOf(AssertionError.class);
    return failure.getMessage();
  }

  @Test
  void whatWasAcceptedIsReadBackToTheLastBit() {
    accept(expert(7, 20, 0.1));

    assertThat(expert(7, 20, 0.1)).matchesGolden("reach", within(0.0));
  }

  @Test
  void withoutAGoldenItFailsAndSaysHowToAccept() {
    assertThat(failure(() -> assertThat(expert(7, 5, 0)).matchesGolden("reach", within(SAME))))
        .contains("there is no golden " + folder.resolve("reach.csv"))
        .contains("run this test once with -De2hil.approve");
    System.setProperty("e2hil.approve", "false");
    assertThat(failure(() -> assertThat(expert(7, 5, 0)).matchesGolden("reach", within(SAME))))
        .contains("there is no golden");
  }

  /** Two numbers of the file, one of them by less than the other and later. */
  @Test
  void whatDiffersIsNamedByFieldAndStep() throws IOException {
    accept(expert(7, 20, 0));
    Trajectory now = expert(7, 20, 0);
    int field = now.fields().indexOf("objects[1]");
    change(4, field, now.value(4, field) - 0.001);
    change(6, field + 1, now.value(6, field + 1) + 0.5);
    change(7, field, now.value(7, field) + SAME / 10);

    String message = failure(() -> assertThat(now).matchesGolden("reach", within(SAME)));

    assertThat(message)
        .contains(
            "It leaves it first at step 4, objects[1]: " + now.value(4, field) + " instead of")
        .contains(", by 0.00100")
        .contains("and by most at step 6, objects[2]: ")
        .contains("2 numbers differ by more than 1.0E-6, of 2 fields: objects[1], objects[2].");
    assertThat(now).matchesGolden("reach", within(0.6));
  }

  private void change(int step, int field, double value) throws IOException {
    Path file = folder.resolve("reach.csv");
    List<String> lines = Files.readAllLines(file);
    String[] cells = lines.get(step + 1).split(",", -1);
    cells[field] = Double.toString(value);
    lines.set(step + 1, String.join(",", cells));
    Files.write(file, lines);
  }

  @Test
  void anotherSeedAnotherEndAndOtherFieldsDiffer() throws IOException {
    accept(expert(7, 100, 0));

    assertThat(failure(() -> assertThat(expert(8, 100, 0)).matchesGolden("reach", within(SAME))))
        .contains("It leaves it first at step 0, ");
    assertThat(failure(() -> assertThat(expert(7, 5, 0)).matchesGolden("reach", within(SAME))))
        .containsPattern(
            "It has 5 steps and goes on, instead of \\d+ steps and ends in success\\.");
    Path file = folder.resolve("reach.csv");
    Files.writeString(file, Files.readString(file).replaceFirst("reward", "score"));
    assertThat(failure(() -> assertThat(expert(7, 100, 0)).matchesGolden("reach", within(SAME))))
        .contains("Its fields are [");
  }

  @Test
  void aNumberThatIsNoneIsADifference() throws IOException {
    accept(expert(7, 5, 0));
    change(3, 0, Double.NaN);

    assertThat(failure(() -> assertThat(expert(7, 5, 0)).matchesGolden("reach", within(1e9))))
        .contains("step 3, ")
        .contains("instead of NaN");
  }

  @Test
  void aPolicyOfOnesOwnIsRecordedWithWhatWasApplied() {
    try (Workcell world = PointWorld.open()) {
      Trajectory still =
          Trajectory.of(world.environment(), 7, 3, seen -> Action.of(0, 0, 5, 0, 0, 0, 0));

      assertThat(still.steps()).isEqualTo(3);
      assertThat(still.end()).isEmpty();
      int up = still.fields().indexOf("applied[2]");
      assertThat(still.value(0, up)).isNaN();
      assertThat(still.value(1, up)).isBetween(0.5, 1.0);
    }
  }

  @Test
  void aFileThatIsNoGoldenIsRefused() throws IOException {
    accept(expert(7, 5, 0));
    Path file = folder.resolve("reach.csv");
    String whole = Files.readString(file);
    for (String damaged :
        List.of(whole.replace("end: ", ""), whole.replaceFirst("\n[^,]*,", "\nx,"))) {
      Files.writeString(file, damaged);
      assertThatThrownBy(() -> assertThat(expert(7, 5, 0)).matchesGolden("reach", within(SAME)))
          .isInstanceOf(RecordingException.class)
          .hasMessageContaining("reach.csv");
    }
  }
}
