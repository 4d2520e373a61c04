package com.example.citests;

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
import org.e2hil.sim.SimulatedArmSettings;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A task and an arm of one's own keep what every world must keep. */
class OwnWorldsTest {

  @TestFactory
  Stream<DynamicTest> ourTaskKeepsTheContract() {
    return ContractTests.quick(EnvironmentContract.class, new World("sim-a1x", "touch-ball"));
  }

  @TestFactory
  Stream<DynamicTest> ourArmKeepsTheContract() {
    return ContractTests.quick(EnvironmentContract.class, new World("sim-seven", "reach-mark"));
  }

  private record World(String robot, String task) implements EnvironmentContract {

    @Override
    public Workcell open() {
      return open(OptionalInt.empty());
    }

    @Override
    public Workcell open(int horizon) {
      return open(OptionalInt.of(horizon));
    }

    private Workcell open(OptionalInt horizon) {
      EnvironmentProvider provider =
          ServiceLoader.load(EnvironmentProvider.class).stream()
              .map(ServiceLoader.Provider::get)
              .filter(each -> each.robot().equals(robot))
              .findFirst()
              .orElseThrow();
      return provider.open(
          new EnvironmentRequest(
              task,
              SimulatedArmSettings.defaults(),
              List.of(ObservationGroup.PROPRIOCEPTION, ObservationGroup.OBJECTS),
              Optional.empty(),
              horizon));
    }
  }
}
