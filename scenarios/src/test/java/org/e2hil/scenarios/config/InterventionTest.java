package org.e2hil.scenarios.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who takes over decides what has an effect. */
class InterventionTest {

  private static final String REACH = "{\"task\": \"reach\", \"robot\": \"test-point\"}";

  private final Scenarios scenarios = Scenarios.discover();

  private Scenario parse(String json, String... assignments) {
    return scenarios.parse(
        json, "test.json", "test", Arrays.stream(assignments).map(Assignment::parse).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "never | budget.stepsPerRun=5 | budget = {\"stepsPerRun\":5}: budget must be left out, or"
            + " set to default, where there are no triggers",
        "{\"teleoperation\": \"keyboard\"} | budget.stepsPerEpisode=5 | budget must be left out,"
            + " or set to default, where a person takes over",
      })
  void aBudgetThatNobodyKeepsIsRefused(String who, String setting, String part) {
    assertThatThrownBy(
            () -> parse(REACH, "intervention=" + who, "intervention." + setting, "seed=2"))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining(part);
  }

  @Test
  void theHandOfAScenarioThatIsExtendedDoesNotMatterToAPerson() {
    List<Assignment> person =
        List.of(
            Assignment.parse("intervention.triggers=[]"),
            Assignment.parse("intervention.teleoperation=keyboard"));

    assertThat(scenarios.read("pick-banana", person).intervention().teleoperation()).isPresent();
  }
}
