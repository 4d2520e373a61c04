package org.e2hil.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.robot.TaskSpec;
import org.e2hil.sim.mujoco.Renderer;
import org.e2hil.sim.randomisation.Randomisation;
import org.e2hil.sim.randomisation.Randomisation.Look;
import org.e2hil.sim.randomisation.Randomisation.Physics;
import org.e2hil.sim.randomisation.Randomisation.Sensing;
import org.e2hil.sim.randomisation.Randomisation.Things;
import org.e2hil.sim.randomisation.Span;
import org.e2hil.sim.scene.Scene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every task with the randomisation that the preset {@code default} has. */
class RandomisedWorldTest {

  private static final Randomisation NONE = Randomisation.NONE;
  private static final Randomisation ALL = Randomisation.DEFAULT;

  /** The beginnings of the names of the numbers, and the spans that they are drawn from. */
  private static final Map<String, Optional<Span>> SPANS = spans();

  private static Map<String, Optional<Span>> spans() {
    Physics physics = ALL.physics();
    Sensing sensing = ALL.sensing();
    Things things = ALL.things();
    Look look = ALL.look();
    Map<String, Optional<Span>> spans = new LinkedHashMap<>();
    spans.put("friction_factor", physics.friction());
    spans.put("mass_factor.", physics.mass());
    spans.put("servo_gain_factor.", physics.servoGain());
    spans.put("joint_damping_factor.", physics.jointDamping());
    spans.put("delay_s", sensing.delayS());
    spans.put("joint_offset_rad.", sensing.jointOffsetRad());
    spans.put("tool_noise_m", sensing.toolNoiseM());
    spans.put("grasp_m.", things.graspM());
    spans.put("grasp_rad", things.graspRad());
    spans.put("clearance_m", things.clearanceM());
    spans.put("button_n", things.buttonN());
    spans.put("cook_s", things.cookS());
    spans.put("wear_n", things.wearN());
    spans.put("towel_kg", things.towelKg());
    spans.put("camera_m.", look.cameraM());
    spans.put("camera_rad.", look.cameraRad());
    spans.put("field_of_view_factor.", look.fieldOfView());
    spans.put("light_m.", look.lightM());
    spans.put("light_intensity_factor.", look.lightIntensity());
    spans.put("tint_factor.", look.tint());
    spans.put("table_squares", Optional.of(new Span(1, 16)));
    spans.put("table_brightness.", look.table());
    return spans;
  }

  private static Stream<String> tasks() {
    return SimulatedTasks.specs().stream().map(TaskSpec::name);
  }

  private static SimulatedWorkcell.Parts open(
      String task, Randomisation randomisation, String... groups) {
    List<String> all = new ArrayList<>(List.of(ObservationGroup.PROPRIOCEPTION));
    all.addAll(List.of(groups));
    return new SimulatedA1xProvider()
        .assemble(
            new EnvironmentRequest(
                task,
                SimulatedArmSettings.defaults().withRandomisation(randomisation),
                all,
                Optional.empty(),
                OptionalInt.empty()));
  }

