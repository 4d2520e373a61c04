package org.e2hil.agent.robot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.random.SeededRandom;

/** What holds for any sequence of actions, on both arms. */
class ControllerPropertiesTest {

  private static final Workspace WIDE = new Workspace(-2, -2, -2, 2, 2, 2);

  @Provide
  Arbitrary<ArmModel> arms() {
    return Arbitraries.of(Arms.a1x(), Arms.so101());
  }

  @Property(tries = 60)
  void commandedJointsKeepTheirMarginToTheirLimits(
      @ForAll("arms") ArmModel arm, @ForAll @IntRange(min = 0) int seed) {
    ServoLoop loop = wideLoop(arm).from(within(arm, seed));
    wander(loop, seed, () -> assertWithinLimits(arm, loop.joints()));
  }

  @Property(tries = 60)
  void noJointMovesFurtherInATickThanItMay(
      @ForAll("arms") ArmModel arm, @ForAll @IntRange(min = 0) int seed) {
    ServoLoop loop = wideLoop(arm).from(within(arm, seed));
    var random = SeededRandom.of(seed, "actions");
    for (int i = 0; i < 40; i++) {
      Action applied = loop.gate.apply(action(random), loop.controller.goal(), loop.counts);
      loop.controller.moveGoal(applied, loop.joints(), loop.counts);
      for (int left = 10; left > 0; left--) {
        double[] before = loop.joints();
        loop.controller.tick(left, loop.counts);
        double[] after = loop.joints();
        for (int j = 0; j < after.length; j++) {
          assertThat(Math.abs(after[j] - before[j])).isLessThanOrEqualTo(0.06 + 1e-12);
        }
      }
    }
  }

  @Property(tries = 60)
  void theGoalIsNeverFurtherFromTheMeasuredToolThanTheLeash(
      @ForAll("arms") ArmModel arm, @ForAll @IntRange(min = 0) int seed) {
    ServoLoop loop = wideLoop(arm).from(within(arm, seed));
    var random = SeededRandom.of(seed, "actions");
    var kinematics = new Kinematics(arm);
    var measured = new ToolPose();
    for (int i = 0; i < 40; i++) {
      double[] lagging = loop.joints();
      for (int j = 0; j < lagging.length; j++) {
        lagging[j] += 0.1 * (random.nextDouble() - 0.5);
      }
      Action applied = loop.gate.apply(action(random), loop.controller.goal(), loop.counts);
      loop.controller.moveGoal(applied, lagging, loop.counts);
      kinematics.forward(lagging, measured);
      assertThat(loop.controller.goal().distanceM(measured)).isLessThanOrEqualTo(0.015 + 1e-12);
      assertThat(loop.controller.goal().angleRad(measured)).isLessThanOrEqualTo(0.25 + 1e-9);
      for (int left = 10; left > 0; left--) {
        loop.controller.tick(left, loop.counts);
      }
    }
  }

  @Property(tries = 60)
  void noActionHoweverBrokenMakesAnAngleThatIsNotANumber(
      @ForAll("arms") ArmModel arm, @ForAll @IntRange(min = 0) int seed) {
    ServoLoop loop = wideLoop(arm).from(within(arm, seed));
    var random = SeededRandom.of(seed, "actions");
    double[] broken = {
      Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300, -1e300, -0.0
    };
    for (int i = 0; i < 30; i++) {
      double[] values = action(random).toArray();
      values[random.nextInt(Action.SIZE)] = broken[random.nextInt(broken.length)];
      Action applied = loop.step(values);
      for (int k = 0; k < Action.SIZE; k++) {
        assertThat(applied.value(k)).isBetween(-1.0, 1.0);
      }
      assertThat(loop.joints()).doesNotContain(Double.NaN);
      assertWithinLimits(arm, loop.joints());
      assertThat(loop.controller.gripperOpening()).isBetween(0.0, 1.0);
    }
  }

  @Property(tries = 60)
  void aGoalThatIsOutOfReachNeverRunsAway(
      @ForAll("arms") ArmModel arm, @ForAll @IntRange(min = 0) int seed) {
    ServoLoop loop = wideLoop(arm).from(within(arm, seed));
    var random = SeededRandom.of(seed, "direction");
    double[] direction = action(random).toArray();
    for (int i = 0; i < 60; i++) {
      loop.step(direction);
      assertThat(loop.controller.goal().distanceM(loop.tool)).isLessThan(0.05);
    }
  }

  @Property(tries = 10)
  void theSameActionsGiveTheSameAnglesBitForBit(
      @ForAll("arms") ArmModel arm, @ForAll @IntRange(min = 0) int seed) {
    assertThat(trace(arm, seed)).isEqualTo(trace(arm, seed));
  }

  @Property(tries = 10)
  void aResetForgetsEverythingThatWasBefore(
      @ForAll("arms") ArmModel arm, @ForAll @IntRange(min = 0) int seed) {
    ServoLoop used = wideLoop(arm).from(within(arm, seed));
    wander(used, seed, () -> {});
    assertThat(trace(used.home(), seed)).isEqualTo(trace(wideLoop(arm).home(), seed));
  }

  private static List<Double> trace(ArmModel arm, int seed) {
    return trace(wideLoop(arm).home(), seed);
  }

  private static List<Double> trace(ServoLoop loop, int seed) {
    List<Double> trace = new ArrayList<>();
    wander(
        loop,
        seed,
        () -> {
          for (double angle : loop.joints()) {
            trace.add(angle);
          }
        });
    return trace;
  }

  private static void wander(ServoLoop loop, int seed, Runnable eachPeriod) {
    var random = SeededRandom.of(seed, "actions");
    Action action = Action.hold();
    for (int i = 0; i < 80; i++) {
      if (i % 8 == 0) {
        action = action(random);
      }
      loop.step(action.toArray());
      eachPeriod.run();
    }
  }

  private static Action action(SeededRandom random) {
    double[] values = new double[Action.SIZE];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble() * 3 - 1.5;
    }
    return Action.of(values);
  }

  private static ServoLoop wideLoop(ArmModel arm) {
    return new ServoLoop(arm, ControllerConfig.a1x().withWorkspace(WIDE), ActionScale.DEFAULT);
  }

  /** Random joints that keep their margin. */
  private static double[] within(ArmModel arm, int seed) {
    double[] joints = KinematicsTest.randomJoints(arm, seed);
    for (int i = 0; i < joints.length; i++) {
      ArmModel.Joint joint = arm.joints().get(i);
      joints[i] = Math.max(joint.lowerRad() + 0.01, Math.min(joint.upperRad() - 0.01, joints[i]));
    }
    return joints;
  }

  private static void assertWithinLimits(ArmModel arm, double[] joints) {
    for (int i = 0; i < joints.length; i++) {
      ArmModel.Joint joint = arm.joints().get(i);
      assertThat(joints[i])
          .as(joint.name())
          .isBetween(joint.lowerRad() + 0.01 - 1e-6, joint.upperRad() - 0.01 + 1e-6);
    }
  }
}
