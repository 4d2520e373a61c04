package org.e2hil.scenarios.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.e2hil.agent.training.ActionMode;
import org.e2hil.agent.training.EvaluationRecord;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.report.Provenance;
import org.e2hil.scenarios.report.RecordingException;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.Summary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainedPolicyTest {

  private final Scenarios scenarios = Scenarios.discover();

  @TempDir private Path runs;

  private Scenario banana() {
    return scenarios.read("pick-banana", List.of());
  }

  /** As much of a run as is looked at. */
  private RunDirectory run(String name, String robot, long seed, Optional<Summary.Rate> success)
      throws IOException {
    RunDirectory run =
        RunDirectory.create(runs.resolve("%s-%s-seed%d".formatted(name, robot, seed)));
    RunDirectory.write(run.scenario(), "{}");
    Files.write(run.checkpoint(), new byte[1]);
    new Summary(
            name,
            "pick-banana",
            robot,
            List.of(seed),
            success.isPresent(),
            100,
            100,
            1,
            0,
            10,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            new Summary.UnaidedSuccess(Optional.empty(), success),
            new Summary.TrainingSuccess(0, 0, 0, OptionalInt.empty()),
            Optional.empty(),
            Provenance.current())
        .write(run);
    return run;
  }

  private static Optional<Summary.Rate> successes(int of20) {
    return Optional.of(
        Summary.rate(new EvaluationRecord(100, ActionMode.MEAN, 20, of20, 30, true)));
  }

  @Test
  void ofSeveralRunsTheBestPolicyIsShownAndOfEqualOnesThatOfTheLowestSeed() throws IOException {
    run("pick-banana", "sim-a1x", 1, Optional.empty());
    assertThat(TrainedPolicy.find(scenarios, runs, banana()))
        .hasValueSatisfying(run -> assertThat(run.path()).endsWithRaw(Path.of(name(1))));

    run("pick-banana", "sim-a1x", 10, successes(18));
    run("pick-banana", "sim-a1x", 9, successes(18));
    run("pick-banana", "sim-a1x", 2, successes(17));

    assertThat(TrainedPolicy.find(scenarios, runs, banana()))
        .hasValueSatisfying(run -> assertThat(run.path()).endsWithRaw(Path.of(name(9))));
    assertThat(TrainedPolicy.find(scenarios, runs.resolve(name(2)), banana())).isPresent();
  }

  private static String name(long seed) {
    return "pick-banana-sim-a1x-seed" + seed;
  }

  @Test
  void anotherScenarioAnotherArmAndARunWithoutACheckpointDoNotFit() throws IOException {
    run("pick-banana-hil-serl", "sim-a1x", 1, successes(20));
    run("pick-banana", "sim-so101", 1, successes(20));
    Files.delete(run("pick-banana", "sim-a1x", 1, successes(20)).checkpoint());
    Files.createDirectory(runs.resolve("no run at all"));

    assertThat(TrainedPolicy.find(scenarios, runs, banana())).isEmpty();
    Scenario withTheOtherArm =
        scenarios.read("pick-banana", List.of(new Assignment("robot.type", "so101-emulated")));
    assertThat(TrainedPolicy.find(scenarios, runs, withTheOtherArm)).isPresent();
  }

  @Test
  void aRunWhoseNameHasTheVariationOfItsArmIsOneOfTheScenario() throws IOException {
    run("pick-banana+so101", "sim-so101", 1, successes(20));
    run("pick-banana+hil-serl", "sim-so101", 2, successes(20));
    Scenario withTheOtherArm =
        scenarios.read("pick-banana", List.of(new Assignment("robot.type", "sim-so101")));

    assertThat(TrainedPolicy.find(scenarios, runs, withTheOtherArm))
        .hasValueSatisfying(
            run -> assertThat(run.path().toString()).endsWith("pick-banana+so101-sim-so101-seed1"));
    assertThat(TrainedPolicy.find(scenarios, runs, banana())).isEmpty();
  }

  @Test
  void aDirectoryThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> TrainedPolicy.find(scenarios, runs.resolve("nowhere"), banana()))
        .isInstanceOf(RecordingException.class)
        .hasMessageStartingWith("cannot look for runs in ")
        .hasMessageContaining("nowhere");
  }
}
