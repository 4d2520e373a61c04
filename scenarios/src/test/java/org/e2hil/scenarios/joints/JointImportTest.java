package org.e2hil.scenarios.joints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.experience.ControlStep;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.Kinematics;
import org.e2hil.agent.robot.ToolPose;
import org.e2hil.agent.training.Episode;
import org.e2hil.dataset.Dataset;
import org.e2hil.dataset.DatasetCheck;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A simulated SO-101 follows a leader, is recorded as LeRobot does, and goes the same way again
 * when it is given the imported actions, one after the other, with nobody looking.
 */
class JointImportTest {

  private static final long SEED = 7;
  private static final double LENGTH_S = 6;
  private static final double WITHIN_M = 0.005;
  private static final double MM = 0.001;

  private static final Scenarios SCENARIOS = Scenarios.discover();

  @TempDir private Path folder;

  /**
   * A loop in the air, during which the gripper closes.
   *
   * @param roundS seconds for one round
   * @param highM how far above the start it is
   */
  private record Loop(double roundS, double highM) implements SimulatedLeader.Path {

    @Override
    public double[] at(double timeS) {
      double turned = 2 * Math.PI * timeS / roundS;
      // it begins at rest
      double grown = Math.min(1, timeS / 2);
      return new double[] {
        0.04 * grown * (1 - Math.cos(turned)),
        0.06 * grown * Math.sin(turned),
        highM * grown * (0.75 * Math.sin(2 * turned) + 1),
        0.2 * grown * Math.sin(turned)
      };
    }

    @Override
    public double opening(double timeS) {
      return Math.max(0, Math.min(0.4, 0.4 - (timeS - LENGTH_S / 2)));
    }
  }

  private static Scenario scenario(String... more) {
    List<Assignment> assignments =
        Stream.concat(
                Stream.of("robot.type=sim-so101", "observation=[\"proprioception\"]"),
                Stream.of(more))
            .map(Assignment::parse)
            .toList();
    return SCENARIOS.read("pick-banana", assignments);
  }

  /** What was imported, and what was said of it. */
  private record Imported(Episode episode, String remarks) {

    List<ControlStep> steps() {
      return episode.steps().stream().map(RecordedStep::step).toList();
    }
  }

  private Imported imported(Scenario scenario, LeRobotRecording recording)
      throws IOException, SQLException {
    Path from = recording.to(folder.resolve("recorded"));
    Path out = folder.resolve("imported");
    JointImport.Written written =
        JointImport.of(SCENARIOS, scenario, JointImport.Units.DEGREES, Optional.empty())
            .write(from, out);
    assertThat(written.episodes()).isEqualTo(1);
    assertThat(DatasetCheck.of(out)).isEmpty();
    return new Imported(Dataset.open(out).read(1).get(0), String.join("\n", written.remarks()));
  }

  private static List<LeRobotRecording.Frame> led(Scenario scenario, Loop loop) {
    return SimulatedLeader.lead(SCENARIOS, scenario, SEED, loop, LENGTH_S);
  }

  /** Tool points of the robot that does these actions, from the start on. */
  private static List<double[]> replayed(Scenario scenario, Episode episode) {
    List<double[]> tools = new ArrayList<>();
    try (Workcell world = SCENARIOS.open(scenario)) {
      tools.add(tool(world.environment().reset(SEED).numbers(ObservationGroup.PROPRIOCEPTION)));
      for (RecordedStep step : episode.steps()) {
        StepResult result = world.environment().step(step.step().applied());
        assertThat(result.episodeEnd()).isEqualTo(EpisodeEnd.none());
        assertThat(result.applied().distance(step.step().applied())).isLessThan(1e-4);
        tools.add(tool(result.observation().numbers(ObservationGroup.PROPRIOCEPTION)));
      }
    }
    return tools;
  }

  private static double[] tool(float[] proprioception) {
    return new double[] {proprioception[0], proprioception[1], proprioception[2]};
  }

  private static double[] tool(RecordedObservation seen) {
    return new double[] {seen.number(0), seen.number(1), seen.number(2)};
  }

  /** Where the tool is at recorded degrees. */
  private static double[] tool(double[] degrees) {
    double[] rad = new double[5];
    for (int i = 0; i < rad.length; i++) {
      rad[i] = Math.toRadians(degrees[i]);
    }
    ToolPose pose = new ToolPose();
    new Kinematics(Arms.so101()).forward(rad, pose);
    return pose.positionM();
  }

  private static double apartM(double[] one, double[] other) {
    return Math.sqrt(
        Math.pow(one[0] - other[0], 2)
            + Math.pow(one[1] - other[1], 2)
            + Math.pow(one[2] - other[2], 2));
  }

