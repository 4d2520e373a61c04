package org.e2hil.hardware.so101;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.system.UserFiles;
import org.e2hil.hardware.emulator.EmulatedSo101;
import org.e2hil.hardware.so101.CalibrationFiles.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CalibrationFilesTest {

  private static final String DEFAULT_PLACE = ".cache/huggingface/lerobot/calibration";

  /** As LeRobot wrote it until early in 2025. */
  private static final String OLDER =
      """
      {"homing_offset": [-2049, -2005, -2084, -2070, -2010, -1887],
       "drive_mode": [0, 0, 0, 0, 0, 0],
       "start_pos": [2010, 2993, 1113, 2024, 2047, 1893],
       "end_pos": [3073, -2020, 2034, 3094, -1062, 3070],
       "calib_mode": ["DEGREE", "DEGREE", "DEGREE", "DEGREE", "DEGREE", "LINEAR"],
       "motor_names": ["shoulder_pan", "shoulder_lift", "elbow_flex", "wrist_flex", "wrist_roll",
         "gripper"]}
      """;

  private final Calibration calibration =
      EmulatedSo101.atHome(SeededRandom.of(1, "faults")).calibration();

  @TempDir Path home;

  @Test
  void whatWasWrittenIsReadAgainAndReadsAsLerobotWritesIt() throws IOException {
    Path file = home.resolve("a/b/mine.json");
    CalibrationFiles.write(file, calibration);

    assertThat(CalibrationFiles.read(file)).isEqualTo(calibration);
    assertThat(Files.readString(file))
        .contains("\"shoulder_pan\"", "\"drive_mode\"", "\"homing_offset\"", "\"range_max\"");
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFileIsFoundUnderTheNamesThatLerobotHasUsed() {
    CalibrationFiles files = files(Map.of());
    Path old = home.resolve(DEFAULT_PLACE + "/robots/so101_follower/mine.json");
    CalibrationFiles.write(old, calibration);
    Path leader = home.resolve(DEFAULT_PLACE + "/teleoperators/so_leader/mine.json");
    CalibrationFiles.write(leader, calibration);

    assertThat(files.find(Role.FOLLOWER, "mine")).isEqualTo(old);
    assertThat(files.find(Role.LEADER, "mine")).isEqualTo(leader);
    assertThat(files.place(Role.FOLLOWER, "mine"))
        .isEqualTo(home.resolve(DEFAULT_PLACE + "/robots/so_follower/mine.json"));
  }

  @Test
  void theEnvironmentMovesThePlacesAsItDoesForLerobot() {
    assertThat(place(Map.of("HF_LEROBOT_CALIBRATION", "/c", "HF_LEROBOT_HOME", "/l")))
        .isEqualTo(Path.of("/c/robots/so_follower/mine.json"));
    assertThat(place(Map.of("HF_LEROBOT_HOME", "/l", "HF_HOME", "/h")))
        .isEqualTo(Path.of("/l/calibration/robots/so_follower/mine.json"));
    assertThat(place(Map.of("HF_HOME", "/h")))
        .isEqualTo(Path.of("/h/lerobot/calibration/robots/so_follower/mine.json"));
    assertThat(place(Map.of("HF_HOME", "~/hf")))
        .isEqualTo(home.resolve("hf/lerobot/calibration/robots/so_follower/mine.json"));
    assertThat(place(Map.of("HF_LEROBOT_CALIBRATION", "~")))
        .isEqualTo(home.resolve("robots/so_follower/mine.json"));
  }

  private CalibrationFiles files(Map<String, String> environment) {
    return CalibrationFiles.of(UserFiles.of(environment, home.toString()));
  }

  private Path place(Map<String, String> environment) {
    return files(environment).place(Role.FOLLOWER, "mine");
  }

  @Test
  void aMissingFileIsToldWithThePlacesAndTheArmsThatThereAre() {
    CalibrationFiles files = files(Map.of());
    CalibrationFiles.write(files.place(Role.FOLLOWER, "left"), calibration);

    assertThatThrownBy(() -> files.find(Role.FOLLOWER, "mine"))
        .isInstanceOf(CalibrationException.class)
        .hasMessageContaining("lerobot-calibrate")
        .hasMessageContaining("so100_follower/mine.json")
        .hasMessageContaining("calibrated are left");
  }

  @Test
  void twoFilesThatDifferAreNotChosenBetween() throws IOException {
    CalibrationFiles files = files(Map.of());
    Path fresh = files.place(Role.FOLLOWER, "mine");
    Path old = home.resolve(DEFAULT_PLACE + "/robots/so101_follower/mine.json");
    CalibrationFiles.write(fresh, calibration);
    CalibrationFiles.write(old, calibration);
    assertThat(files.find(Role.FOLLOWER, "mine")).isEqualTo(fresh);

    Files.writeString(old, Files.readString(old).replace("-312", "-311"));

    assertThatThrownBy(() -> files.find(Role.FOLLOWER, "mine"))
        .isInstanceOf(CalibrationException.class)
        .hasMessageContaining("differ")
        .hasMessageContaining(old.toString());
  }

  @Test
  void aBrokenFileIsToldByItsField() throws IOException {
    Path file = home.resolve("mine.json");
    CalibrationFiles.write(file, calibration);
    String good = Files.readString(file);

    assertBroken(file, good.replace("\"id\" : 3", "\"id\" : 4"), "elbow_flex must have the id 3");
    assertBroken(file, good.replace("-312", "-31.5"), "homing_offset of shoulder_pan");
    assertBroken(file, good.replace("-312", "-3120"), "shoulder_pan: homing_offset");
    assertBroken(file, good.replace("\"range_max\"", "\"rangemax\""), "range_max of shoulder_pan");
    assertBroken(file, good.replace("\"wrist_roll\"", "\"wrist_rol\""), "no motor wrist_rol");
    assertBroken(file, "{}", "no calibration for shoulder_pan, shoulder_lift");
    assertBroken(file, "[]", "must be an object");
    assertBroken(file, good.substring(0, 80), "is not JSON");
    assertBroken(file, "", "must be an object");
    assertBroken(file, OLDER, "it is in LeRobot's older format");
  }

  @Test
  void aFileThatCannotBeReadSaysWhy() throws IOException {
    Path noText = Files.write(home.resolve("mine.json"), new byte[] {'{', (byte) 0xff});

    assertUnreadable(home.resolve("none.json"), "there is no such file");
    assertUnreadable(home, "it is a folder");
    assertUnreadable(noText, "it is not text in UTF-8");
  }

  private static void assertUnreadable(Path file, String reason) {
    assertThatThrownBy(() -> CalibrationFiles.read(file))
        .isInstanceOf(CalibrationException.class)
        .hasMessageStartingWith("the calibration " + file + " cannot be read: " + reason);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aFileMayBeReadByWhoeverMayReadWhatThisUserWrites() throws IOException {
    Path ordinary = Files.writeString(home.resolve("ordinary"), "");
    Path file = home.resolve("mine.json");
    CalibrationFiles.write(file, calibration);

    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(Files.getPosixFilePermissions(ordinary));
  }

  @Test
  void whatCannotBeWrittenLeavesNothingBehindAndIsToldBeforehand() throws IOException {
    Path folder = Files.createDirectories(home.resolve("mine.json/full"));
    Path taken = folder.getParent();
    Path file = Files.writeString(home.resolve("file"), "");

    assertThatThrownBy(() -> CalibrationFiles.write(taken, calibration))
        .isInstanceOf(UncheckedIOException.class);
    try (var files = Files.list(home)) {
      assertThat(files).containsExactlyInAnyOrder(taken, file);
    }
    assertThatThrownBy(() -> CalibrationFiles.requireWritable(taken))
        .isInstanceOf(CalibrationException.class)
        .hasMessageContaining("is a folder");
    assertThatThrownBy(() -> CalibrationFiles.requireWritable(file.resolve("x/mine.json")))
        .isInstanceOf(CalibrationException.class)
        .hasMessageContaining(file + " is no folder");
    assertThatCode(() -> CalibrationFiles.requireWritable(home.resolve("a/b/mine.json")))
        .doesNotThrowAnyException();
    assertThat(home.resolve("a")).doesNotExist();
  }

  private static void assertBroken(Path file, String text, String sentence) throws IOException {
    Files.writeString(file, text);

    assertThatThrownBy(() -> CalibrationFiles.read(file))
        .isInstanceOf(CalibrationException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(sentence);
  }
}
