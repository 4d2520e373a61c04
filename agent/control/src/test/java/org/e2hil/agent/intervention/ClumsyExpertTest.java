package org.e2hil.agent.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.intervention.InterventionConfig.Hand;
import org.e2hil.agent.random.SeededRandom;
import org.junit.jupiter.api.Test;

class ClumsyExpertTest {

  /** Length of a miss' offset. */
  private static final double MISS = 0.8;

  /** Goes to 0 from wherever its tool is, by a share of the way, and holds something. */
  private static final class Homing implements Expert {

    private static final double GAIN = 0.7;

    private final double[] place = {5, -5, 3};

    @Override
    public void begin(RandomGenerator random, double noise) {}

    @Override
    public Action act() {
      double[] values = new double[Action.SIZE];
      for (int axis = 0; axis < place.length; axis++) {
        values[axis] = -GAIN * place[axis];
      }
      values[Action.GRIPPER] = -1;
      return Action.of(values).clipped();
    }

    @Override
    public Action advice() {
      return act();
    }

    @Override
    public double progress() {
      return 0;
    }

    void move(Action action) {
      for (int axis = 0; axis < place.length; axis++) {
        place[axis] += action.value(axis);
      }
    }
  }

  private static Hand hand(double bias, double speed, double missShare) {
    return new Hand(0, 0, 1, 1, bias, speed, missShare);
  }

  /** What is added to the actions of an expert that does nothing, by takeovers. */
  private static List<double[]> offsets(Hand hand, int takeovers) {
    Expert clumsy = new ClumsyExpert(new Episodes.ScriptedHand(), hand);
    SeededRandom random = SeededRandom.of(1, "hand");
    List<double[]> offsets = new ArrayList<>();
    for (int i = 0; i < takeovers; i++) {
      clumsy.begin(random, 0);
      double[] offset = clumsy.act().toArray();
      // the scripted hand's own action
      offset[0] -= 0.5;
      offsets.add(offset);
    }
    return offsets;
  }

  private static double length(double[] offset) {
    return Math.sqrt(offset[0] * offset[0] + offset[1] * offset[1] + offset[2] * offset[2]);
  }

  @Test
  void theHandByDefaultIsTheExpertAndDrawsNothing() {
    Homing expert = new Homing();
    Expert clumsy = new ClumsyExpert(expert, Hand.defaults());
    RandomGenerator refuses =
        () -> {
          throw new AssertionError("a random number was drawn");
        };
    clumsy.begin(refuses, 0.1);

    for (int step = 0; step < 100; step++) {
      assertThat(clumsy.act()).isEqualTo(expert.act());
      assertThat(clumsy.advice()).isEqualTo(expert.advice());
    }
  }

  @Test
  void aSlowHandGoesTheSameWayInShorterStepsAndGripsAsTheExpert() {
    Homing expert = new Homing();
    Expert slow = new ClumsyExpert(expert, hand(0, 0.5, 0));
    slow.begin(SeededRandom.of(1, "hand"), 0);

    assertThat(slow.act()).isEqualTo(Action.of(-0.5, 0.5, -0.5, 0, 0, 0, -1));
    assertThat(slow.advice()).isEqualTo(slow.act());
  }

  @Test
  void theBiasIsDrawnOnceATakeoverOnEachContinuousNumber() {
    Expert clumsy = new ClumsyExpert(new Episodes.ScriptedHand(), hand(0.1, 1, 0));
    SeededRandom random = SeededRandom.of(1, "hand");
    clumsy.begin(random, 0);
    Action first = clumsy.act();
    for (int step = 1; step < 100; step++) {
      assertThat(clumsy.act()).isEqualTo(first);
    }
    assertThat(first.gripper()).isEqualTo(1);

    clumsy.begin(random, 0);
    assertThat(clumsy.act()).as("another takeover").isNotEqualTo(first);
  }

  @Test
  void theBiasHasTheDeviationThatIsAskedFor() {
    int takeovers = 4000;
    List<double[]> offsets = offsets(hand(0.1, 1, 0), takeovers);

    for (int number = 0; number < Action.CONTINUOUS; number++) {
      double squares = 0;
      for (double[] offset : offsets) {
        squares += offset[number] * offset[number];
      }
      // 4.5 standard deviations of a standard deviation's estimate
      assertThat(Math.sqrt(squares / takeovers))
          .isCloseTo(0.1, within(4.5 * 0.1 / Math.sqrt(2 * takeovers)));
    }
  }

  @Test
  void asManyTakeoversMissAsIsAskedForAndTheOthersDoNot() {
    int takeovers = 4000;
    List<double[]> offsets = offsets(hand(0, 1, 0.25), takeovers);

    long missed = offsets.stream().filter(offset -> length(offset) > 0.1).count();
    assertThat((double) missed / takeovers)
        .isCloseTo(0.25, within(4.5 * Math.sqrt(0.25 * 0.75 / takeovers)));
    assertThat(offsets)
        .allSatisfy(
            offset -> {
              assertThat(new double[] {offset[3], offset[4], offset[5]}).containsOnly(0);
              assertThat(offset[Action.GRIPPER]).isEqualTo(1);
            });
  }

  @Test
  void aHandThatMissesStaysAsFarBesideTheRightPlaceWhateverItsSpeed() {
    for (double speed : new double[] {1, 0.5, 0.25}) {
      Homing expert = new Homing();
      Expert misses = new ClumsyExpert(expert, hand(0, speed, 1));
      misses.begin(SeededRandom.of(1, "hand"), 0);
      for (int step = 0; step < 300; step++) {
        expert.move(misses.act());
      }

      assertThat(length(expert.place))
          .as("at speed %s", speed)
          .isCloseTo(MISS / Homing.GAIN, within(1e-6));
    }
  }

  @Test
  void noNumberLeavesItsRange() {
    for (double[] offset : offsets(hand(1, 1, 1), 200)) {
      offset[0] += 0.5;
      assertThat(Arrays.stream(offset)).allMatch(number -> Math.abs(number) <= 1);
    }
  }

  @Test
  void whatNoHandHasIsRefusedWithTheNameOfItsField() {
    assertThatThrownBy(() -> hand(1.5, 1, 0)).hasMessage("bias must lie in [0, 1], but is 1.5");
    assertThatThrownBy(() -> hand(0, 0, 0)).hasMessage("speed must lie in (0, 1], but is 0.0");
    assertThatThrownBy(() -> hand(0, 1, Double.NaN))
        .hasMessage("missShare must lie in [0, 1], but is NaN");
  }
}
