package org.e2hil.scenarios.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import org.e2hil.agent.env.ActionScaling;
import org.e2hil.agent.intervention.TriggerConfig;
import org.e2hil.agent.sac.SacConfig;
import org.e2hil.agent.selection.Ramp;
import org.e2hil.agent.selection.SelectionConfig;
import org.e2hil.hardware.camera.CameraSettings;
import org.e2hil.hardware.camera.Crop;
import org.e2hil.hardware.so101.So101CellSettings;
import org.e2hil.hardware.teleop.AxisMotion;
import org.e2hil.hardware.teleop.Motion;
import org.e2hil.hardware.teleop.TakeoverRule;
import org.e2hil.hardware.teleop.TeleoperationConfig;
import org.e2hil.scenarios.PointWorldProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every field of a scenario is read, changed and written, or refused in a line that says where. */
class ScenarioFieldsTest extends ScenarioParsing {

  @Test
  void taskAndRobotAreEnoughForAScenario() {
    Scenario scenario = parse(REACH);

    assertThat(scenario.name()).isEqualTo("test");
    assertThat(scenario.agent()).isEqualTo(SacConfig.defaults());
    assertThat(scenario.selection()).isEqualTo(SelectionConfig.entropyBounded());
    assertThat(scenario.intervention()).isEqualTo(Intervention.never());
    assertThat(scenario.observation()).isEqualTo(Scenario.Observation.STATE);
    assertThat(scenario.actionScaling()).isEqualTo(ActionScaling.OWN);
    assertThat(scenario.robot().settings()).isEqualTo(PointWorldProvider.Settings.defaults());
  }

  @Test
  void anyFieldCanBeSetAgain() {
    Scenario scenario =
        parse(
            REACH,
            "agent.discount=0.98",
            "selection=keep-all",
            "actionScaling=paper",
            "actionScaling.rotationRad=0.06",
            "observation.1=side",
            "intervention.triggers=[{\"type\": \"stuck\", \"steps\": 9, \"minimumProgress\": 0.1}]",
            "intervention.triggers.0.steps=30",
            "robot.speed=0.5",
            "task.horizon=12",
            "seed=7");

    assertThat(scenario.agent().discount()).isEqualTo(0.98);
    assertThat(scenario.selection()).isEqualTo(SelectionConfig.keepAll());
    assertThat(scenario.actionScaling())
        .isEqualTo(
            new ActionScaling(
                OptionalDouble.empty(), OptionalDouble.of(0.06), OptionalDouble.empty(), true));
    assertThat(scenario.observation().groups()).containsExactly("proprioception", "side");
    assertThat(scenario.intervention().triggers())
        .containsExactly(new TriggerConfig.Stuck(30, 0.1));
    assertThat(scenario.robot().settings()).isEqualTo(new PointWorldProvider.Settings(0.5));
    assertThat(scenario.task().horizon()).hasValue(12);
    assertThat(scenario.seed()).isEqualTo(7);
  }

  @Test
  void everyDeviceThatAPersonTakesOverWithIsAvailableByItsNameAndSurvivesWriting() {
    for (String type : List.of("gamepad", "joystick", "spacemouse", "keyboard", "leader")) {
      Scenario scenario = parse(REACH, "intervention.teleoperation=" + type);

      assertThat(Scenarios.typeName((Record) scenario.intervention().teleoperation().get()))
          .isEqualTo(type);
      assertThat(parse(scenarios.write(scenario))).isEqualTo(scenario);
    }
  }

