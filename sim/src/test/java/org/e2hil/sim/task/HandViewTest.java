package org.e2hil.sim.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.Arms;
import org.e2hil.sim.scene.Scene;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A thing as the hand sees it that is to grasp it. */
class HandViewTest {

  private static final Offset<Double> EXACTLY = within(1e-9);

  private Scene scene;

  static Stream<ArmModel> arms() {
    return Stream.of(Arms.a1x(), Arms.so101());
  }

  private void open(ArmModel arm, double firstJointRad, double opening) {
    scene = new Scene("pick-banana", arm, 0.005);
    double[] pose = arm.homeRad().stream().mapToDouble(Double::doubleValue).toArray();
    pose[0] += firstJointRad;
    scene.poseArm(pose);
    scene.poseGripper(opening);
    scene.data().forward();
  }

  @AfterEach
  void close() {
    scene.close();
  }

  /** Puts the banana somewhere in the tool's frame, from the middle of its pads, m. */
  private int place(double ahead, double across, double along, double yawRad) {
    int banana = scene.model().body("banana");
    double middle = scene.jaws().middleM(scene.jaws().widthM(scene.opening()));
    double[] inTool = {ahead, across + middle, along};
    double[] at = scene.toolM();
    for (int axis = 0; axis < 3; axis++) {
      for (int column = 0; column < 3; column++) {
        at[axis] += scene.toolRotation(axis, column) * inTool[column];
      }
    }
    scene.placeFree(banana, at[0], at[1], at[2], yawRad);
    scene.data().forward();
    return banana;
  }

  private double[] seen(int banana) {
    double[] seen = new double[HandView.PLACE_NUMBERS + HandView.AXIS_NUMBERS];
    HandView view = new HandView(scene);
    view.placeInto(banana, seen, 0);
    view.axisInto(banana, seen, HandView.PLACE_NUMBERS);
    return seen;
  }

  @ParameterizedTest
  @MethodSource("arms")
  void aThingInTheMiddleBetweenThePadsIsAtZero(ArmModel arm) {
    open(arm, 0, 0.5);

    double[] seen = seen(place(0, 0, 0, 0.3));

    assertThat(seen[0]).isCloseTo(0, EXACTLY);
    assertThat(seen[1]).isCloseTo(0, EXACTLY);
    assertThat(seen[2]).isCloseTo(0, EXACTLY);
  }

  @ParameterizedTest
  @MethodSource("arms")
  void aPlaceBetweenPadsOfOneWidthStaysWhereItIsAsTheHandOpens(ArmModel arm) {
    double[] narrow = new double[HandView.PLACE_NUMBERS];
    double[] wide = new double[HandView.PLACE_NUMBERS];
    open(arm, 0, 0.1);
    int banana = place(0.004, 0.003, 0.002, 0);
    double widthM = scene.jaws().widthM(scene.opening());
    double[] seen = seen(banana);
    new HandView(scene).placeBetween(widthM, banana, narrow, 0);
    scene.poseGripper(0.8);
    scene.data().forward();
    new HandView(scene).placeBetween(widthM, banana, wide, 0);

    assertThat(wide).containsExactly(narrow);
    assertThat(seen).startsWith(narrow);
  }

  @ParameterizedTest
  @MethodSource("arms")
  void distancesComeInTheOrderAheadAcrossAlongAndMagnified(ArmModel arm) {
    open(arm, 0, 0.5);

    double[] seen = seen(place(0.01, -0.005, 0.02, 0.3));

    assertThat(seen[0]).isCloseTo(Math.tanh(1), EXACTLY);
    assertThat(seen[1]).isCloseTo(Math.tanh(-0.5), EXACTLY);
    assertThat(seen[2]).isCloseTo(Math.tanh(2), EXACTLY);
  }

  @ParameterizedTest
  @MethodSource("arms")
  void aHandThatTurnsWithTheThingSeesTheSame(ArmModel arm) {
    open(arm, 0, 0.5);
    double[] before = seen(place(0.004, 0.003, -0.006, 0.3));
    scene.close();
    double turned = 0.7;
    open(arm, turned, 0.5);

    // about the vertical, which the first joint of both arms turns about, either way round
    double yaw = 0.3 + Math.signum(scene.toolM(1)) * turned;
    double[] after = seen(place(0.004, 0.003, -0.006, yaw));

    for (int i = 0; i < before.length; i++) {
      assertThat(after[i]).isCloseTo(before[i], within(1e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("arms")
  void theAxisIsOneWhenItGoesFromPadToPad(ArmModel arm) {
    open(arm, 0, 0.5);
    double acrossYaw = Math.atan2(scene.toolRotation(1, 1), scene.toolRotation(0, 1));
    double level = Math.hypot(scene.toolRotation(0, 1), scene.toolRotation(1, 1));

    double[] seen = seen(place(0, 0, 0, acrossYaw));

    assertThat(seen[3]).isCloseTo(level, EXACTLY);
  }
}
