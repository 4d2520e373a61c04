package org.e2hil.scenarios.joints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.e2hil.scenarios.joints.ImportedWay.LENGTH_S;
import static org.e2hil.scenarios.joints.ImportedWay.SCENARIOS;
import static org.e2hil.scenarios.joints.ImportedWay.apartM;
import static org.e2hil.scenarios.joints.ImportedWay.fromPathM;
import static org.e2hil.scenarios.joints.ImportedWay.led;
import static org.e2hil.scenarios.joints.ImportedWay.replayed;
import static org.e2hil.scenarios.joints.ImportedWay.scenario;
import static org.e2hil.scenarios.joints.ImportedWay.tool;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.training.Episode;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.joints.ImportedWay.Imported;
import org.e2hil.scenarios.joints.ImportedWay.Loop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A simulated SO-101 follows a leader, is recorded as LeRobot does, and goes the same way again
 * when it is given the imported actions, one after the other, with nobody looking.
 */
class ReplayedImportTest {

  private static final double WITHIN_M = 0.005;

  @TempDir private Path folder;

  private Imported imported(Scenario scenario, LeRobotRecording recording)
      throws IOException, SQLException {
    return ImportedWay.imported(folder, scenario, recording);
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
      world.environment().reset(ImportedWay.SEED);
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
          float most = i < 8 ? 0.001f : i == seen.size() - 1 ? 0.25f : 0.02f;
          assertThat(step.next().number(i)).as("number %d", i).isCloseTo(seen.get(i), within(most));
        }
        steps++;
      }
    }
    // speeds are those between two frames
    assertThat(speedsOff / (5 * steps)).isLessThan(0.03);
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
}
