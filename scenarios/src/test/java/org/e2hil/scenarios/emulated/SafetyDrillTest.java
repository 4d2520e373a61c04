package org.e2hil.scenarios.emulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Limit;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.ManualClock;
import org.e2hil.agent.training.EpisodeFile;
import org.e2hil.agent.training.EpisodeRecord;
import org.e2hil.agent.training.TrainingListener;
import org.e2hil.hardware.stream.SteppedClock;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.TrainingRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever goes wrong above the driver, the arm holds, parks, and goes limp only with consent. */
class SafetyDrillTest {

  private static final Action AWAY = Action.of(1, 1, -1, 0, 0, 0, 0);
  private static final double[] HOME =
      Arms.a1x().homeRad().stream().mapToDouble(Double::doubleValue).toArray();

  private final Drill drill = new Drill();

  @Test
  void anExceptionInThePolicyEndsInAParkedArm() {
    assertThatThrownBy(
            () -> {
              try (Workcell workcell = drill.open()) {
                workcell.environment().reset(1);
                for (int i = 0; i < 5; i++) {
                  workcell.environment().step(AWAY);
                }
                assertThat(Drill.apart(drill.shafts(), HOME)).isGreaterThan(0.05);
                throw new IllegalStateException("the policy has a bug");
              }
            })
        .hasMessage("the policy has a bug");

    assertThat(drill.questions).singleElement().asString().contains("supporting the arm");
    assertThat(drill.device.emulator().isUnderTorque()).isFalse();
  }

  @Test
  void withoutConsentAParkedArmStaysUnderTorque() {
    drill.answer = false;
    try (Workcell workcell = drill.open()) {
      workcell.environment().reset(1);
      workcell.environment().step(AWAY);
    }
    assertThat(drill.device.emulator().isUnderTorque()).isTrue();
  }

  @Test
  void whileAPolicyStallsForASecondTheArmHoldsAndThenGoesOnWithoutAJump()
      throws InterruptedException {
    try (Workcell workcell = drill.open()) {
      workcell.environment().reset(1);
      for (int i = 0; i < 5; i++) {
        workcell.environment().step(AWAY);
      }
      drill.clock.sleepUntil(drill.clock.nanoTime() + 700_000_000L);
      double[] holding = drill.shafts();
      drill.clock.sleepUntil(drill.clock.nanoTime() + 300_000_000L);

      assertThat(Drill.apart(drill.shafts(), holding)).isLessThan(1e-3);
      assertThat(drill.driver.counts().silenceHolds()).isEqualTo(1);
      double[] before = drill.shafts();
      StepResult result = workcell.environment().step(AWAY);
      assertThat(result.episodeEnd()).isEqualTo(EpisodeEnd.none());
      assertThat(Drill.apart(drill.shafts(), before)).isLessThan(0.15);
    }
  }

  @Test
  void aPolicyThatDawdlesInRealTimeFindsTheArmHolding() {
    var wall = new ManualClock();
    Drill paced = new Drill(SteppedClock.pacedBy(wall));
    try (Workcell workcell = paced.open()) {
      workcell.environment().reset(1);
      workcell.environment().step(AWAY);
      long held = paced.driver.counts().silenceHolds();
      wall.advance(1_000_000_000L);
      StepResult result = workcell.environment().step(AWAY);

      assertThat(paced.driver.counts().silenceHolds()).isEqualTo(held + 1);
      assertThat(result.episodeEnd()).isEqualTo(EpisodeEnd.none());
    }
  }

  @Test
  void aPolicyThatAnswersNanMovesNothing() {
    try (Workcell workcell = drill.open()) {
      workcell.environment().reset(1);
      double[] before = drill.shafts();
      StepResult result = workcell.environment().step(Action.of(Double.NaN, 1, 1, 1, 1, 1, 1));

      assertThat(result.limits().count(Limit.NON_FINITE)).isEqualTo(1);
      assertThat(result.applied()).isEqualTo(Action.hold());
      assertThat(Drill.apart(drill.shafts(), before)).isLessThan(2e-3);
    }
  }

