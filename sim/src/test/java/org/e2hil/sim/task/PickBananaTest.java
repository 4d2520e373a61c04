package org.e2hil.sim.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.CartesianController;
import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.agent.robot.RobotEnvironment;
import org.e2hil.agent.robot.SafetyGate;
import org.e2hil.agent.robot.TaskSpec;
import org.e2hil.sim.arm.SimulatedArm;
import org.e2hil.sim.expert.Demonstrator;
import org.e2hil.sim.expert.PickBananaExpert;
import org.e2hil.sim.scene.Scene;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What counts as a picked banana, and what does not. */
class PickBananaTest {

  private static final TaskSpec SPEC = PickBanana.SPEC;
  private static final List<String> FRUITS = List.of("banana", "apple", "orange", "lemon");

  private final TaskBench<PickBanana> bench = new TaskBench<>("pick-banana", PickBanana::new);
  private final Scene scene = bench.scene;
  private final PickBanana task = bench.task;
  private final CartesianController controller =
      new CartesianController(Arms.a1x(), ControllerConfig.a1x(), SPEC.actionScale());

  @AfterEach
  void close() {
    bench.close();
  }

  private JointCommand settle(long seed) {
    bench.place(seed);
    double[] start = bench.toolAt(0.28, 0, 0.17);
    scene.poseGripper(1);
    scene.data().forward();
    for (int tick = 0; tick < 30; tick++) {
      scene.tick();
    }
    task.settled();
    return new JointCommand(start, 1);
  }

  /** Lets the expert pick while something may happen before each look of the judge. */
  private List<EpisodeEnd> pick(Runnable beforeLook) {
    RobotEnvironment environment =
        new RobotEnvironment(
            "sim-a1x",
            SPEC.withHorizon(120),
            new SimulatedArm(scene, task::tick),
            controller,
            new SafetyGate(ControllerConfig.a1x().workspace(), SPEC.actionScale()),
            () -> {
              beforeLook.run();
              return task.judge();
            },
            this::settle,
            List.of());
    environment.reset(3);
    Expert expert =
        new PickBananaExpert(task, new Demonstrator(scene, controller, SPEC.actionScale()));
    expert.begin(SeededRandom.of(3, "hand"), 0);
    List<EpisodeEnd> episodeEnds = new ArrayList<>();
    while (episodeEnds.isEmpty() || !episodeEnds.get(episodeEnds.size() - 1).isEnd()) {
      episodeEnds.add(environment.step(expert.act()).episodeEnd());
    }
    return episodeEnds;
  }

  private void put(String fruit, double xM, double yM, double zM) {
    scene.placeFree(scene.model().body(fruit), xM, yM, zM, 0);
  }

  @Test
  void aBananaThatIsHeldHighForHalfASecondIsPicked() {
    List<Boolean> high = new ArrayList<>();
    List<EpisodeEnd> episodeEnds = pick(() -> high.add(task.isHeld() && task.liftedM() > 0.08));

    assertThat(episodeEnds.get(episodeEnds.size() - 1)).isEqualTo(EpisodeEnd.success());
    int periods = high.size();
    assertThat(high.subList(periods - 5, periods)).containsOnly(true);
    assertThat(high.get(periods - 6)).isFalse();
  }

  @Test
  void aBananaInTheAirThatNobodyHoldsIsNotPicked() {
    settle(1);
    for (int period = 0; period < 20; period++) {
      put("banana", 0.3, 0, 0.3);
      scene.data().forward();

      assertThat(task.liftedM()).isGreaterThan(0.2);
      assertThat(task.isHeld()).isFalse();
      assertThat(task.judge()).isEqualTo(EpisodeEnd.none());
    }
  }

  @Test
  void anotherFruitInTheAirSpoilsThePick() {
    for (String fruit : FRUITS.subList(1, 4)) {
      List<EpisodeEnd> episodeEnds =
          pick(
              () -> {
                // far from the arm, as if it had been lifted along
                put(fruit, 0.3, 0.35, 0.30);
                scene.data().forward();
              });

      assertThat(episodeEnds.get(episodeEnds.size() - 1))
          .as(fruit)
          .isEqualTo(EpisodeEnd.timeLimit());
    }
  }

