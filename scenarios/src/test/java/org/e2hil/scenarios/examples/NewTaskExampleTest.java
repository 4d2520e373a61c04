package org.e2hil.scenarios.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.e2hil.agent.contract.ContractTests;
import org.e2hil.agent.env.EnvironmentContract;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.Workcell;
import org.e2hil.scenarios.cli.Called;
import org.e2hil.sim.SimulatedA1xProvider;
import org.e2hil.sim.SimulatedArmSettings;
import org.e2hil.sim.SimulatedSo101Provider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A task of another project is trained and tested as the paper's are. */
class NewTaskExampleTest {

  private static final String NAME = "touch-ball";

  @TempDir private static Path built;
  private static Example example;

  @TempDir private Path folder;
  private AutoCloseable plugin;

  @BeforeAll
  static void build() throws Exception {
    example = Example.build("new-task", built);
  }

  @BeforeEach
  void plugIn() {
    plugin = example.plugIn();
  }

  @AfterEach
  void unplug() throws Exception {
    plugin.close();
  }

  private record World(EnvironmentProvider robot) implements EnvironmentContract {

    @Override
    public Workcell open() {
      return open(OptionalInt.empty());
    }

    @Override
    public Workcell open(int horizon) {
      return open(OptionalInt.of(horizon));
    }

    private Workcell open(OptionalInt horizon) {
      return robot.open(
          new EnvironmentRequest(
              NAME,
              SimulatedArmSettings.defaults(),
              List.of(ObservationGroup.PROPRIOCEPTION, ObservationGroup.OBJECTS),
              Optional.empty(),
              horizon));
    }
  }

  @TestFactory
  Stream<DynamicNode> keepsTheContractOfAnEnvironmentOnBothArms() {
    return Stream.of(new SimulatedA1xProvider(), new SimulatedSo101Provider())
        .map(
            robot ->
                DynamicContainer.dynamicContainer(
                    robot.robot(),
                    ContractTests.quick(EnvironmentContract.class, new World(robot))));
  }

  @Test
  void isListedAndOfferedByEveryRobotThatHasAPlaceForIt() {
    assertThat(Called.e2hil("list").done().out())
        .containsPattern("touch-ball .*sim-a1x, sim-so101, a1x-emulated, so101-emulated");
  }

  @Test
  void isDoneByItsExpertOnEveryArmUnderRandomisationToo() {
    for (String randomisation : List.of("none", "default")) {
      String table =
          Called.e2hil(
                  "experts",
                  NAME,
                  "--episodes",
                  "5",
                  "--hands",
                  "expert",
                  "--randomisation",
                  randomisation)
              .done()
              .out();

      assertThat(table.lines().filter(line -> line.contains(NAME)))
          .hasSize(2)
          .allMatch(line -> line.contains("5 of 5"));
    }
  }

  @Test
  void itsTunableIsListedAndObeyed() {
    assertThat(Called.e2hil("list").done().out())
        .containsPattern("touch-ball +touchingM +0.01 +0.002 to 0.05 m");
    String scenario = example.file("touch-ball.json").toString();

    Called.e2hil("validate", scenario, "--set", "task.tunables.touchingM=0.02").done();
    Called.e2hil("validate", scenario, "--set", "task.tunables.touchM=0.02")
        .refused("touch-ball has no such tunable, the nearest is 'touchingM'");
  }

  @Test
  void isTrainedFromItsOwnScenario() {
    Path run = folder.resolve("run");

    Called.e2hil(
            "train",
            example.file("touch-ball.json").toString(),
            "--out",
            run.toString(),
            "--steps",
            "60",
            "--set",
            "training.demonstrations=2",
            "--set",
            "training.warmupSteps=20",
            "--set",
            "agent.hiddenSize=16",
            "--set",
            "agent.latentSize=16",
            "--set",
            "evaluation.episodes=2")
        .done();

    assertThat(run.resolve("policy.zip")).exists();
  }
}
