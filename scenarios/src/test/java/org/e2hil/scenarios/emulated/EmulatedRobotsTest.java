package org.e2hil.scenarios.emulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.sim.randomisation.Randomisation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole path without an arm: the driver, its bytes, the emulator, the scene. */
class EmulatedRobotsTest {

  private final Scenarios scenarios = Scenarios.discover();

  @ParameterizedTest
  @EnumSource
  void theExpertPicksTheBananaOverEveryTransport(EmulatedA1xSettings.Transport transport) {
    EmulatedA1xSettings usual = EmulatedA1xSettings.defaults();
    EmulatedA1xSettings settings =
        new EmulatedA1xSettings(
            transport, 0.005, Randomisation.NONE, Tempo.LOCK_STEP, 0, 0, usual.driver());

    assertThat(play(new EmulatedA1xProvider(), settings, 1).kind())
        .isEqualTo(EpisodeEnd.Kind.SUCCESS);
  }

  @Test
  void theExpertPicksTheBananaWithAnSo101() {
    assertThat(play(new EmulatedSo101Provider(), EmulatedSo101Settings.defaults(), 1).kind())
        .isEqualTo(EpisodeEnd.Kind.SUCCESS);
  }

  @Test
  void theExpertPicksTheBananaOverABadCable() {
    EmulatedA1xSettings usual = EmulatedA1xSettings.defaults();
    EmulatedA1xSettings settings =
        new EmulatedA1xSettings(
            usual.transport(),
            0.005,
            Randomisation.NONE,
            Tempo.LOCK_STEP,
            0.01,
            0.01,
            usual.driver());

    assertThat(play(new EmulatedA1xProvider(), settings, 2).kind())
        .isEqualTo(EpisodeEnd.Kind.SUCCESS);
  }

  @Test
  void oneScenarioFileNeedsNothingButAnotherRobotType() {
    List<String> robots = List.of("sim-a1x", "a1x-emulated", "sim-so101", "so101-emulated");
    for (String robot : robots) {
      Scenario scenario =
          scenarios.read("pick-banana", List.of(new Assignment("robot.type", robot)));
      try (Workcell workcell = scenarios.open(scenario)) {
        assertThat(workcell.environment().spec().robot()).isEqualTo(robot);
        assertThat(workcell.expert()).isPresent();
        assertThat(workcell.environment().reset(1).numbers("objects")).hasSize(48);
      }
    }
  }

  @Test
  void whereNobodyNamesARobotASimulatedOneIsTaken() {
    assertThat(scenarios.forDemo("toast-bread", Optional.empty(), List.of()).robot().type())
        .startsWith("sim-");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "so101-emulated | driver.port        | /dev/ttyACM1",
        "so101-emulated | driver.id          | my_arm",
        "so101-emulated | driver.calibration | my_arm.json",
        "a1x-emulated   | driver.route       | {\"type\": \"can\", \"device\": \"can1\"}"
      })
  void whatHasNoEffectOnAnEmulatedArmIsRefusedByItsField(String robot, String field, String value) {
    assertThatThrownBy(
            () ->
                scenarios.read(
                    "pick-banana",
                    List.of(
                        new Assignment("robot.type", robot),
                        new Assignment("robot." + field, value))))
        .hasMessageContaining(field + " has no effect on an emulated arm");
  }

  @Test
  void aDryRunComputesAndTheArmDoesNotMove() {
    Scenario scenario =
        scenarios.read(
            "pick-banana",
            List.of(
                new Assignment("robot.type", "a1x-emulated"),
                new Assignment("robot.driver.dryRun", "true")));
    try (Workcell workcell = scenarios.open(scenario)) {
      float[] before = workcell.environment().reset(1).numbers("proprioception");
      StepResult result = null;
      for (int i = 0; i < 10; i++) {
        result = workcell.environment().step(Action.of(1, 1, -1, 0, 0, 0, 0));
      }
      float[] after = result.observation().numbers("proprioception");
      for (int i = 0; i < 3; i++) {
        assertThat(after[i]).isCloseTo(before[i], org.assertj.core.data.Offset.offset(1e-3f));
      }
    }
  }

  private static EpisodeEnd play(EnvironmentProvider provider, Record settings, long seed) {
    EnvironmentRequest request =
        new EnvironmentRequest(
            "pick-banana",
            settings,
            List.of("proprioception", "objects"),
            Optional.empty(),
            OptionalInt.empty());
    List<StepResult> results = new ArrayList<>();
    try (Workcell workcell = provider.open(request)) {
      workcell.environment().reset(seed);
      workcell.expert().orElseThrow().begin(SeededRandom.of(seed, "hand"), 0);
      do {
        results.add(workcell.environment().step(workcell.expert().orElseThrow().act()));
      } while (!results.get(results.size() - 1).episodeEnd().isEnd());
    }
    return results.get(results.size() - 1).episodeEnd();
  }
}
