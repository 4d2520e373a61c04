package org.e2hil.scenarios.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --set} says must be something. */
class AssignmentTest {

  private static final String REACH = "{\"task\": \"reach\", \"robot\": \"test-point\"}";

  private final Scenarios scenarios = Scenarios.discover();

  private Scenario parse(String json, String... assignments) {
    return scenarios.parse(
        json, "test.json", "test", Arrays.stream(assignments).map(Assignment::parse).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"training.startFrom=", "training.startFrom= ", "agent.discount="})
  void anAssignmentWithoutAValueIsRefused(String text) {
    assertThatThrownBy(() -> Assignment.parse(text))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("= has no value; is a shell variable empty?");
  }

  @Test
  void noneIsWrittenAsTheRefusalSays() {
    Scenario scenario =
        parse(
            REACH,
            "training.startFrom=runs/other",
            "training.startFrom=\"\"",
            "task.horizon=12",
            "task.horizon=null");

    assertThat(scenario.training().startFrom()).isEmpty();
    assertThat(scenario.task().horizon()).isEmpty();
  }
}
