package org.e2hil.agent.sac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.selection.SelectionConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies whose last layers are set by hand: their answers are the biases, whatever is seen. */
class PolicyTest {

  private static final int OBSERVATION = 5;
  private static final int ACTION = 2;
  private static final double LOWEST = 0.01;
  private static final double HIGHEST = 2;

  private static final SacConfig CONFIG =
      SacConfig.defaults()
          .withSizes(16, 32)
          .with(
              draft -> {
                draft.minimumDeviation = LOWEST;
                draft.maximumDeviation = HIGHEST;
              });

  /** Two means, two log deviations. */
  private static Policy.Actor answering(float... head) {
    return policy(head, new float[3]).actor();
  }

  private static int gripperChoice(float... values) {
    Policy.Actor actor = policy(new float[2 * ACTION], values).actor();
    float[] said = new float[3];
    int choice = actor.mean(new float[OBSERVATION], new float[ACTION]);
    actor.gripperValues(said);
    assertThat(said).isEqualTo(values);
    assertThat(
            actor.sample(new float[OBSERVATION], SeededRandom.of(1, "sample"), new float[ACTION]))
        .isEqualTo(choice);
    assertThat(actor.distribution(new float[OBSERVATION], new float[ACTION], new float[ACTION]))
        .isEqualTo(choice);
    return choice;
  }

  private static Policy policy(float[] head, float[] gripper) {
    SacNetworks networks = new SacNetworks(CONFIG, OBSERVATION, ACTION);
    float[] parameters = new float[networks.size];
    System.arraycopy(head, 0, parameters, networks.actor.head().bias(), head.length);
    System.arraycopy(gripper, 0, parameters, networks.gripper.head().bias(), gripper.length);
    return new Policy(networks, CONFIG, acting(networks, parameters), 41);
  }

  private static float[] acting(SacNetworks networks, float[] parameters) {
    return Arrays.copyOfRange(parameters, networks.encoderFrom, networks.size);
  }

  @Test
  void itKnowsItsSizesAndTheLearnerStepsThatMadeIt() {
    Policy policy = policy(new float[2 * ACTION], new float[3]);

    assertThat(policy.observationSize()).isEqualTo(OBSERVATION);
    assertThat(policy.actionSize()).isEqualTo(ACTION);
    assertThat(policy.step()).isEqualTo(41);
    assertThat(policy.lowestLogDeviation()).isCloseTo(Math.log(LOWEST), within(1e-6));
    assertThat(policy.highestLogDeviation()).isCloseTo(Math.log(HIGHEST), within(1e-6));
  }

  @Test
  void itsParametersAreThoseOfTheLearnersVector() {
    SacNetworks networks = new SacNetworks(CONFIG, OBSERVATION, ACTION);
    float[] parameters = new float[networks.size];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = i;
    }
    float[] acting = acting(networks, parameters);
    Policy policy = new Policy(networks, CONFIG, acting, 0);
    Arrays.fill(acting, -1);

    assertThat(networks.encoderFrom).isPositive();
    assertThat(policy.parameter(networks.encoderFrom)).isEqualTo(networks.encoderFrom);
    assertThat(policy.parameter(networks.size - 1)).isEqualTo(networks.size - 1);
    assertThat(policy.networks()).isSameAs(networks);
  }

  @Test
  void theMeanActionIsTheMeanSquashed() {
    float[] action = new float[ACTION];
    answering(0.5f, -3, 0, 0).mean(new float[OBSERVATION], action);

    assertThat(action).containsExactly((float) StrictMath.tanh(0.5), (float) StrictMath.tanh(-3));
  }

  @Test
  void aSampleIsOneNormalNumberADimensionScaledAndSquashed() {
    float[] action = new float[ACTION];
    answering(0.5f, -0.25f, -1, 0.5f)
        .sample(new float[OBSERVATION], SeededRandom.of(3, "sample"), action);

    SeededRandom same = SeededRandom.of(3, "sample");
    assertThat(action[0])
        .isEqualTo((float) StrictMath.tanh(0.5 + Math.exp(-1) * same.nextGaussian()));
    assertThat(action[1])
        .isEqualTo((float) StrictMath.tanh(-0.25 + Math.exp(0.5) * same.nextGaussian()));
  }

  @Test
  void theDeviationStaysBetweenItsBounds() {
    float[] mean = new float[ACTION];
    float[] std = new float[ACTION];
    answering(4, -5, -20, 20).distribution(new float[OBSERVATION], mean, std);

    assertThat(mean).containsExactly(4, -5);
    assertThat(std[0]).isCloseTo((float) LOWEST, within(1e-7f));
    assertThat(std[1]).isCloseTo((float) HIGHEST, within(1e-6f));

    answering(0, 0, -1, 0.5f).distribution(new float[OBSERVATION], mean, std);
    assertThat(std).containsExactly((float) Math.exp(-1), (float) Math.exp(0.5));

    float[] action = new float[ACTION];
    answering(0, 0, -20, 20).sample(new float[OBSERVATION], SeededRandom.of(4, "s"), action);
    SeededRandom same = SeededRandom.of(4, "s");
    assertThat(action[0])
        .isCloseTo((float) StrictMath.tanh(LOWEST * same.nextGaussian()), within(1e-6f));
    assertThat(action[1])
        .isCloseTo((float) StrictMath.tanh(HIGHEST * same.nextGaussian()), within(1e-6f));
  }

  /**
   * Of equal values the first counts: the gripper rather closes than stays, and stays than opens.
   */
  @ParameterizedTest
  @CsvSource({
    "3, 2, 1, 0",
    "1, 3, 2, 1",
    "1, 2, 3, 2",
    "-1, -2, -3, 0",
    "2, 2, 1, 0",
    "1, 2, 2, 1",
    "2, 1, 2, 0",
    "0, 0, 0, 0"
  })
  void theGripperDoesWhatIsWorthMost(float close, float stay, float open, int choice) {
    assertThat(gripperChoice(close, stay, open)).isEqualTo(choice);
  }

  @Test
  void whatIsSeenDecidesWhatIsDone() {
    SacConfig config = CONFIG.withBatchSize(16);
    try (SacLearner learner =
        new SacLearner(
            config,
            SelectionConfig.keepAll(),
            OBSERVATION,
            ACTION,
            SeededRandom.of(5, "learner"))) {
      learner.step(new SyntheticBatches(6));
      Policy.Actor actor = learner.policy().actor();
      float[] one = new float[ACTION];
      float[] other = new float[ACTION];
      float[] again = new float[ACTION];
      actor.mean(new float[OBSERVATION], one);
      actor.mean(new float[] {1, -1, 1, -1, 1}, other);
      actor.mean(new float[OBSERVATION], again);

      assertThat(other[0]).isNotEqualTo(one[0]);
      assertThat(again).isEqualTo(one);
      assertThat(learner.policy().step()).isEqualTo(1);
    }
  }
}
