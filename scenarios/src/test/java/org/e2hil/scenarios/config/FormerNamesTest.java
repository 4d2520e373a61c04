package org.e2hil.scenarios.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.e2hil.agent.env.ActionScaling;
import org.junit.jupiter.api.Test;

/** A scenario of the last version is still read, and it is said what its names are now. */
class FormerNamesTest {

  private final Scenarios scenarios = Scenarios.discover();

  private Scenario parse(String json, Assignment... assignments) {
    return scenarios.parse(json.replace('\'', '"'), "old.json", "old", List.of(assignments));
  }

  @Test
  void aFormerFieldIsReadAsThePresentOne() {
    Scenario old =
        parse("{'extends': 'pick-banana', 'control': {'asReal': true, 'rotationRad': 0.1}}");
    Scenario now =
        parse("{'extends': 'pick-banana', 'actionScaling': {'paper': true, 'rotationRad': 0.1}}");

    assertThat(old).isEqualTo(now);
    assertThat(old.actionScaling().paper()).isTrue();
  }

  @Test
  void aFormerWordIsReadAsThePresentOne() {
    assertThat(parse("{'extends': 'pick-banana', 'control': 'as-real'}").actionScaling())
        .isEqualTo(ActionScaling.PAPER);
  }

  @Test
  void aFormerFieldOfTheRobotIsReadInAFileAndInASetting() {
    String setup = "{'startM': [0.2, 0, 0.1]}";
    assertThatThrownBy(
            () ->
                parse(
                    "{'task': 'pick-banana', 'robot': {'type': 'a1x', 'workplace': "
                        + setup
                        + "}}"))
        .hasMessageContaining("robot.taskSetup.");
    assertThatThrownBy(
            () -> scenarios.blocks().robot("a1x", List.of(new Assignment("workplace.pitch", "1"))))
        .hasMessageContaining("taskSetup.pitch");
  }

  @Test
  void aFormerPathIsSetAsThePresentOne() {
    Scenario set =
        parse(
            "{'extends': 'pick-banana'}",
            new Assignment("control", "as-real"),
            new Assignment("control.asReal", "false"));

    assertThat(set.actionScaling()).isEqualTo(ActionScaling.OWN);
  }

  @Test
  void bothNamesAtOnceAreRefused() {
    assertThatThrownBy(
            () ->
                parse(
                    "{'extends': 'pick-banana', 'control': 'as-real', 'actionScaling': 'default'}"))
        .hasMessageContaining("control")
        .hasMessageContaining("there is no such field");
  }
}
