package org.e2hil.agent.experience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.data.Offset;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.world.PointWorld;

/**
 * A hand's action is learned as the policy would have had to say it: had the policy answered with
 * what the buffer holds, the robot would have made the same motion.
 */
class AppliedActionTest {

  private static final double SAME_M = 1e-6;

  @Provide
  Arbitrary<List<Action>> hands() {
    // also far outside [−1, 1], as a person's device may say
    Arbitrary<Double> number = Arbitraries.doubles().between(-2.5, 2.5);
    Arbitrary<Action> hand =
        Combinators.combine(
                number.array(double[].class).ofSize(Action.CONTINUOUS),
                Arbitraries.integers().between(-1, 1))
            .as(
                (values, gripper) ->
                    Action.of(
                        values[0], values[1], values[2], values[3], values[4], values[5], gripper));
    return hand.list().ofMinSize(1).ofMaxSize(6);
  }

  @Provide
  Arbitrary<ActionScale> scales() {
    return Arbitraries.of(ActionScale.DEFAULT, ActionScale.PAPER, new ActionScale(0.02, 0.1, 0));
  }

  @Property(tries = 60)
  void whatIsLearnedOfAHandMakesTheSameMotionWhenThePolicySaysIt(
      @ForAll("hands") List<Action> hands, @ForAll("scales") ActionScale scale) {
    try (Workcell led = PointWorld.open(PointWorld.SPEC.withActionScale(scale), () -> {});
        Workcell said = PointWorld.open(PointWorld.SPEC.withActionScale(scale), () -> {})) {
      led.environment().reset(1);
      said.environment().reset(1);
      for (Action hand : hands) {
        StepResult byHand = led.environment().step(hand);
        StepResult byPolicy = said.environment().step(learned(byHand, hand));
        float[] one = byHand.observation().numbers(ObservationGroup.PROPRIOCEPTION);
        float[] other = byPolicy.observation().numbers(ObservationGroup.PROPRIOCEPTION);
        for (int i = 0; i < 8; i++) {
          assertThat((double) other[i]).isCloseTo(one[i], Offset.offset(SAME_M));
        }
        if (byHand.episodeEnd().isEnd()) {
          return;
        }
      }
    }
  }

  @Property(tries = 40)
  void nearAWallTheMotionThatWasLeftIsLearnedAndNotTheOneThatWasWanted(@ForAll long seed) {
    SeededRandom random = SeededRandom.of(seed, "walk");
    try (Workcell world = PointWorld.open(PointWorld.SPEC.withHorizon(60), () -> {})) {
      Environment environment = world.environment();
      environment.reset(2);
      StepResult result = null;
      // 107 mm above the table at 10 mm a step
      for (int i = 0; i < 15; i++) {
        result = environment.step(Action.of(0, 0, -1, 0, 0, 0, random.nextInt(3) - 1));
      }

      Batch batch = sampled(result, Action.of(0, 0, -1, 0, 0, 0, 0));
      assertThat(batch.actions()[2]).isCloseTo(0, Offset.offset(1e-6f));
    }
  }

  private static Action learned(StepResult result, Action hand) {
    Batch batch = sampled(result, hand);
    return Action.of(batch.actions(), batch.grippers()[0]);
  }

  private static Batch sampled(StepResult result, Action hand) {
    ReplayBuffer buffer = new ReplayBuffer(1, 1, -0.02);
    buffer.add(
        new Transition(
            new float[1],
            new float[1],
            new ControlStep(
                Action.hold(),
                hand,
                result.applied(),
                Source.INTERVENTION,
                result.reward(),
                result.episodeEnd().isLearnable() ? result.episodeEnd() : EpisodeEnd.none())));
    Batch batch = new Batch(1, 1, Action.CONTINUOUS);
    buffer.sample(batch, 0, 1, SeededRandom.of(1, "row"));
    return batch;
  }
}
