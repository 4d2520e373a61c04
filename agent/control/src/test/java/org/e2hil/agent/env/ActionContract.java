package org.e2hil.agent.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.e2hil.agent.env.ContractEpisodes.EPISODE;

import org.e2hil.agent.env.EpisodeEnd.Kind;
import org.e2hil.agent.random.SeededRandom;
import org.junit.jupiter.api.Test;

/** What every world makes of an action: how it is limited, applied and recorded. */
public interface ActionContract extends OpenedForContract {

  @Test
  default void theAppliedActionIsRecordedWithinItsRange() {
    try (Workcell world = open()) {
      world.environment().reset(15);
      SeededRandom random = SeededRandom.of(15, "wild actions");
      for (int i = 0; i < EPISODE; i++) {
        double[] values = new double[Action.SIZE];
        for (int k = 0; k < values.length; k++) {
          values[k] = 3 * random.nextGaussian();
        }
        StepResult result = world.environment().step(Action.of(values));
        for (double applied : result.applied().toArray()) {
          assertThat(applied).isBetween(-1.0, 1.0);
        }
        if (result.episodeEnd().isEnd()) {
          return;
        }
      }
    }
  }

  @Test
  default void anActionOutOfRangeIsClippedAndCounted() {
    try (Workcell world = open()) {
      world.environment().reset(16);
      StepResult result = world.environment().step(Action.of(0, 0, 7, 0, 0, 0, 0));

      assertThat(result.applied().value(2)).isBetween(0.0, 1.0);
      assertThat(result.limits().count(Limit.ACTION_RANGE)).isEqualTo(1);
    }
  }

  @Test
  default void aNumberThatIsNotFiniteMovesNothingAndIsCounted() {
    double[] broken = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    try (Workcell world = open()) {
      for (double number : broken) {
        for (int place : new int[] {0, 4, Action.GRIPPER}) {
          world.environment().reset(17);
          double[] values = {1, 1, 1, 0, 0, 0, 1};
          values[place] = number;
          StepResult result = world.environment().step(Action.of(values));

          assertThat(result.applied()).isEqualTo(Action.hold());
          assertThat(result.limits().count(Limit.NON_FINITE)).isEqualTo(1);
          assertThat(result.episodeEnd().kind()).isNotEqualTo(Kind.FAULT);
          assertThat(result.observation().isFinite()).isTrue();
        }
      }
    }
  }

  @Test
  default void aSmallMotionIsAppliedAsItWasChosenAndTouchesNoLimit() {
    try (Workcell world = open()) {
      world.environment().reset(18);
      Action chosen = Action.of(0.1, -0.1, 0.1, 0, 0, 0, 0);
      StepResult result = world.environment().step(chosen);

      assertThat(result.applied()).isEqualTo(chosen);
      assertThat(result.limits().total()).isZero();
    }
  }

  @Test
  default void theToolGoesWhereItIsAskedTo() {
    try (Workcell world = open()) {
      for (int axis = 0; axis < 3; axis++) {
        float[] before = world.environment().reset(19).numbers(ObservationGroup.PROPRIOCEPTION);
        double[] values = new double[Action.SIZE];
        values[axis] = 0.5;
        Observation seen = world.environment().step(Action.of(values)).observation();
        for (int i = 0; i < 3; i++) {
          seen = world.environment().step(i == 0 ? Action.of(values) : Action.hold()).observation();
        }
        float[] after = seen.numbers(ObservationGroup.PROPRIOCEPTION);
        double wantedM = world.environment().spec().actionScale().translationM();
        for (int other = 0; other < 3; other++) {
          double movedM = after[other] - before[other];
          if (other == axis) {
            assertThat(movedM).isBetween(0.6 * wantedM, 1.2 * wantedM);
          } else {
            assertThat(Math.abs(movedM)).isLessThan(0.25 * wantedM);
          }
        }
      }
    }
  }
}