  @Test
  void aDevicesMapIsChangedFieldByField() {
    Scenario scenario =
        parse(
            REACH,
            "intervention.teleoperation={\"type\": \"gamepad\", \"device\": \"pro\"}",
            "intervention.teleoperation.map.takeover={\"mode\": \"toggle\", \"button\": \"back\"}",
            "intervention.teleoperation.map.axes.0.scale=-0.5");

    TeleoperationConfig.Gamepad gamepad =
        (TeleoperationConfig.Gamepad) scenario.intervention().teleoperation().get();
    assertThat(gamepad.device()).contains("pro");
    assertThat(gamepad.map().takeover()).isEqualTo(TakeoverRule.toggle("back"));
    assertThat(gamepad.map().axes().get(0)).isEqualTo(new AxisMotion("lefty", Motion.X, -0.5, 0.1));
  }

  @Test
  void aPersonAndAScriptDoNotTakeOverTogether() {
    assertThatThrownBy(
            () ->
                parse(
                    REACH,
                    "intervention.teleoperation=keyboard",
                    "intervention.triggers=[{\"type\": \"stuck\", \"steps\": 9,"
                        + " \"minimumProgress\": 0.1}]"))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("triggers must be empty");
  }

  @Test
  void theCamerasOfARobotAreAListOfBlocks() {
    Scenario scenario =
        parse(
            "{\"task\": \"pick-banana\", \"robot\": {\"type\": \"so101\", \"cameras\":"
                + " [{\"type\": \"v4l2\", \"device\": \"/dev/video2\"}, {\"type\": \"file\","
                + " \"name\": \"side\", \"path\": \"side.mp4\", \"crop\": {\"x\": 8, \"y\": 0,"
                + " \"width\": 480, \"height\": 480}}]}, \"observation\": \"pixels\"}");

    So101CellSettings settings = (So101CellSettings) scenario.robot().settings();
    assertThat(settings.cameras())
        .extracting(CameraSettings::name)
        .containsExactly("wrist", "side");
    assertThat(settings.cameras().get(1).crop()).contains(new Crop(8, 0, 480, 480));
    assertThat(parse(scenarios.write(scenario))).isEqualTo(scenario);
  }

  @Test
  void everySelectionIsAvailableByItsNameAndSurvivesWriting() {
    for (String type : List.of("keep-all", "entropy-bounded", "soft-bounded", "random-drop")) {
      Scenario scenario = parse(REACH, "selection.type=" + type);

      assertThat(Scenarios.typeName((Record) scenario.selection())).isEqualTo(type);
      assertThat(parse(scenarios.write(scenario))).isEqualTo(scenario);
    }
  }

  @Test
  void randomisationIsAWordOrFieldsAndSurvivesWriting() {
    String json = "{\"task\": \"pick-banana\", \"robot\": \"sim-a1x\"}";
    Scenario none = parse(json);
    Scenario all = parse(json, "robot.randomisation=default");
    Scenario some =
        parse(
            json,
            "robot.randomisation=default",
            "robot.randomisation.physics.friction.high=1.2",
            "robot.randomisation.sensing.delayS=null");

    assertThat(parse(json, "robot.randomisation=none")).isEqualTo(none);
    assertThat(parse(scenarios.write(none))).isEqualTo(none);
    assertThat(parse(scenarios.write(all))).isEqualTo(all).isNotEqualTo(none);
    assertThat(parse(scenarios.write(some))).isEqualTo(some).isNotEqualTo(all);
    assertThat(scenarios.write(all)).contains("\"friction\": {");
    assertThat(scenarios.write(some)).doesNotContain("delayS").contains("\"high\": 1.2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "much | robot.randomisation = \"much\": must be one of [none, looks, default] or a block of [physics,",
        "{\"physics\": {\"fricton\": {}}} | robot.randomisation.physics.fricton = {}: there is no such field, the nearest is 'friction'",
        "{\"physics\": {\"mass\": {\"low\": 0, \"high\": 1}}} | robot.randomisation.physics.mass = {\"low\":0,\"high\":1}: mass must be at least 0.001",
        "{\"look\": {\"tint\": {\"low\": 2, \"high\": 1}}} | robot.randomisation.look.tint.low = 2: low and high must be finite",
      })
  void aWrongRandomisationIsSaidInOneLine(String value, String beginning) {
    String json = "{\"task\": \"pick-banana\", \"robot\": \"sim-a1x\"}";
    assertThatThrownBy(() -> parse(json, "robot.randomisation=" + value))
        .isInstanceOf(ScenarioException.class)
        .message()
        .startsWith(beginning)
        .doesNotContain("\n");
  }

