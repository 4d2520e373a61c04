package org.e2hil.scenarios.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a scenario overrides of its task. */
class TunablesTest {

  private final Scenarios scenarios = Scenarios.discover();

  private Scenario read(String... assignments) {
    return scenarios.read(
        "toast-bread", Arrays.stream(assignments).map(Assignment::parse).toList());
  }

  private Scenario parse(String task) {
    String json = "{\"extends\": \"toast-bread\", \"name\": \"mine\", \"task\": %s}";
    return scenarios.parse(json.formatted(task), "mine.json", "mine", List.of());
  }

  @Test
  void aTaskIsStillItsPlainNameAndThenHasNone() {
    assertThat(parse("\"toast-bread\"").task().tunables()).isEmpty();
    assertThat(scenarios.write(parse("\"toast-bread\""))).doesNotContain("tunables");
  }

  @Test
  void theyReachTheWorldFromAFileAndFromTheCommandLine() {
    Scenario fromFile =
        parse("{\"type\": \"toast-bread\", \"tunables\": {\"cookS\": 2, \"clearM\": 0.01}}");
    Scenario set = read("task.tunables.cookS=2", "task.tunables.clearM=0.01");

    for (Scenario scenario : new Scenario[] {fromFile, set}) {
      assertThat(scenarios.request(scenario).tunables())
          .isEqualTo(Map.of("cookS", 2.0, "clearM", 0.01));
    }
    assertThat(read("task.tunables.cookS=2", "task.tunables=null").task().tunables()).isEmpty();
  }

  @Test
  void readAgainTheyAreTheSame() {
    Scenario scenario = read("task.tunables.cookS=2");

    assertThat(scenarios.parse(scenarios.write(scenario), "file", "name", List.of()))
        .isEqualTo(scenario);
  }

  @Test
  void spelledOutEveryOneIsThereWithTheDefaultsOfTheArm() {
    String text =
        scenarios.writeWithTunables(read("robot.type=sim-so101", "task.tunables.cookS=2"));

    assertThat(Json.parse(text, "text").at("/task/tunables").toString())
        .isEqualTo(
            "{\"clearM\":0.008,\"cookS\":2.0,\"fartherM\":0.0,\"firmGripN\":0.2,"
                + "\"heldPeriods\":5.0,\"spreadM\":0.03}");
  }

  @Test
  void allThatIsWrongIsSaidAtOnceWithTheNearestNameAndTheRange() {
    assertThatThrownBy(
            () ->
                parse(
                    "{\"type\": \"toast-bread\", \"tunables\": {\"cookT\": 2, \"clearM\": 4, \"spreadM\": \"wide\"}}"))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("task.tunables.spreadM = \"wide\": must be a number");
    assertThatThrownBy(
            () -> parse("{\"type\": \"toast-bread\", \"tunables\": {\"cookT\": 2, \"clearM\": 4}}"))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining(
            "task.tunables.cookT = 2.0: toast-bread has no such tunable, the nearest is 'cookS', allowed are [spreadM,")
        .hasMessageContaining(
            "task.tunables.clearM = 4.0: clearM must lie in [0.001, 0.03] m, but is 4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"so101", "a1x"})
  void aRealArmHasNone(String robot) {
    assertThatThrownBy(() -> read("robot.type=" + robot, "task.tunables.cookS=2"))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining(
            "task.tunables = {\"cookS\":2.0}: a person judges and lays things out on " + robot);
    assertThat(read("robot.type=" + robot).task().tunables()).isEmpty();
  }

  @Test
  void theyAreWhatARunIsCalledByIfTheyAreGivenInWhateverOrder() {
    String one = "{\"type\": \"toast-bread\", \"tunables\": {\"cookS\": 2, \"clearM\": 0.01}}";
    String other = "{\"type\": \"toast-bread\", \"tunables\": {\"clearM\": 0.01, \"cookS\": 2}}";
    String none = "{\"type\": \"toast-bread\", \"tunables\": {}}";

    assertThat(scenarios.fingerprint(parse(one))).isEqualTo(scenarios.fingerprint(parse(other)));
    assertThat(scenarios.fingerprint(parse(one)))
        .isNotEqualTo(scenarios.fingerprint(parse("\"toast-bread\"")));
    assertThat(scenarios.fingerprint(parse(none)))
        .isEqualTo(scenarios.fingerprint(parse("\"toast-bread\"")));
  }
}