  @Test
  void aPulledCableIsAFaultThatIsNeverLearnedFromAndSaysWhatHappened() {
    try (Workcell workcell = drill.open()) {
      workcell.environment().reset(1);
      workcell.environment().step(AWAY);
      drill.device.faults().unplug();
      StepResult result = workcell.environment().step(AWAY);

      assertThat(result.episodeEnd().kind()).isEqualTo(EpisodeEnd.Kind.FAULT);
      assertThat(result.episodeEnd().isLearnable()).isFalse();
      assertThat(result.observation().isFinite()).isTrue();
      assertThatThrownBy(() -> workcell.environment().reset(2))
          .isInstanceOf(EnvironmentFaultException.class);
    }
    // nobody can be asked whether an arm may go limp that cannot be reached
    assertThat(drill.questions).isEmpty();
  }

  @Test
  void anEmergencyStopEndsTheEpisodeAndTheNextResetArmsAgain() {
    try (Workcell workcell = drill.open()) {
      workcell.environment().reset(1);
      drill.driver.emergencyStop("somebody pressed it");
      assertThat(workcell.environment().step(AWAY).episodeEnd().reason())
          .contains("emergency stop");

      workcell.environment().reset(2);
      assertThat(workcell.environment().step(AWAY).episodeEnd()).isEqualTo(EpisodeEnd.none());
    }
  }

  @Test
  void aTrainingWhoseCableIsPulledKeepsWhatItRecorded(@TempDir Path folder) {
    Scenarios scenarios = new Scenarios(List.of(drill));
    Scenario scenario =
        scenarios.read(
            "pick-banana",
            List.of(
                new Assignment("robot", "a1x-emulated"),
                new Assignment("training.demonstrations", "2"),
                new Assignment("training.warmupSteps", "1000"),
                new Assignment("task.horizon", "60"),
                new Assignment("agent.hiddenSize", "16"),
                new Assignment("agent.latentSize", "16"),
                new Assignment("training.steps", "1000")));
    Path demonstrations = folder.resolve("demonstrations.e2hil");
    TrainingListener unplugging =
        new TrainingListener() {
          @Override
          public void onEpisode(EpisodeRecord episode, List<RecordedStep> steps) {
            if (episode.episode() == 1) {
              drill.device.faults().unplug();
            }
          }
        };
    assertThatThrownBy(
            () -> {
              try (TrainingRun run = TrainingRun.open(scenarios, scenario)) {
                run.listen(unplugging);
                run.demonstrate(demonstrations, () -> false);
                run.train(folder.resolve("checkpoint.e2hil"), () -> false);
              }
            })
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageContaining("in a row");

    assertThat(EpisodeFile.read(demonstrations)).hasSize(2);
  }

  @Test
  void aCableThatIsPulledBetweenDemonstrationsCostsNoneOfThemNorDoesBeginningAgain(
      @TempDir Path folder) {
    Scenarios scenarios = new Scenarios(List.of(drill));
    Scenario scenario =
        scenarios.read(
            "pick-banana",
            List.of(
                new Assignment("robot", "a1x-emulated"),
                new Assignment("agent.hiddenSize", "16"),
                new Assignment("agent.latentSize", "16"),
                new Assignment("training.demonstrations", "2")));
    Path demonstrations = folder.resolve("demonstrations.e2hil");
    TrainingListener unplugging =
        new TrainingListener() {
          @Override
          public void onDemonstration(int done, int wanted, int steps) {
            drill.device.faults().unplug();
          }
        };
    for (int time = 0; time < 3; time++) {
      assertThatThrownBy(
              () -> {
                try (TrainingRun run = TrainingRun.open(scenarios, scenario)) {
                  run.listen(unplugging);
                  run.demonstrate(demonstrations, () -> false);
                }
              })
          .isInstanceOf(EnvironmentFaultException.class)
          .hasMessageContaining("is gone");
    }

    assertThat(EpisodeFile.read(demonstrations)).hasSize(1);
    assertThat(EpisodeFile.read(folder.resolve("demonstrations-before.e2hil"))).hasSize(1);
    assertThat(EpisodeFile.read(folder.resolve("demonstrations-before-2.e2hil"))).hasSize(1);
  }

  @Test
  void theArmReallyParksAtItsHome() {
    Workcell workcell = drill.open();
    drill.answer = false;
    workcell.environment().reset(1);
    for (int i = 0; i < 8; i++) {
      workcell.environment().step(AWAY);
    }
    workcell.environment().close();

    assertThat(drill.driver.setpoint().positionsRad()).containsExactly(HOME, Offset.offset(2e-3));
  }
}