  @Test
  void aBananaThatSlipsBeforeTheHalfSecondIsOverBeginsAgain() {
    int[] held = {0};
    List<EpisodeEnd> episodeEnds =
        pick(
            () -> {
              if (task.isHeld() && task.liftedM() > 0.08 && ++held[0] == 4) {
                put("banana", 0.3, 0, 0.02);
                scene.data().forward();
              }
            });

    assertThat(episodeEnds.get(episodeEnds.size() - 1)).isEqualTo(EpisodeEnd.success());
    assertThat(held[0]).isEqualTo(4 + 5);
  }

  @Test
  void aBananaThatLeftTheTableIsLost() {
    double[][] places = {{0.3, 0.5, 0.02}, {0.3, -0.5, 0.02}, {0.9, 0, -0.3}, {0.3, 0, -0.06}};
    for (double[] place : places) {
      settle(1);
      assertThat(task.judge()).isEqualTo(EpisodeEnd.none());
      put("banana", place[0], place[1], place[2]);
      scene.data().forward();

      EpisodeEnd episodeEnd = task.judge();
      assertThat(episodeEnd.kind()).isEqualTo(EpisodeEnd.Kind.FAILURE);
      assertThat(episodeEnd.reason()).isEqualTo("the banana left the table");
    }
  }

  @Test
  void everyFruitLiesAtEveryPlaceAndIsListedAtEveryPositionSometime() {
    Map<String, Set<Integer>> places = new HashMap<>();
    Map<Integer, Set<Integer>> listed = new HashMap<>();
    int numbers = task.objectNumbers() / FRUITS.size();
    assertThat(task.objectGroup().shape()).containsExactly(FRUITS.size(), numbers);
    assertThat(numbers).isEqualTo(4 + 3 + 2 + 3);
    for (int seed = 0; seed < 60; seed++) {
      bench.place(seed);
      scene.data().forward();
      Set<Integer> taken = new HashSet<>();
      for (String fruit : FRUITS) {
        int body = scene.model().body(fruit);
        double x = scene.bodyM(body, 0) - 0.29;
        double y = scene.bodyM(body, 1);
        // at most the 3 cm of Table V from the middle of one of four places
        assertThat(Math.abs(Math.abs(x) - 0.065)).isLessThanOrEqualTo(0.03);
        assertThat(Math.abs(Math.abs(y) - 0.085)).isLessThanOrEqualTo(0.03);
        int place = (x < 0 ? 0 : 2) + (y < 0 ? 0 : 1);
        taken.add(place);
        places.computeIfAbsent(fruit, f -> new HashSet<>()).add(place);
      }
      assertThat(taken).hasSize(4);

      double[] objects = bench.observed();
      Set<Integer> kinds = new HashSet<>();
      for (int row = 0; row < FRUITS.size(); row++) {
        int at = row * numbers;
        int kind = kind(i -> objects[at + i]);
        kinds.add(kind);
        listed.computeIfAbsent(kind, k -> new HashSet<>()).add(row);
        int body = scene.model().body(FRUITS.get(kind));
        for (int axis = 0; axis < 3; axis++) {
          assertThat(objects[at + 4 + axis]).isEqualTo(scene.bodyM(body, axis) - scene.toolM(axis));
        }
        double[] asTheHandSeesIt = new double[5];
        if (FRUITS.get(kind).equals("banana")) {
          HandView hand = new HandView(scene);
          hand.axisInto(body, asTheHandSeesIt, 0);
          hand.placeInto(body, asTheHandSeesIt, 2);
        }
        assertThat(Arrays.copyOfRange(objects, at + 7, at + 12)).containsExactly(asTheHandSeesIt);
      }
      assertThat(kinds).hasSize(4);
    }

    assertThat(places.values()).allMatch(seen -> seen.size() == 4);
    assertThat(listed.values()).allMatch(seen -> seen.size() == 4);
  }

  private static int kind(IntFunction<Double> oneHot) {
    int kind = -1;
    for (int i = 0; i < FRUITS.size(); i++) {
      assertThat(oneHot.apply(i)).isIn(0.0, 1.0);
      if (oneHot.apply(i) == 1) {
        assertThat(kind).isEqualTo(-1);
        kind = i;
      }
    }
    assertThat(kind).isNotNegative();
    return kind;
  }
}