  /** Distance of a place from a path of straight pieces. */
  private static double fromPathM(double[] place, List<double[]> path) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int i = 1; i < path.size(); i++) {
      double[] from = path.get(i - 1);
      double along = 0;
      double square = 0;
      for (int axis = 0; axis < 3; axis++) {
        double piece = path.get(i)[axis] - from[axis];
        along += (place[axis] - from[axis]) * piece;
        square += piece * piece;
      }
      double share = square == 0 ? 0 : Math.max(0, Math.min(1, along / square));
      double[] foot = new double[3];
      for (int axis = 0; axis < 3; axis++) {
        foot[axis] = from[axis] + share * (path.get(i)[axis] - from[axis]);
      }
      nearest = Math.min(nearest, apartM(place, foot));
    }
    return nearest;
  }

  @Test
  void theImportedActionsGoTheRecordedWayAgainAtItsPace() throws IOException, SQLException {
    Scenario scenario = scenario();
    List<LeRobotRecording.Frame> frames = led(scenario, new Loop(4, 0.04));
    Imported imported = imported(scenario, new LeRobotRecording().with(frames));

    List<double[]> tools = replayed(scenario, imported.episode());
    assertThat(tools).hasSize((int) (LENGTH_S * 10) + 1);
    double goneM = 0;
    for (int step = 0; step < tools.size(); step++) {
      // three frames of a thirtieth of a second for each tenth
      double[] recorded = tool(frames.get(3 * step).state());
      assertThat(apartM(tools.get(step), recorded)).as("step %d", step).isLessThan(WITHIN_M);
      goneM = Math.max(goneM, apartM(tools.get(step), tools.get(0)));
    }
    assertThat(goneM).isGreaterThan(0.08);
    assertThat(imported.remarks())
        .contains("each episode counts as a success at its last frame")
        .contains("pictures observation.images.front are passed over")
        .doesNotContain("slower", "walls", "away from", "otherwise");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.5, 1})
  void aHandThatIsTooFastIsFollowedMoreSlowlyOnTheSameWay(double roundS)
      throws IOException, SQLException {
    Scenario scenario = scenario();
    List<LeRobotRecording.Frame> frames = led(scenario, new Loop(roundS, 0.04));
    Imported imported = imported(scenario, new LeRobotRecording().with(frames));

    List<double[]> way = frames.stream().map(frame -> tool(frame.state())).toList();
    for (double[] tool : replayed(scenario, imported.episode())) {
      assertThat(fromPathM(tool, way)).isLessThan(WITHIN_M);
    }
    assertThat(imported.steps()).hasSizeGreaterThan((int) (LENGTH_S * 10) + 10);
    assertThat(imported.remarks())
        .contains("steps go slower than recorded", "20 mm and 40% of the gripper");
  }

  @Test
  void anObservationIsWhatTheRobotSeesOnTheSameWay() throws IOException, SQLException {
    Scenario scenario = scenario("observation=[\"motion\",\"joints\",\"proprioception\"]");
    List<LeRobotRecording.Frame> frames = led(scenario, new Loop(4, 0.01));
    Episode episode = imported(scenario, new LeRobotRecording().with(frames)).episode();

    double speedsOff = 0;
    int steps = 0;
    try (Workcell world = SCENARIOS.open(scenario)) {
      world.environment().reset(SEED);
      for (RecordedStep step : episode.steps()) {
        StepResult result = world.environment().step(step.step().applied());
        List<Float> seen = new ArrayList<>();
        for (String group : scenario.observation().groups()) {
          for (float number : result.observation().numbers(group)) {
            seen.add(number);
          }
        }
        assertThat(step.next().shape().numbers()).isEqualTo(seen.size());
        for (int joint = 0; joint < 5; joint++) {
          speedsOff += Math.abs(step.next().number(joint) - seen.get(joint));
        }
        for (int i = 5; i < seen.size(); i++) {
          // the gripper stands last, and goes in whole steps
          float most = i < 8 ? 0.001f : i == seen.size() - 1 ? 0.21f : 0.02f;
          assertThat(step.next().number(i)).as("number %d", i).isCloseTo(seen.get(i), within(most));
        }
        steps++;
      }
    }
    // speeds are those between two frames
    assertThat(speedsOff / (5 * steps)).isLessThan(0.03);
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
      assertThat(opening).as("step %d", i).isCloseTo(asked, within(0.2 + 1e-6));
    }
    assertThat(opening).isZero();
    assertThat(imported.steps()).anyMatch(step -> step.applied().gripperClass() == 0);
    int last = imported.episode().steps().size() - 1;
    assertThat(imported.episode().steps().get(last).next().number(7))
        .isCloseTo((float) frames.get(frames.size() - 1).state()[5] / 100, within(1e-5f));
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
    assertThat(opening).isCloseTo(0, within(0.05 + 1e-9));
    assertThat(imported.remarks()).contains("steps go slower than recorded");
  }

  @Test
  void aTiltThatTheScenarioLocksIsLeftOutAndThePlacesKept() throws IOException, SQLException {
    Scenario scenario = scenario();
    List<LeRobotRecording.Frame> frames = led(scenario, new Loop(6, 0.04));
    for (int i = 0; i < frames.size(); i++) {
      double degrees = 20 * Math.sin(Math.PI * i / (frames.size() - 1.0));
      frames.get(i).action()[3] -= degrees;
      frames.get(i).state()[3] -= degrees;
    }
    Imported imported = imported(scenario, new LeRobotRecording().with(frames));

    List<double[]> tools = replayed(scenario, imported.episode());
    for (int step = 0; step < tools.size(); step++) {
      double[] recorded = tool(frames.get(3 * step).state());
      assertThat(apartM(tools.get(step), recorded)).as("step %d", step).isLessThan(WITHIN_M);
    }
    assertThat(imported.remarks()).contains("otherwise than the leader did, by up to ");
    assertThat(imported.steps())
        .allMatch(step -> step.applied().value(3) == 0 && step.applied().value(4) == 0);
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
            JointImport.Units.NORMALISED,
            Optional.of(calibration().toString()))
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
