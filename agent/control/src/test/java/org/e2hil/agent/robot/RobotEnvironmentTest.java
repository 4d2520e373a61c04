package org.e2hil.agent.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.world.PerfectArm;
import org.junit.jupiter.api.Test;

/** What the control step does when something does not go as it should. */
class RobotEnvironmentTest {

  private static final TaskSpec TASK = TaskSpec.of("stand", "Stand", "test", 3);

  private final Deque<EpisodeEnd> episodeEnds = new ArrayDeque<>();
  private int judged;
  private int ticks;
  private double sensed;
  private Runnable trouble = () -> {};
  private final PerfectArm arm =
      new PerfectArm(
          Arms.a1x(),
          () -> {
            ticks++;
            trouble.run();
          });
  private Resetter resetter = seed -> arm.place(PerfectArm.home(Arms.a1x()), 1);

  private final Judge judge =
      () -> {
        judged++;
        return episodeEnds.isEmpty() ? EpisodeEnd.none() : episodeEnds.remove();
      };

  private final Sensor sensor =
      new Sensor() {
        @Override
        public ObservationGroup group() {
          return ObservationGroup.numbers("sensed", 1, /* privileged= */ false);
        }

        @Override
        public void observe(Observation.Builder into) {
          into.numbers("sensed", new double[] {sensed});
        }
      };

  private final RobotEnvironment environment =
      new RobotEnvironment(
          "perfect-a1x",
          TASK,
          arm,
          new CartesianController(Arms.a1x(), ControllerConfig.a1x(), TASK.actionScale()),
          new SafetyGate(ControllerConfig.a1x().workspace(), TASK.actionScale()),
          judge,
          seed -> resetter.reset(seed),
          List.of(sensor));

  private static void pullTheCable() {
    throw new EnvironmentFaultException("the cable was pulled; plug it in again");
  }

  @Test
  void oneStepIsTenTicksAndOneLookOfTheJudge() {
    environment.reset(1);
    environment.step(Action.hold());
    environment.step(Action.hold());

    assertThat(ticks).isEqualTo(20);
    assertThat(judged).isEqualTo(2);
  }

  @Test
  void successInTheLastStepIsSuccessAndNoTimeLimit() {
    episodeEnds.addAll(List.of(EpisodeEnd.none(), EpisodeEnd.none(), EpisodeEnd.success()));
    environment.reset(1);
    environment.step(Action.hold());
    environment.step(Action.hold());
    StepResult last = environment.step(Action.hold());

    assertThat(last.episodeEnd()).isEqualTo(EpisodeEnd.success());
    assertThat(last.episodeEnd().isTerminal()).isTrue();
    assertThat(last.reward()).isEqualTo(1);
  }

  @Test
  void failureIsTerminalAndWorthNothing() {
    episodeEnds.add(EpisodeEnd.failure("dropped"));
    environment.reset(1);
    StepResult result = environment.step(Action.hold());

    assertThat(result.episodeEnd().isTerminal()).isTrue();
    assertThat(result.reward()).isZero();
    assertThatThrownBy(() -> environment.step(Action.hold()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aRobotThatBreaksInTheMiddleOfAStepEndsTheEpisodeWithWhatWasLastSeen() {
    Observation seen = environment.reset(1);
    trouble =
        () -> {
          if (ticks == 5) {
            pullTheCable();
          }
        };
    StepResult result = environment.step(Action.of(1, 0, 0, 0, 0, 0, 0));

    assertThat(result.episodeEnd())
        .isEqualTo(EpisodeEnd.fault("the cable was pulled; plug it in again"));
    assertThat(result.episodeEnd().isLearnable()).isFalse();
    assertThat(result.episodeEnd().isTerminal()).isFalse();
    assertThat(result.observation()).isEqualTo(seen);
    assertThat(result.reward()).isZero();
    assertThat(judged).isZero();
    assertThatThrownBy(() -> environment.step(Action.hold()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(environment.reset(1)).isEqualTo(seen);
  }

  @Test
  void aSensorThatReportsNoNumberEndsTheEpisodeWithWhatWasLastSeen() {
    Observation seen = environment.reset(1);
    sensed = Double.NaN;
    StepResult result = environment.step(Action.hold());

    assertThat(result.episodeEnd().kind()).isEqualTo(EpisodeEnd.Kind.FAULT);
    assertThat(result.observation()).isEqualTo(seen);
  }

  @Test
  void anEpisodeDoesNotBeginWithWhatIsNoNumber() {
    sensed = Double.POSITIVE_INFINITY;

    assertThatThrownBy(() -> environment.reset(1))
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageContaining("not finite");
  }

  @Test
  void aResetThatFailsLeavesNoEpisodeToStep() {
    environment.reset(1);
    environment.step(Action.hold());
    Resetter working = resetter;
    resetter =
        seed -> {
          throw new EnvironmentFaultException("nobody confirmed that the objects are back");
        };
    assertThatThrownBy(() -> environment.reset(2)).isInstanceOf(EnvironmentFaultException.class);

    assertThatThrownBy(() -> environment.step(Action.hold()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("reset");
    resetter = working;
    environment.reset(2);
    assertThat(environment.step(Action.hold()).episodeEnd().isEnd()).isFalse();
  }

  @Test
  void aCommandThatIsNoNumberCannotEvenBeMade() {
    assertThatThrownBy(() -> new JointCommand(new double[] {0, Double.NaN}, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be finite");
    assertThatThrownBy(() -> new JointCommand(new double[] {0, 0}, Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be finite");
  }
}
