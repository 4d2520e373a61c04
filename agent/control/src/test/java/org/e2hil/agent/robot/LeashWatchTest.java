package org.e2hil.agent.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.LimitCounts;
import org.e2hil.agent.random.SeededRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LeashWatchTest {

  private final List<String> stops = new ArrayList<>();

  enum Kind {
    A1X(Arms.a1x(), ControllerConfig.a1x()),
    SO101(Arms.so101(), ControllerConfig.so101());

    private final ArmModel arm;
    private final ControllerConfig config;

    Kind(ArmModel arm, ControllerConfig config) {
      this.arm = arm;
      this.config = config;
    }
  }

  private CartesianController atHome(Kind kind) {
    CartesianController controller =
        new CartesianController(kind.arm, kind.config, ActionScale.DEFAULT);
    controller.watchMeasurements(stops::add);
    controller.reset(home(kind), 0.5);
    return controller;
  }

  private static double[] home(Kind kind) {
    return kind.arm.homeRad().stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double[] period(CartesianController controller, Action action, double[] measured) {
    LimitCounts limits = new LimitCounts();
    controller.moveGoal(action, measured, limits);
    for (int left = 10; left > 0; left--) {
      controller.tick(left, limits);
    }
    return controller.command().positionsRad();
  }

  @ParameterizedTest
  @EnumSource
  void anArmThatPushesAgainstAContactIsNotTakenForOneThatMeasuresWrongly(Kind kind) {
    CartesianController controller = atHome(kind);
    for (int i = 0; i < 300; i++) {
      period(controller, Action.of(1, 0.5, -1, 0.5, 1, 0, 0), home(kind));
    }

    assertThat(stops).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void anArmThatFollowsLateAndSagsIsNotTakenForOneThatMeasuresWrongly(Kind kind) {
    for (long seed = 0; seed < 10; seed++) {
      RandomGenerator random = SeededRandom.of(seed, "actions");
      CartesianController controller = atHome(kind);
      double[] measured = home(kind);
      for (int i = 0; i < 300; i++) {
        double[] sent = period(controller, Action.of(random.doubles(7, -1, 1).toArray()), measured);
        for (int joint = 0; joint < sent.length; joint++) {
          double sagging = sent[joint] + (joint == 1 ? 0.02 : 0);
          measured[joint] += 0.6 * (sagging - measured[joint]);
        }
      }
    }

    assertThat(stops).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aJointWhoseMeasurementDriftsWhileThePolicyActsStopsTheRobotByItsName(Kind kind) {
    for (int wrong = 0; wrong < 3; wrong++) {
      int joint = wrong;
      RandomGenerator random = SeededRandom.of(7, "actions");
      CartesianController controller = atHome(kind);
      stops.clear();

      assertThatThrownBy(
              () -> {
                double[] measured = home(kind);
                for (int i = 1; i < 200; i++) {
                  Action action = Action.of(random.doubles(7, -0.5, 0.5).toArray());
                  measured = period(controller, action, measured);
                  measured[joint] += 0.01 * i;
                }
              })
          .isInstanceOf(EnvironmentFaultException.class)
          .hasMessageStartingWith(kind.arm.joints().get(joint).name() + " tells ");
      assertThat(stops).hasSize(1);
    }
  }
}
