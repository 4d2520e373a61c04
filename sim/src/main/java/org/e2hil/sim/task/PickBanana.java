package org.e2hil.sim.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.Tunable;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.TaskSpec;
import org.e2hil.agent.task.PaperTasks;
import org.e2hil.sim.scene.Scene;

/**
 * Pick Banana: find the banana among four shuffled fruits, grasp it and lift it, without any other.
 *
 * <p>Success: the banana is 8 cm higher than it lay, both pads press on it, no other fruit is above
 * 3 cm, for half a second. Failure: the banana left the table. The object state lists the fruits in
 * an order drawn at the reset, each with its kind as one-hot (4), its place relative to the tool
 * point (3, m), and for the banana, which is to be grasped, its axis (2) and its place (3) as the
 * {@link HandView} has them. Those are 0 for the others: round things have no heading, and numbers
 * that mean nothing cost demonstrations (see agent/docs/decisions/what-the-policy-sees.md).
 */
@API(status = API.Status.INTERNAL)
public final class PickBanana implements SimulatedTask {

  /** The task's row of Table V. */
  public static final TaskSpec SPEC = PaperTasks.PICK_BANANA.spec();

  private static final Tunable SPREAD_M = CommonTunables.spreadM(SPEC);
  private static final Tunable HELD_PERIODS = CommonTunables.heldPeriods(5);
  private static final Tunable LIFT_M =
      Tunable.of("liftM", 0.08, "m", 0.01, 0.1, "how far the banana is to be lifted");
  private static final Tunable OTHERS_BELOW_M =
      Tunable.of(
          "othersBelowM", 0.03, "m", 0.005, 0.2, "how far the other fruits may be lifted with it");
  private static final Tunable LARGEST_YAW_RAD =
      Tunable.of("yawRad", 0.6, "rad", 0, 1.5, "largest turn of the banana against the hand");

  /** What a scenario may override. */
  public static final List<Tunable> TUNABLES =
      List.of(
          SPREAD_M,
          CommonTunables.FARTHER_M,
          LARGEST_YAW_RAD,
          LIFT_M,
          OTHERS_BELOW_M,
          CommonTunables.FIRM_GRIP_N,
          HELD_PERIODS);

  private static final double TABLE_HALF_WIDTH_M = 0.45;

  private static final List<String> FRUITS = List.of("banana", "apple", "orange", "lemon");
  private static final double[] RESTING_HEIGHTS_M = {0.0165, 0.034, 0.031, 0.024};
  private static final int POSE_NUMBERS = 3 + HandView.AXIS_NUMBERS + HandView.PLACE_NUMBERS;

  /** Half the distances between the four places. */
  private static final double[] HALF_SPACING_M = {0.065, 0.085};

  private static final PerArm<Room> ROOMS = PerArm.of(new Room(1, 0.29), new Room(0.7, 0.235));

  private final Scene scene;
  private final Room room;
  private final HandView hand;
  private final int[] bodies;
  private final int[] order;
  private final double spreadM;
  private final double fartherM;
  private final double largestYawRad;
  private final double liftM;
  private final double othersBelowM;
  private final double firmGripN;
  private final double heldAtLeast;
  private double restingM;
  private int heldPeriods;

  /** The task in this scene. */
  public PickBanana(Scene scene) {
    this.scene = scene;
    room = ROOMS.in(scene);
    hand = new HandView(scene);
    bodies = FRUITS.stream().mapToInt(scene.model()::body).toArray();
    order = new int[bodies.length];
    spreadM = scene.tuned(SPREAD_M);
    fartherM = scene.tuned(CommonTunables.FARTHER_M);
    largestYawRad = scene.tuned(LARGEST_YAW_RAD);
    liftM = scene.tuned(LIFT_M);
    othersBelowM = scene.tuned(OTHERS_BELOW_M);
    firmGripN = scene.tuned(CommonTunables.FIRM_GRIP_N);
    heldAtLeast = scene.tuned(HELD_PERIODS);
  }