  private static List<Observation> episode(Environment environment, long seed) {
    List<Observation> seen = new ArrayList<>(List.of(environment.reset(seed)));
    for (int i = 0; i < 8; i++) {
      seen.add(environment.step(Action.of(0.5, i % 2, -0.5, 0, 0, 0.2, 0)).observation());
    }
    return seen;
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void everyNumberIsDrawnFromItsSpanAndTheNamesNeverChange(String task) {
    try (var world = open(task, ALL, ObservationGroup.OBJECTS).workcell()) {
      world.environment().reset(0);
      List<String> names = List.copyOf(world.environment().episodeParameters().keySet());
      for (long seed = 0; seed < 5; seed++) {
        world.environment().reset(seed);
        Map<String, Double> drawn = world.environment().episodeParameters();
        assertThat(drawn.keySet()).containsExactlyElementsOf(names).contains("friction_factor");
        drawn.forEach(
            (name, value) ->
                assertThat(value).as(name).isBetween(spanOf(name).low(), spanOf(name).high()));
      }
    }
  }

  private static Span spanOf(String name) {
    return SPANS.entrySet().stream()
        .filter(entry -> name.startsWith(entry.getKey()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no span is known for " + name))
        .getValue()
        .orElseThrow();
  }

  @Test
  void everySpanOfThePresetIsDrawnBySomeTask() {
    List<String> drawn = new ArrayList<>();
    tasks()
        .forEach(
            task -> {
              try (var world = open(task, ALL).workcell()) {
                world.environment().reset(0);
                drawn.addAll(world.environment().episodeParameters().keySet());
              }
            });

    assertThat(SPANS.keySet())
        .allSatisfy(name -> assertThat(drawn).anyMatch(full -> full.startsWith(name)));
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void anEpisodeDependsOnItsSeedAlone(String task) {
    try (var one = open(task, ALL, ObservationGroup.OBJECTS).workcell();
        var other = open(task, ALL, ObservationGroup.OBJECTS).workcell()) {
      List<Observation> first = episode(one.environment(), 3);
      Map<String, Double> drawn = one.environment().episodeParameters();
      episode(one.environment(), 4);
      assertThat(one.environment().episodeParameters()).isNotEqualTo(drawn);

      assertThat(episode(one.environment(), 3)).isEqualTo(first);
      assertThat(episode(other.environment(), 3)).isEqualTo(first);
      assertThat(one.environment().episodeParameters()).isEqualTo(drawn);
    }
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void theWorldAsBuiltDrawsNothingAndIsWhatItIsWithoutTheSetting(String task) {
    try (var plain =
            new SimulatedA1xProvider()
                .open(
                    new EnvironmentRequest(
                        task,
                        SimulatedArmSettings.defaults(),
                        List.of(ObservationGroup.PROPRIOCEPTION, ObservationGroup.OBJECTS),
                        Optional.empty(),
                        OptionalInt.empty()));
        var none = open(task, NONE, ObservationGroup.OBJECTS).workcell()) {
      assertThat(episode(none.environment(), 5)).isEqualTo(episode(plain.environment(), 5));
      assertThat(none.environment().episodeParameters()).isEmpty();
    }
  }

  @Test
  void massesAndGainsAreThoseThatAreReported() {
    var parts = open("block-insertion", ALL);
    var built = open("block-insertion", NONE);
    try (var world = parts.workcell();
        var unchanged = built.workcell()) {
      unchanged.environment().reset(0);
      for (long seed = 0; seed < 3; seed++) {
        world.environment().reset(seed);
        Map<String, Double> drawn = world.environment().episodeParameters();
        Scene scene = parts.scene();
        int block = scene.model().body("block");
        int servo = scene.model().actuator("arm_joint2");

        assertThat(mass(scene, block))
            .isEqualTo(drawn.get("mass_factor.block") * mass(built.scene(), block));
        assertThat(gain(scene, servo))
            .isEqualTo(drawn.get("servo_gain_factor.arm_joint2") * gain(built.scene(), servo));
        assertThat(slotWidthM(scene) - 0.024).isCloseTo(drawn.get("clearance_m"), within(1e-12));
      }
    }
  }

  private static double mass(Scene scene, int body) {
    return scene.model().parameters().bodyMass().get(body);
  }

  private static double gain(Scene scene, int servo) {
    return scene.model().parameters().actuatorGainprm().get(servo, 0);
  }

  /** Between the inner faces of the two walls that bound the slot along x. */
  private static double slotWidthM(Scene scene) {
    int slot = scene.model().body("slot");
    double low = Double.NEGATIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    var positions = scene.model().parameters().geomPos();
    var sizes = scene.model().parameters().geomSize();
    for (int geom = 0; geom < positions.rows(); geom++) {
      if (scene.model().geomBody(geom) == slot) {
        double x = positions.get(geom, 0);
        if (x > 0.001) {
          high = Math.min(high, x - sizes.get(geom, 0));
        } else if (x < -0.001) {
          low = Math.max(low, x + sizes.get(geom, 0));
        }
      }
    }
    return high - low;
  }

  @Test
  void aCommandTakesEffectAsLateAsWasDrawn() {
    Sensing late = new Sensing(Optional.of(new Span(0.1, 0.1)), Optional.empty(), Optional.empty());
    Randomisation delayed = new Randomisation(NONE.physics(), late, NONE.things(), NONE.look());
    Action up = Action.of(0, 0, 1, 0, 0, 0, 0);
    try (var prompt = open("pick-banana", NONE).workcell();
        var world = open("pick-banana", delayed).workcell()) {
      float start = heightM(prompt.environment().reset(1));
      float early = heightM(prompt.environment().step(up).observation());
      world.environment().reset(1);
      float still = heightM(world.environment().step(up).observation());
      float then = heightM(world.environment().step(Action.hold()).observation());

      assertThat(early - start).isGreaterThan(0.005f);
      assertThat(still).isCloseTo(start, within(1e-4f));
      assertThat(then).isCloseTo(early, within(1e-4f));
    }
  }

  private static float heightM(Observation seen) {
    return seen.numbers(ObservationGroup.PROPRIOCEPTION)[2];
  }

  @Test
  void encodersThatAreOffShowWhereTheToolIsNot() {
    Sensing off = new Sensing(Optional.empty(), ALL.sensing().jointOffsetRad(), Optional.empty());
    Randomisation misread = new Randomisation(NONE.physics(), off, NONE.things(), NONE.look());
    var built = open("pick-banana", NONE);
    var parts = open("pick-banana", misread);
    try (var straight = built.workcell();
        var world = parts.workcell()) {
      float[] believed = world.environment().reset(1).numbers(ObservationGroup.PROPRIOCEPTION);
      float[] right = straight.environment().reset(1).numbers(ObservationGroup.PROPRIOCEPTION);
      double apart = 0;
      for (int axis = 0; axis < 3; axis++) {
        assertThat(believed[axis]).isCloseTo(right[axis], within(2e-3f));
        apart = Math.max(apart, Math.abs(believed[axis] - parts.scene().toolM(axis)));
      }

      assertThat(apart).isBetween(0.0005, 0.02);
    }
  }

  @Test
  void theLooksChangePicturesAndNothingElse() {
    assumeTrue(Renderer.probe().available(), "there is no off-screen graphics here");
    Randomisation looks =
        new Randomisation(NONE.physics(), NONE.sensing(), NONE.things(), ALL.look());
    String[] groups = {ObservationGroup.OBJECTS, "wrist", "side"};
    try (var plain = open("pick-banana", NONE, groups).workcell();
        var world = open("pick-banana", looks, groups).workcell()) {
      Observation built = plain.environment().reset(1);
      Observation seen = world.environment().reset(1);
      Observation other = world.environment().reset(2);
      Observation again = world.environment().reset(1);

      assertThat(seen.numbers(ObservationGroup.PROPRIOCEPTION))
          .isEqualTo(built.numbers(ObservationGroup.PROPRIOCEPTION));
      assertThat(seen.numbers(ObservationGroup.OBJECTS))
          .isEqualTo(built.numbers(ObservationGroup.OBJECTS));
      for (String camera : List.of("wrist", "side")) {
        assertThat(seen.picture(camera)).isNotEqualTo(built.picture(camera));
        assertThat(seen.picture(camera)).isNotEqualTo(other.picture(camera));
      }
      assertThat(again).isEqualTo(seen);
    }
  }
}
