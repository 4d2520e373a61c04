package org.e2hil.scenarios.joints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
import org.e2hil.dataset.PictureSpec;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;

/** A path that a simulated arm was led along, what was imported of it, and where that leads. */
final class ImportedWay {

  static final Scenarios SCENARIOS = Scenarios.discover();

  static final double LENGTH_S = 6;

  static final long SEED = 7;

  private ImportedWay() {}

  /**
   * A loop in the air, during which the gripper closes.
   *
   * @param roundS seconds for one round
   * @param highM how far above the start it is
   */
  record Loop(double roundS, double highM) implements SimulatedLeader.Path {

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

  /** Leads the arm along a loop. */
  static List<LeRobotRecording.Frame> led(Scenario scenario, Loop loop) {
    return SimulatedLeader.lead(SCENARIOS, scenario, SEED, loop, LENGTH_S);
  }

  /** A policy that sees its own hand alone picks with the simulated arm. */
  static Scenario scenario(String... more) {
    List<Assignment> assignments =
        Stream.concat(
                Stream.of("robot.type=sim-so101", "observation=[\"proprioception\"]"),
                Stream.of(more))
            .map(Assignment::parse)
            .toList();
    return SCENARIOS.read("pick-banana", assignments);
  }

  /** What was imported, and what was said of it. */
  record Imported(Episode episode, String remarks) {

    List<ControlStep> steps() {
      return episode.steps().stream().map(RecordedStep::step).toList();
    }
  }

  static JointImport.How how(JointImport.Units units, Optional<String> calibration) {
    return new JointImport.How(units, calibration, Map.of(), PictureSpec.Format.AV1);
  }

  /** Imports the one episode of a recording, and checks the dataset. */
  static Imported imported(Path folder, Scenario scenario, LeRobotRecording recording)
      throws IOException, SQLException {
    Path from = recording.to(folder.resolve("recorded"));
    Path out = folder.resolve("imported");
    JointImport.Written written =
        JointImport.of(SCENARIOS, scenario, how(JointImport.Units.DEGREES, Optional.empty()))
            .write(from, out);
    assertThat(written.episodes()).isEqualTo(1);
    assertThat(DatasetCheck.of(out)).isEmpty();
    return new Imported(Dataset.open(out).read(1).get(0), String.join("\n", written.remarks()));
  }

  /** Tool points of the robot that does these actions, from the start on. */
  static List<double[]> replayed(Scenario scenario, Episode episode) {
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

  static double[] tool(float[] proprioception) {
    return new double[] {proprioception[0], proprioception[1], proprioception[2]};
  }

  static double[] tool(RecordedObservation seen) {
    return new double[] {seen.number(0), seen.number(1), seen.number(2)};
  }

  /** Where the tool is at recorded degrees. */
  static double[] tool(double[] degrees) {
    double[] rad = new double[5];
    for (int i = 0; i < rad.length; i++) {
      rad[i] = Math.toRadians(degrees[i]);
    }
    ToolPose pose = new ToolPose();
    new Kinematics(Arms.so101()).forward(rad, pose);
    return pose.positionM();
  }

  static double apartM(double[] one, double[] other) {
    return Math.sqrt(
        Math.pow(one[0] - other[0], 2)
            + Math.pow(one[1] - other[1], 2)
            + Math.pow(one[2] - other[2], 2));
  }

  /** Distance of a place from a path of straight pieces. */
  static double fromPathM(double[] place, List<double[]> path) {
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
}
