package org.e2hil.scenarios.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationsTest extends ScenarioParsing {

  private static final String EXPECTING =
      """
      {"task": "reach", "robot": "test-point", "expect": {
        "succeedsAtLeast": {"rate": 0.9, "rejecting": 0.75, "atRisk": 0.001},
        "reaches": {"rate": 0.9, "within": 3000},
        "needsInterventionsAtMost": 0.2,
        "isNotWorseThan": "reach.baseline.json",
        "isBitExactAgain": true
      }}
      """;

  @Test
  void everyExpectationIsReadAndSurvivesWriting() {
    Scenario scenario = parse(EXPECTING);

    assertThat(scenario.expect())
        .contains(
            new Expectations(
                Optional.of(
                    new Expectations.SucceedsAtLeast(0.9, 0.75, 0.001, OptionalLong.empty())),
                Optional.of(new Expectations.Reaches(0.9, 3000)),
                OptionalDouble.of(0.2),
                Optional.of("reach.baseline.json"),
                Optional.of(true)));
    assertThat(parse(scenarios.write(scenario))).isEqualTo(scenario);
    assertThat(parse(EXPECTING, "expect=null").expect()).isEmpty();
    assertThat(parse(EXPECTING, "expect.succeedsAtLeast.seed=7").expect().get().succeedsAtLeast())
        .hasValueSatisfying(asked -> assertThat(asked.seed()).hasValue(7));
  }

  @Test
  void whatIsExpectedIsNoPartOfTheRun() {
    Scenario expecting = parse(EXPECTING);

    assertThat(scenarios.fingerprint(expecting)).isEqualTo(scenarios.fingerprint(parse(REACH)));
    assertThat(expecting.withoutExpectations()).isEqualTo(parse(REACH));
    assertThat(scenarios.write(parse(REACH))).doesNotContain("expect");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "expct.reaches.rate=1 | expct = {\"reaches\":{\"rate\":1}}: there is no such field, the nearest is 'expect', allowed are [",
        "expect.reches=1 | expect.reches = 1: there is no such field, the nearest is 'reaches', allowed are [succeedsAtLeast, reaches,",
        "expect.reaches.in=1 | expect.reaches.in = 1: there is no such field, the nearest is ",
        "expect.reaches.rate=1.5 | expect.reaches.rate = 1.5: the rate must lie in (0, 1], but is 1.5",
        "expect.reaches.within=0 | expect.reaches.within = 0: within must be at least 1, but is 0",
        "expect.succeedsAtLeast.rejecting=0.95 | expect.succeedsAtLeast: the rates must satisfy 0 < rejected < accepted < 1, but 0.95 is rejected and 0.9 accepted",
        "expect.succeedsAtLeast.atRisk=1 | expect.succeedsAtLeast: the risk must lie between 0 and 0.5, but is 1.0",
        "expect.needsInterventionsAtMost=20 | expect.needsInterventionsAtMost = 20: needsInterventionsAtMost must lie in [0, 1], but is 20.0",
        "expect.isNotWorseThan=\"\" | expect.isNotWorseThan = \"\": isNotWorseThan must name the file of a baseline",
        "expect.isBitExactAgain=yes | expect.isBitExactAgain = \"yes\": must be true or false",
        "expect={} | expect: nothing is expected; say what, or leave the whole block out",
        "expect=all | expect = \"all\": must be a block of [succeedsAtLeast, reaches,",
      })
  void whatCannotBeExpectedIsSaidInOneLineWithItsPlace(String assignment, String beginning) {
    assertThatThrownBy(() -> parse(EXPECTING, assignment))
        .isInstanceOf(ScenarioException.class)
        .message()
        .startsWith(beginning)
        .doesNotContain("\n");
  }
}
