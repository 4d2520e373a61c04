package org.e2hil.agent.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.Limit;
import org.e2hil.agent.env.LimitCounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetyGateTest {

  private static final Workspace BOX = new Workspace(-1, -1, 0, 1, 1, 1);
  private static final double STEP_M = 0.010;

  private final SafetyGate gate = new SafetyGate(BOX, ActionScale.DEFAULT);
  private final LimitCounts counts = new LimitCounts();

  @Provide
  Arbitrary<double[]> actions() {
    return Arbitraries.oneOf(
            Arbitraries.doubles().between(-1, 1),
            Arbitraries.doubles().between(-3, 3),
            Arbitraries.of(
                0.0,
                -0.0,
                1e300,
                -1e300,
                Double.MIN_VALUE,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY))
        .array(double[].class)
        .ofSize(Action.SIZE);
  }

  @Provide
  Arbitrary<double[]> clippedActions() {
    return Arbitraries.doubles().between(-1, 1).array(double[].class).ofSize(Action.SIZE);
  }

  /** On both sides of every wall, and on it. */
  @Provide
  Arbitrary<double[]> nearTheBox() {
    return Arbitraries.oneOf(
            Arbitraries.doubles().between(-1.02, -0.98),
            Arbitraries.doubles().between(-0.02, 0.02),
            Arbitraries.doubles().between(0.98, 1.02))
        .array(double[].class)
        .ofSize(3);
  }

  @Provide
  Arbitrary<double[]> anywhere() {
    return Arbitraries.doubles().array(double[].class).ofSize(3);
  }

  @Test
  void aMotionWithinAllLimitsPassesUntouched() {
    Action chosen = Action.of(0.1, -1, 1, 0.5, -0.5, 0, -1);
    assertThat(gate.apply(chosen, at(0, 0, 0.5), counts)).isEqualTo(chosen);
    assertThat(counts.total()).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void oneBrokenNumberStopsAllMotion(double broken) {
    for (int i = 0; i < Action.SIZE; i++) {
      double[] values = {1, 1, 1, 1, 1, 1, 1};
      values[i] = broken;
      assertThat(gate.apply(Action.of(values), at(0, 0, 0.5), counts)).isEqualTo(Action.hold());
    }
    assertThat(counts.count(Limit.NON_FINITE)).isEqualTo(Action.SIZE);
    assertThat(counts.total()).isEqualTo(Action.SIZE);
  }

  @Test
  void whatIsTooLargeIsClippedAndCountedOnce() {
    Action applied =
        gate.apply(Action.of(1e300, -7, 1.0001, 0.2, -1e300, 0, 3), at(0, 0, 0.5), counts);
    assertThat(applied).isEqualTo(Action.of(1, -1, 1, 0.2, -1, 0, 1));
    assertThat(counts.count(Limit.ACTION_RANGE)).isEqualTo(1);
    assertThat(counts.total()).isEqualTo(1);
  }

  @Test
  void aMotionThroughAWallEndsAtTheWall() {
    Action applied = gate.apply(Action.of(0, 1, -1, 0, 0, 0, 0), at(0, 0, 0.004), counts);
    assertThat(applied.value(2)).isCloseTo(-0.4, within(1e-12));
    assertThat(applied.value(1)).as("sliding along the wall is free").isEqualTo(1);
    assertThat(counts.count(Limit.WORKSPACE)).isEqualTo(1);
  }

  @Test
  void fromOutsideTheBoxOnlyTheWayBackIsOpen() {
    ToolPose below = at(0, 0, -0.05);
    assertThat(gate.apply(Action.of(0, 0, -1, 0, 0, 0, 0), below, counts)).isEqualTo(Action.hold());
    assertThat(counts.count(Limit.WORKSPACE)).isEqualTo(1);
    assertThat(gate.apply(Action.of(0, 0, 1, 0, 0, 0, 0), below, counts).value(2)).isEqualTo(1);
    assertThat(counts.count(Limit.WORKSPACE)).isEqualTo(1);
  }

  @Test
  void aLimitOfZeroLocksATiltWithoutBeingCountedAndLeavesTheTurn() {
    SafetyGate upright =
        new SafetyGate(BOX, TurnLimits.aboutPitch(Math.PI / 2, 0, 0.4), ActionScale.DEFAULT);
    ToolPose goal = new ToolPose();
    goal.set(new double[] {0, 0, 0.5}, new double[] {Math.sqrt(0.5), 0, Math.sqrt(0.5), 0});

    Action applied = upright.apply(Action.of(0.1, 0, 0, 0.9, -0.9, 0.5, 0), goal, counts);

    assertThat(applied).isEqualTo(Action.of(0.1, 0, 0, 0, 0, 0.5, 0));
    assertThat(counts.total()).isZero();
  }

  @Test
  void whatTheScaleLocksIsAppliedAsZeroWithoutBeingCounted() {
    var locked = new SafetyGate(BOX, new ActionScale(0.005, 0, 0));
    Action applied = locked.apply(Action.of(0, 0, 1, 5, -1, 1, 1), at(0, 0, 0.5), counts);
    assertThat(applied).isEqualTo(Action.of(0, 0, 1, 0, 0, 0, 0));
    assertThat(counts.total()).isZero();
  }

  @Property
  void whateverIsChosenOnlySafeNumbersPass(
      @ForAll("actions") double[] values, @ForAll("anywhere") double[] position) {
    Action applied = gate.apply(Action.of(values), at(position), counts);
    for (int i = 0; i < Action.SIZE; i++) {
      assertThat(applied.value(i)).isBetween(-1.0, 1.0);
    }
  }

  @Property
  void theGoalNeverGoesFurtherOutOfTheBoxAndIsNeverKeptFromComingBack(
      @ForAll("clippedActions") double[] values, @ForAll("nearTheBox") double[] position) {
    Action applied = gate.apply(Action.of(values), at(position), counts);
    for (int axis = 0; axis < 3; axis++) {
      double next = position[axis] + applied.value(axis) * STEP_M;
      assertThat(outside(axis, next)).isLessThanOrEqualTo(outside(axis, position[axis]) + 1e-12);
      boolean inward =
          (position[axis] < BOX.lowM(axis) && values[axis] > 0)
              || (position[axis] > BOX.highM(axis) && values[axis] < 0);
      if (inward) {
        assertThat(applied.value(axis)).isEqualTo(values[axis]);
      }
      assertThat(Math.abs(applied.value(axis))).isLessThanOrEqualTo(Math.abs(values[axis]));
      assertThat(applied.value(axis) * values[axis] >= 0).as("never backwards").isTrue();
    }
  }

  private static double outside(int axis, double position) {
    return Math.max(0, Math.max(BOX.lowM(axis) - position, position - BOX.highM(axis)));
  }

  private static ToolPose at(double... position) {
    var pose = new ToolPose();
    pose.set(position, new double[] {1, 0, 0, 0});
    return pose;
  }
}
