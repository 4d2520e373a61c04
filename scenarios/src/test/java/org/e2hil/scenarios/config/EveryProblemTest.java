package org.e2hil.scenarios.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is wrong with one field hides nothing that is wrong with another. */
class EveryProblemTest {

  private static List<String> problems(String blocks) {
    return problems("reach", blocks);
  }

  private static List<String> problems(String task, String blocks) {
    String json = "{\"task\": \"%s\", \"robot\": \"test-point\", %s}".formatted(task, blocks);
    try {
      Scenarios.discover().parse(json, "test.json", "test", List.of());
      return List.of();
    } catch (ScenarioException e) {
      return e.problems().stream()
          .map(problem -> problem.toString().replaceFirst(":.*", ""))
          .toList();
    }
  }

  @Test
  void aValueOutOfRangeIsToldBesideOneOfTheWrongTypeAndAnUnknownField() {
    assertThat(problems("\"agent\": {\"critics\": \"two\", \"tau\": 7, \"dicount\": 0.9}"))
        .containsExactlyInAnyOrder(
            "agent.critics = \"two\"", "agent.tau = 7", "agent.dicount = 0.9");
  }

  @Test
  void allValuesOutOfRangeAreToldAtOnce() {
    assertThat(
            problems(
                "\"agent\": {\"batchSize\": 0, \"tau\": 7, \"hiddenSize\": 65536}, \"training\":"
                    + " {\"offlineShare\": 2, \"demonstrations\": -1}"))
        .containsExactlyInAnyOrder(
            "agent.batchSize = 0",
            "agent.tau = 7",
            "agent.hiddenSize = 65536",
            "training.offlineShare = 2",
            "training.demonstrations = -1");
  }

  @Test
  void aDefaultThatStandsInForAWrongValueIsNeverBlamed() {
    // 0.001 fits to what was meant, though not to the initial temperature that is the default
    assertThat(problems("\"agent\": {\"initialTemperature\": -1, \"maximumTemperature\": 0.001}"))
        .containsExactly("agent.initialTemperature = -1");
    assertThat(problems("\"training\": {\"onlineCapacity\": 5, \"warmupSteps\": 9}"))
        .containsExactly("training.onlineCapacity = 5");
  }

  @Test
  void anUnknownTaskIsToldWhateverElseIsWrong() {
    assertThat(problems("reech", "\"agent\": {\"tau\": 7}"))
        .containsExactlyInAnyOrder("agent.tau = 7", "task = \"reech\"");
  }
}
