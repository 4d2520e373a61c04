package org.e2hil.scenarios.joints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.e2hil.scenarios.joints.ImportedWay.SCENARIOS;
import static org.e2hil.scenarios.joints.ImportedWay.apartM;
import static org.e2hil.scenarios.joints.ImportedWay.how;
import static org.e2hil.scenarios.joints.ImportedWay.led;
import static org.e2hil.scenarios.joints.ImportedWay.scenario;
import static org.e2hil.scenarios.joints.ImportedWay.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.experience.ControlStep;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.dataset.Dataset;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.joints.ImportedWay.Imported;
import org.e2hil.scenarios.joints.ImportedWay.Loop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JointImportTest {

  private static final double MM = 0.001;

  @TempDir private Path folder;

  private Imported imported(Scenario scenario, LeRobotRecording recording)
      throws IOException, SQLException {
    return ImportedWay.imported(folder, scenario, recording);
  }

  @Test
  void theGripperFollowsInStepsThatAPolicyHas() throws IOException, SQLException {
    Scenario scenario = scenario();
    List<LeRobotRecording.Frame> frames = led(scenario, new Loop(6, 0.04));
    Imported imported = imported(scenario, new LeRobotRecording().with(frames));

    double opening = 0.4;
    for (int i = 0; i < imported.steps().size(); i++) {
      double action = imported.steps().get(i).applied().gripper();
      assertThat(action).isIn(-1.0, 0.0, 1.0);
      opening = Math.max(0, opening + 0.4 * action);
      double asked = frames.get(Math.min(3 * i + 3, frames.size() - 1)).action()[5] / 100;
      assertThat(opening).as("step %d", i).isCloseTo(asked, within(0.24 + 1e-6));
    }
    assertThat(opening).isZero();
    assertThat(imported.steps()).anyMatch(step -> step.applied().gripperClass() == 0);
    int last = imported.episode().steps().size() - 1;
    assertThat(imported.episode().steps().get(last).next().number(7))
        .isCloseTo((float) frames.get(frames.size() - 1).state()[5] / 100, within(1e-5f));
  }

  @Test
  void aHandThatTremblesHalfwayMovesTheGripperOnceAtMost() throws IOException, SQLException {
    List<LeRobotRecording.Frame> frames = LeRobotRecording.sweep(91);
    for (int i = 0; i < frames.size(); i++) {
      // from one step of the gripper to the middle of the next
      frames.get(i).action()[5] = i < 10 ? 80 : 60 + (i / 3 % 2 == 0 ? 1 : -1);
    }
    Imported imported = imported(scenario(), new LeRobotRecording().with(frames));

    assertThat(imported.steps().stream().filter(ControlStep::movesGripper).count())
        .isLessThanOrEqualTo(1);
  }

  @Test
  void aGripperThatSnapsShutIsWaitedFor() throws IOException, SQLException {
    Scenario scenario = scenario("actionScaling.gripperFraction=0.1");
    List<LeRobotRecording.Frame> frames = LeRobotRecording.sweep(31);
    frames.subList(15, 31).forEach(frame -> frame.action()[5] = 0);
    Imported imported = imported(scenario, new LeRobotRecording().with(frames));

    double opening = 0.5;
    for (RecordedStep step : imported.episode().steps()) {
      opening += 0.1 * step.step().applied().gripper();
      // the recording does not go on to where the gripper is shut while it is not
      double goneM = apartM(tool(step.next()), tool(frames.get(0).state()));
      double shutM = apartM(tool(frames.get(15).state()), tool(frames.get(0).state()));
      assertThat(goneM > shutM + MM && opening > 0.2).isFalse();
    }
    assertThat(opening).isCloseTo(0, within(0.06 + 1e-9));
    assertThat(imported.remarks()).contains("steps go slower than recorded");
  }

  @Test
  void aWallOfTheWorkspaceStopsTheActionsAndIsSpokenOf() throws IOException, SQLException {
    Scenario scenario = scenario();
    List<LeRobotRecording.Frame> frames = LeRobotRecording.sweep(91);
    for (int i = 0; i < frames.size(); i++) {
      frames.get(i).action()[1] -= i / 1.5;
      frames.get(i).state()[1] -= i / 1.5;
    }
    double highestM = tool(frames.get(90).action())[2];
    assertThat(highestM).isGreaterThan(0.19);
    Imported imported = imported(scenario, new LeRobotRecording().with(frames));

    assertThat(imported.remarks())
        .containsPattern("\\d+ of 30 steps are cut short at the walls")
        .containsPattern("lead the tool up to \\d+ mm away");
    assertThat(imported.steps())
        .allMatch(step -> Math.abs(step.applied().value(2)) <= 1)
        .anyMatch(step -> step.chosen().value(2) > step.applied().value(2) + 0.1);
  }

  @Test
  void anEpisodeEndsWhereItSucceeds() throws IOException, SQLException {
    Imported imported =
        imported(
            scenario(), new LeRobotRecording().with(LeRobotRecording.sweep(91)).succeedingAt(60));

    assertThat(imported.steps()).hasSize(20);
    assertThat(imported.steps().get(19).episodeEnd()).isEqualTo(EpisodeEnd.success());
    assertThat(imported.steps().get(19).reward()).isEqualTo(1);
    assertThat(imported.steps().subList(0, 19)).allMatch(step -> step.reward() == 0);
    assertThat(imported.remarks()).doesNotContain("last frame");
  }

  @Test
  void normalisedJointsAreTheSameOnceTheirRangesAreKnown() throws IOException, SQLException {
    List<LeRobotRecording.Frame> degrees = LeRobotRecording.sweep(31);
    List<Action> expected =
        imported(scenario(), new LeRobotRecording().with(degrees)).steps().stream()
            .map(ControlStep::applied)
            .toList();

    // 1000 ticks to either side of the middle, of 4095 a turn; the third is mounted the other way
    double half = 1000 * 360.0 / 4095;
    List<LeRobotRecording.Frame> normalised = new ArrayList<>();
    for (LeRobotRecording.Frame frame : degrees) {
      double[] numbers = frame.state().clone();
      for (int i = 0; i < 5; i++) {
        numbers[i] *= (i == 2 ? -100 : 100) / (i == 4 ? half * 2 : half);
      }
      normalised.add(new LeRobotRecording.Frame(numbers, numbers.clone()));
    }
    Path from = new LeRobotRecording().with(normalised).to(folder.resolve("normalised"));
    Path out = folder.resolve("from-normalised");
    JointImport.of(
            SCENARIOS,
            scenario(),
            how(JointImport.Units.NORMALISED, Optional.of(calibration().toString())))
        .write(from, out);

    List<RecordedStep> steps = Dataset.open(out).read(1).get(0).steps();
    assertThat(steps).hasSameSizeAs(expected);
    for (int i = 0; i < steps.size(); i++) {
      assertThat(steps.get(i).step().applied().distance(expected.get(i))).isLessThan(1e-3);
    }
  }

  private Path calibration() throws IOException {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < LeRobotRecording.NAMES.size(); i++) {
      int half = i == 4 ? 2000 : 1000;
      json.append(i == 0 ? "" : ", ")
          .append('"')
          .append(LeRobotRecording.NAMES.get(i).replace(".pos", ""))
          .append("\": {\"id\": %d, \"drive_mode\": %d, ".formatted(i + 1, i == 2 ? 1 : 0))
          .append("\"homing_offset\": 0, \"range_min\": %d, ".formatted(2047 - half))
          .append("\"range_max\": %d}".formatted(2047 + half));
    }
    return Files.writeString(folder.resolve("follower.json"), json.append("}"));
  }
}