  @Override
  public void place(SeededRandom random) {
    List<Integer> places = shuffled(random);
    for (int fruit = 0; fruit < bodies.length; fruit++) {
      int place = places.get(fruit);
      double middleX = room.middleXM() + fartherM;
      double x = middleX + (place < 2 ? -1 : 1) * HALF_SPACING_M[0] * room.scale();
      double y = (place % 2 == 0 ? -1 : 1) * HALF_SPACING_M[1] * room.scale();
      double spread = spreadM * room.scale();
      double largestYaw = fruit == 0 ? largestYawRad : Math.PI;
      scene.placeFree(
          bodies[fruit],
          x + CommonTunables.draw(random, spread),
          y + CommonTunables.draw(random, spread),
          restingHeightM(fruit) + 0.002,
          headingRad() + CommonTunables.draw(random, largestYaw));
    }
    List<Integer> listed = shuffled(random);
    for (int i = 0; i < order.length; i++) {
      order[i] = listed.get(i);
    }
    heldPeriods = 0;
  }

  private double restingHeightM(int fruit) {
    return RESTING_HEIGHTS_M[fruit] * room.scale();
  }

  private List<Integer> shuffled(SeededRandom random) {
    List<Integer> indices = new ArrayList<>(List.of(0, 1, 2, 3));
    for (int i = indices.size() - 1; i > 0; i--) {
      Collections.swap(indices, i, random.nextInt(i + 1));
    }
    return indices;
  }

  @Override
  public void settled() {
    restingM = scene.bodyM(banana(), 2);
  }

  @Override
  public int objectNumbers() {
    return bodies.length * (FRUITS.size() + POSE_NUMBERS);
  }

  @Override
  public ObservationGroup objectGroup() {
    return ObservationGroup.set(
        ObservationGroup.OBJECTS,
        bodies.length,
        FRUITS.size(),
        POSE_NUMBERS,
        /* privileged= */ true);
  }

  @Override
  public void objects(double[] into) {
    int numbers = FRUITS.size() + POSE_NUMBERS;
    Arrays.fill(into, 0, bodies.length * numbers, 0);
    int at = 0;
    for (int fruit : order) {
      into[at + fruit] = 1;
      int place = at + FRUITS.size();
      for (int axis = 0; axis < 3; axis++) {
        into[place + axis] = scene.bodyM(bodies[fruit], axis) - scene.seenToolM(axis);
      }
      if (bodies[fruit] == banana()) {
        hand.axisInto(banana(), into, place + 3);
        hand.placeInto(banana(), into, place + 3 + HandView.AXIS_NUMBERS);
      }
      at += numbers;
    }
  }

  @Override
  public EpisodeEnd judge() {
    heldPeriods = isLiftedAlone() ? heldPeriods + 1 : 0;
    if (heldPeriods >= heldAtLeast) {
      return EpisodeEnd.success();
    }
    boolean fallen =
        scene.bodyM(banana(), 2) < -0.05 || Math.abs(scene.bodyM(banana(), 1)) > TABLE_HALF_WIDTH_M;
    return fallen ? EpisodeEnd.failure("the banana left the table") : EpisodeEnd.none();
  }

  private boolean isLiftedAlone() {
    for (int fruit = 1; fruit < bodies.length; fruit++) {
      if (scene.bodyM(bodies[fruit], 2) - restingHeightM(fruit) > othersBelowM) {
        return false;
      }
    }
    return liftedM() > liftM && isHeld();
  }

  /** Heading of the hand at the start; the banana's is near it. */
  public double headingRad() {
    return -PaperTasks.PICK_BANANA.taskSetup(scene.arm()).orElseThrow().rollRad();
  }

  /** The banana's body. */
  public int banana() {
    return bodies[0];
  }

  /** True while both pads press on the banana. */
  public boolean isHeld() {
    return scene.gripN(banana()) > firmGripN;
  }

  /** How far the banana is to be above where it lay, m. */
  public double liftM() {
    return liftM;
  }

  /** How much more that is than by default, m; negative for less. */
  public double liftMoreM() {
    return liftM - LIFT_M.in(scene.arm().name());
  }

  /** How far the banana is above where it lay, m. */
  public double liftedM() {
    return scene.bodyM(banana(), 2) - restingM;
  }

  /**
   * The task cut to an arm's measure.
   *
   * @param scale of the fruits and of the distances between them against the A1X's
   * @param middleXM how far the middle of the four places is before the arm, m
   */
  private record Room(double scale, double middleXM) {}
}
