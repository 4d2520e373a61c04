package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.system.UserFiles;
import org.e2hil.hardware.emulator.EmulatedSo101;
import org.e2hil.hardware.so101.CalibrationFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever can be known to be wrong is said before anything begins, by every command. */
class BeforehandTest {

  @TempDir private Path folder;

  /** The same words from who only looks as from who trains. */
  private void assertRefused(String part, String scenario, List<String> settings) {
    List<String> all = new ArrayList<>(List.of(scenario));
    settings.forEach(setting -> all.addAll(List.of("--set", setting)));
    List<String> validate = new ArrayList<>(List.of("validate"));
    validate.addAll(all);
    List<String> train = new ArrayList<>(List.of("train", "--out", folder.resolve("run") + ""));
    train.addAll(all);

    Called looked = Called.e2hil(validate.toArray(String[]::new));
    looked.refused(part);
    assertThat(Called.e2hil(train.toArray(String[]::new)).err()).isEqualTo(looked.err());
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "training.warmupSteps=21 | training.steps = 20: must be at least training.warmupSteps",
        "training.demonstrationsFile=nowhere.e2hil | nowhere.e2hil is not there",
        "training.startFrom=nowhere | there is no run nowhere",
        "observation=[\"moon\"] | there is no observation group moon",
        "agent.critics=33 | agent.critics = 33: The number of critics must be 1 to 32",
        "agent.hiddenSize=65536 | a multiple of 16 up to 4096",
        "training.onlineCapacity=2000000000 | onlineCapacity must lie in [1, 10,000,000]",
      })
  void validateRefusesWhatTrainRefuses(String setting, String part) throws IOException {
    assertRefused(part, SmallScenario.in(folder), List.of(setting));
  }

  @Test
  void anArmWithoutItsPortOrItsCalibrationIsNamedByBoth() {
    Path calibration = folder.resolve("mine.json");
    List<String> settings =
        List.of(
            "robot.type=so101",
            "observation=[\"proprioception\"]",
            "robot.driver.port=" + folder.resolve("ttyACM7"),
            "robot.driver.calibration=" + calibration);

    assertRefused("the calibration " + calibration, "pick-banana", settings);
    CalibrationFiles.write(
        calibration, EmulatedSo101.atHome(SeededRandom.of(1, "faults")).calibration());
    assertRefused("there is no serial port " + folder.resolve("ttyACM7"), "pick-banana", settings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "proprioception | robot.driver.calibration=~/no-such.json | no-such.json cannot be read",
        "wrist | robot.cameras=[{\"type\": \"file\", \"path\": \"~/no.mp4\"}] | no.mp4 does not exist",
      })
  void aTildeInASettingIsTheUsersHome(String group, String setting, String part) {
    assertRefused(
        UserFiles.path("~/" + part).toString(),
        "pick-banana",
        List.of("robot.type=so101", "observation=[\"" + group + "\"]", setting));
  }

  @Test
  void anExperimentNamesTheFileOfEachProblemAndTrainsNothing() throws IOException {
    String good = SmallScenario.in(folder);
    String text = Files.readString(Path.of(good));
    Path a = Files.writeString(folder.resolve("a.json"), text.replace("\"reach\"", "\"reech\""));
    Path b =
        Files.writeString(
            folder.resolve("b.json"), text.replace("\"critics\": 2", "\"critics\": 0, \"tau\": 7"));
    Path c = folder.resolve("c.json");
    Path out = folder.resolve("runs");

    Called called =
        Called.e2hil(
            "experiment",
            good,
            a.toString(),
            b.toString(),
            c.toString(),
            "--seeds",
            "1",
            "--out",
            out.toString());

    called.refused(
        a + ": task = \"reech\"",
        b + ": agent.critics = 0",
        b + ": agent.tau = 7",
        c + ": there is no such file");
    assertThat(called.err().strip().lines()).hasSize(4);
    assertThat(out).doesNotExist();
  }
}
