package org.e2hil.scenarios.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may change between the parts of a run, and what may not. */
class FingerprintTest {

  private static final String REACH = "{\"task\": \"reach\", \"robot\": \"test-point\"}";

  private final Scenarios scenarios = Scenarios.discover();

  private Scenario parse(String json, String... assignments) {
    return scenarios.parse(
        json, "test.json", "test", Arrays.stream(assignments).map(Assignment::parse).toList());
  }

  static List<String> shipped() {
    return Scenarios.discover().shipped();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "so101 | driver.port=/dev/ttyACM7 | true",
        "so101 | driver.id=other | true",
        "so101 | driver.calibration=other.json | true",
        "so101 | driver.restoreCalibration=true | true",
        "so101 | driver.watchdogs.commandMs=500 | true",
        "so101 | cameras.0.device=/dev/video7 | true",
        "so101 | cameras.1.path=other.mp4 | true",
        "so101 | cameras.1.staleMs=900 | true",
        "so101 | cameras.0.width=320 | false",
        "so101 | driver.limits.maxSpeedRadPerS=1 | false",
        "so101 | driver.positionGain=20 | false",
        "a1x | driver.route={\"type\": \"rosbridge\", \"uri\": \"ws://arm:9090\"} | true",
        "a1x | driver.route.functionService=/other | true",
        "a1x | driver.watchdogs.faultMs=900 | true",
        "a1x | driver.route=can | false",
      })
  void aRunIsTheSameWhereverItsDevicesAre(String robot, String setting, boolean same) {
    String json =
        """
        {"task": "pick-banana", "robot": {"type": "%s", "cameras": [
          {"type": "v4l2", "device": "/dev/video0"},
          {"type": "file", "name": "side", "path": "side.mp4"}]}}\
        """
            .formatted(robot);

    assertThat(
            scenarios
                .fingerprint(parse(json, "robot." + setting))
                .equals(scenarios.fingerprint(parse(json))))
        .isEqualTo(same);
  }

  @Test
  void aRunIsTheSameWithAnotherDeviceInThePersonsHandButNotWithoutAPerson() {
    String fingerprint =
        scenarios.fingerprint(parse(REACH, "intervention.teleoperation={\"type\": \"gamepad\"}"));

    for (String device : List.of("keyboard", "leader", "spacemouse")) {
      assertThat(scenarios.fingerprint(parse(REACH, "intervention.teleoperation=" + device)))
          .isEqualTo(fingerprint);
    }
    assertThat(scenarios.fingerprint(parse(REACH))).isNotEqualTo(fingerprint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"training.startFrom", "training.demonstrationsFile"})
  void aRunIsTheSameWhereverWhatItBeganFromLies(String field) {
    String fingerprint = scenarios.fingerprint(parse(REACH, field + "=here"));

    assertThat(scenarios.fingerprint(parse(REACH, field + "=moved/there"))).isEqualTo(fingerprint);
    assertThat(scenarios.fingerprint(parse(REACH))).isNotEqualTo(fingerprint);
  }

  /** Runs that are under way must be known again by the next version. */
  @ParameterizedTest
  @MethodSource("shipped")
  void aSimulatedRunIsCalledByAllThatItsScenarioSaysOfLearning(String name) {
    for (String variation : List.of("", "+so101", "+pixels", "+hil-serl", "+paper", "+bc")) {
      Scenario scenario = scenarios.read(name + variation, List.of());
      ObjectNode tree = (ObjectNode) Json.parse(scenarios.write(scenario), name);
      tree.remove(List.of("evaluation", "diagnostics", "expect", "learning"));
      ((ObjectNode) tree.get("agent")).remove("threads");
      ((ObjectNode) tree.get("training")).remove("steps");
      CRC32C crc = new CRC32C();
      crc.update(Json.format(tree).getBytes(StandardCharsets.UTF_8));

      assertThat(scenarios.fingerprint(scenario))
          .isEqualTo(
              name + variation + String.format(Locale.ROOT, " with seed 1 (%08x)", crc.getValue()));
    }
  }

  @Test
  void theFingerprintIsTheSameInEveryLanguage() {
    String fingerprint = scenarios.fingerprint(parse(REACH));
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(scenarios.fingerprint(parse(REACH))).isEqualTo(fingerprint);
    } finally {
      Locale.setDefault(before);
    }
  }
}
