package org.e2hil.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.e2hil.agent.contract.ContractTests;
import org.e2hil.agent.env.EnvironmentContract;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.Workcell;
import org.e2hil.sim.mujoco.Renderer;
import org.e2hil.sim.scene.Scene;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every task of every simulated robot as a policy sees it that has cameras and no simulator. */
class EveryPictureTest {

  /**
   * What the contract asks of observations, and of worlds that must not see each other's; the rest
   * of it is the same with any view, and is asked where there is time.
   */
  private static final Set<String> ABOUT_OBSERVATIONS =
      Set.of(
          "whatEveryRobotKnowsComesFirstAndIsNoPrivilege",
          "everyObservationHoldsWhatTheSpecificationSays",
          "anObservationSharesNoMemoryWithTheWorldOrWithItsReader",
          "theSameSeedAndActionsGiveTheSameEpisodeBitForBit",
          "otherEpisodesInBetweenChangeNothing",
          "twoWorldsAtATimeDoNotDisturbEachOther",
          "differentSeedsBeginDifferently",
          "closingTwiceDoesNothingAndAClosedWorldRefusesEverything",
          "theTimeLimitTruncatesAndDoesNotTerminate");

  @BeforeAll
  static void onlyWithGraphics() {
    assumeTrue(Renderer.probe().available(), "there is no off-screen graphics here");
  }

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
      return provider.open(
          new EnvironmentRequest(
              task,
              SimulatedArmSettings.defaults(),
              List.of(ObservationGroup.PROPRIOCEPTION, "wrist", "side"),
              Optional.empty(),
              horizon));
    }

    @Override
    public String toString() {
      return provider.robot() + " " + task;
    }
  }

  private static Stream<World> worlds() {
    return ServiceLoader.load(EnvironmentProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.settingsType() == SimulatedArmSettings.class)
        .flatMap(provider -> provider.tasks().stream().map(task -> new World(provider, task)));
  }

  @Test
  void whatTheContractSaysOfObservationsStandsThereByThoseNames() {
    assertThat(Stream.of(EnvironmentContract.class.getMethods()).map(Method::getName))
        .containsAll(ABOUT_OBSERVATIONS);
  }

  @TestFactory
  Stream<DynamicNode> keepsWhatTheContractSaysOfObservations() {
    return worlds()
        .map(
            world ->
                dynamicContainer(
                    world.toString(),
                    ContractTests.quick(EnvironmentContract.class, world)
                        .filter(test -> ABOUT_OBSERVATIONS.contains(test.getDisplayName()))));
  }

  @TestFactory
  @Tag("slow")
  Stream<DynamicNode> keepsTheWholeContract() {
    return worlds()
        .map(
            world ->
                dynamicContainer(
                    world.toString(), ContractTests.quick(EnvironmentContract.class, world)));
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void picturesAre128By128ByThreeAndNothingIsAPrivilege(World world) {
    try (Workcell workcell = world.open()) {
      for (ObservationGroup group : workcell.environment().spec().groups()) {
        assertThat(group.privileged()).as(group.name()).isFalse();
      }
      Observation seen = workcell.environment().reset(1);
      assertThat(seen.numberGroups()).containsExactlyElementsOf(ObservationGroup.OF_EVERY_ROBOT);
      assertThat(seen.pictureGroups()).containsExactly("wrist", "side");
      for (String camera : seen.pictureGroups()) {
        assertThat(workcell.environment().spec().group(camera).shape())
            .containsExactly(Scene.PICTURE_PIXELS, Scene.PICTURE_PIXELS, 3);
        assertThat(seen.picture(camera).remaining()).isEqualTo(128 * 128 * 3);
        assertThat(coloursOf(seen, camera)).as("colours that %s sees", camera).isGreaterThan(20);
      }
    }
  }

  private static long coloursOf(Observation seen, String camera) {
    var rgb = seen.picture(camera);
    return Stream.iterate(0, at -> at + 3)
        .limit(128 * 128)
        .map(at -> List.of(rgb.get(at), rgb.get(at + 1), rgb.get(at + 2)))
        .distinct()
        .count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pick-banana", "toast-bread", "open-toaster", "fold-towel"})
  void whatAnEmptyHandFeelsDoesNotSayWhereThingsLie(String task) {
    World world = worlds().filter(w -> w.task().equals(task)).findFirst().orElseThrow();
    try (Workcell workcell = world.open()) {
      float[] here = workcell.environment().reset(1).numbers(ObservationGroup.PROPRIOCEPTION);
      float[] elsewhere = workcell.environment().reset(2).numbers(ObservationGroup.PROPRIOCEPTION);

      assertThat(elsewhere).containsExactly(here, within(1e-6f));
    }
  }
}
