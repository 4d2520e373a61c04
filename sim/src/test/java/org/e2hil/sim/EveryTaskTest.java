package org.e2hil.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Stream;
import org.e2hil.agent.contract.ContractTests;
import org.e2hil.agent.env.EnvironmentContract;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.EnvironmentSpec;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.robot.TaskSpec;
import org.e2hil.agent.task.PaperTasks;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every task of every simulated robot, also one that nobody has written yet. */
class EveryTaskTest {

  private static List<EnvironmentProvider> providers() {
    return ServiceLoader.load(EnvironmentProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /** A task of a robot, opened with the robot's default settings. */
  private record World(EnvironmentProvider provider, String task) implements EnvironmentContract {

    @Override
    public Workcell open() {
      return open(OptionalInt.empty());
    }

    @Override
    public Workcell open(int horizon) {
      return open(OptionalInt.of(horizon));
    }

    private Workcell open(OptionalInt horizon) {
      return provider.open(request(provider, task, ObservationGroup.OBJECTS, horizon));
    }
  }

  private static EnvironmentRequest request(
      EnvironmentProvider provider, String task, String group, OptionalInt horizon) {
    return new EnvironmentRequest(
        task,
        defaults(provider.settingsType()),
        List.of(ObservationGroup.PROPRIOCEPTION, group),
        Optional.empty(),
        horizon);
  }

  private static Record defaults(Class<? extends Record> settings) {
    try {
      return (Record) settings.getMethod("defaults").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(settings + " needs a static method defaults()", e);
    }
  }

  private static Stream<DynamicNode> everyWorld(Function<World, Stream<DynamicTest>> tests) {
    return providers().stream()
        .flatMap(provider -> provider.tasks().stream().map(task -> new World(provider, task)))
        .map(
            world ->
                dynamicContainer(
                    world.provider().robot() + " " + world.task(), tests.apply(world)));
  }

  @TestFactory
  Stream<DynamicNode> keepsTheContractOfAnEnvironment() {
    return everyWorld(world -> ContractTests.quick(EnvironmentContract.class, world));
  }

  @TestFactory
  @Tag("slow")
  Stream<DynamicNode> keepsTheLongPartOfTheContract() {
    return everyWorld(world -> ContractTests.slow(EnvironmentContract.class, world));
  }

  @TestFactory
  Stream<DynamicNode> isWhatTheRegistryAndItsRowSay() {
    return everyWorld(
        world ->
            Stream.of(
                DynamicTest.dynamicTest(
                    "specification",
                    () -> {
                      TaskSpec row =
                          SimulatedTasks.specs().stream()
                              .filter(spec -> spec.name().equals(world.task()))
                              .findFirst()
                              .orElseThrow();
                      try (Workcell cell = world.open()) {
                        EnvironmentSpec spec = cell.environment().spec();
                        assertThat(spec.task()).isEqualTo(row.name());
                        assertThat(spec.robot()).isEqualTo(world.provider().robot());
                        assertThat(spec.horizon()).isEqualTo(row.horizon());
                        assertThat(spec.controlHz()).isEqualTo(row.controlHz());
                        assertThat(spec.actionScale()).isEqualTo(row.actionScale());
                        assertThat(spec.group(ObservationGroup.OBJECTS).privileged()).isTrue();
                        assertThat(cell.expert()).isPresent();
                      }
                    })));
  }

  @Test
  void theSimulatedA1xIsFoundAndOffersPickBanana() {
    assertThat(providers())
        .anySatisfy(
            provider -> {
              assertThat(provider.robot()).isEqualTo("sim-a1x");
              assertThat(provider.tasks()).contains("pick-banana");
              assertThat(provider.summary()).isNotBlank();
            });
  }

  @Test
  void theSimulatedSo101OffersWhatTheA1xOffers() {
    assertThat(new SimulatedSo101Provider().tasks())
        .containsAll(PaperTasks.all().stream().map(task -> task.spec().name()).toList())
        .isEqualTo(new SimulatedA1xProvider().tasks());
  }

  @Test
  void whatIsNotThereIsRefusedWithTheNamesOfWhatIs() {
    for (EnvironmentProvider provider : providers()) {
      assertThatThrownBy(
              () ->
                  provider.open(
                      request(
                          provider, "pick-mango", ObservationGroup.OBJECTS, OptionalInt.empty())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("pick-mango")
          .hasMessageContaining("pick-banana");
      assertThatThrownBy(
              () -> provider.open(request(provider, "pick-banana", "smell", OptionalInt.empty())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("smell")
          .hasMessageContaining(ObservationGroup.OBJECTS);
    }
  }
}
