package org.e2hil.scenarios.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.e2hil.agent.contract.ContractTests;
import org.e2hil.agent.env.EnvironmentContract;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.Workcell;
import org.e2hil.scenarios.cli.Called;
import org.e2hil.sim.SimulatedArmSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A third arm, of seven joints and from another project, is trained and tested as ours are. */
class NewRobotExampleTest {

  @TempDir private static Path built;
  private static Example example;

  @TempDir private Path folder;
  private AutoCloseable plugin;

  @BeforeAll
  static void build() throws Exception {
    example = Example.build("new-robot", built);
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
              "reach-mark",
              SimulatedArmSettings.defaults(),
              List.of(ObservationGroup.PROPRIOCEPTION, ObservationGroup.OBJECTS),
              Optional.empty(),
              horizon));
    }
  }

  @TestFactory
  Stream<DynamicTest> keepsTheContractOfAnEnvironment() {
    EnvironmentProvider seven =
        ServiceLoader.load(EnvironmentProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(robot -> robot.robot().equals("sim-seven"))
            .findFirst()
            .orElseThrow();
    return ContractTests.quick(EnvironmentContract.class, new World(seven));
  }

  @Test
  void doesItsTaskByTheCommonExpertUnderRandomisationToo() {
    for (String randomisation : List.of("none", "default")) {
      String table =
          Called.e2hil(
                  "experts",
                  "reach-mark",
                  "--episodes",
                  "5",
                  "--hands",
                  "expert",
                  "--randomisation",
                  randomisation)
              .done()
              .out();

      assertThat(table).containsPattern("reach-mark +sim-seven +5 of 5");
    }
  }

  @Test
  void isTrainedFromItsOwnScenario() {
    Path run = folder.resolve("run");

    Called.e2hil(
            "train",
            example.file("reach-mark.json").toString(),
            "--out",
            run.toString(),
            "--steps",
            "120",
            "--set",
            "training.demonstrations=2",
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
