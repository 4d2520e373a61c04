package org.e2hil.scenarios.emulated;

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
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** A world between whose control step and physics lies a real driver is a world like any other. */
class EmulatedRobotsContractTest {

  private record World(EnvironmentProvider provider, Record settings)
      implements EnvironmentContract {

    @Override
    public Workcell open() {
      return open(OptionalInt.empty());
    }

    @Override
    public Workcell open(int horizon) {
      return open(OptionalInt.of(horizon));
    }

    private Workcell open(OptionalInt horizon) {
      return provider.open(
          new EnvironmentRequest(
              "pick-banana",
              settings,
              List.of(ObservationGroup.PROPRIOCEPTION, ObservationGroup.OBJECTS),
              Optional.empty(),
              horizon));
    }
  }

  @TestFactory
  Stream<DynamicContainer> everyEmulatedRobotKeepsTheContract() {
    return Stream.of(
            new World(new EmulatedA1xProvider(), EmulatedA1xSettings.defaults()),
            new World(new EmulatedSo101Provider(), EmulatedSo101Settings.defaults()))
        .map(
            world ->
                DynamicContainer.dynamicContainer(
                    world.provider().robot(),
                    ContractTests.quick(EnvironmentContract.class, world)));
  }
}