  @Test
  void anInfiniteClipSurvivesWriting() {
    Scenario scenario = parse(REACH, "agent.gradientClip=Infinity");

    assertThat(scenario.agent().gradientClip()).isInfinite();
    assertThat(parse(scenarios.write(scenario))).isEqualTo(scenario);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "agent.dicount=0.9 | agent.dicount = 0.9: there is no such field, the nearest is 'discount', allowed are [",
        "agnt.discount=0.9 | agnt = {\"discount\":0.9}: there is no such field, the nearest is 'agent', allowed are [name,",
        "agent.discount=2 | agent.discount = 2: ",
        "agent.batchSize=0 | agent.batchSize = 0: ",
        "agent.critics=two | agent.critics = \"two\": must be a whole number",
        "selection=keepall | selection.type = \"keepall\": there is no such type, the nearest is 'keep-all', allowed are [keep-all,",
        "selection.ramp.schedule=cosin | selection.ramp.schedule = \"cosin\": must be one of [none, linear, cosine]",
        "actionScaling=fast | actionScaling = \"fast\": must be one of [default, paper] or a block of [translationM, rotationRad, gripperFraction, paper]",
        "actionScaling={\"translationM\": 1, \"rotationRad\": 0, \"gripperFraction\": 0} | actionScaling.translationM = 1: translationM must lie in (0, 0.05]",
        "observation=rgb | observation = \"rgb\": must be one of [state, pixels] or a list",
        "observation=[] | observation.groups = []: groups must name one observation group at least",
        "robot.speed=7 | robot.speed = 7: speed must lie in (0, 1], but is 7.0",
        "robot=sim-a1y | robot.type = \"sim-a1y\": there is no such type, the nearest is 'sim-a1x', allowed are [",
        "task=reech | task = \"reech\": the robot test-point has no such task, the nearest is 'reach', allowed are [reach]",
        "task.horizon=0 | task.horizon = 0: horizon must be at least 1, but is 0",
        "training.steps=0 | training.steps = 0: steps must be at least 1, but is 0",
        "intervention.triggers.0.steps=1 | intervention.triggers = []: has no entry '0'",
        "name=../x | name = \"../x\": name must be",
        "seed=1.5 | seed = 1.5: must be a whole number",
      })
  void whatIsWrongIsSaidInOneLineWithItsPlace(String assignment, String beginning) {
    assertThatThrownBy(() -> parse(REACH, assignment))
        .isInstanceOf(ScenarioException.class)
        .message()
        .startsWith(beginning)
        .doesNotContain("\n");
  }

  @Test
  void aMissingTaskAndRobotAreBothReported() {
    assertThatThrownBy(() -> parse("{}"))
        .message()
        .contains("task: is missing", "robot: is missing");
  }

  @Test
  void aRampIsSaidInAnyOrderAndOnlyAsAWhole() {
    SelectionConfig.EntropyBounded selection =
        (SelectionConfig.EntropyBounded)
            parse(REACH, "selection.ramp.steps=100", "selection.ramp.schedule=linear").selection();

    assertThat(selection.ramp()).isEqualTo(new Ramp(Ramp.Schedule.LINEAR, 100));
    assertThatThrownBy(() -> parse(REACH, "selection.ramp.steps=100"))
        .hasMessageStartingWith("selection.ramp.steps = 100: steps must be left out");
    assertThatThrownBy(() -> parse(REACH, "selection.ramp.schedule=cosine"))
        .hasMessageStartingWith("selection.ramp.steps = 0: steps must be at least 1");
  }
}
