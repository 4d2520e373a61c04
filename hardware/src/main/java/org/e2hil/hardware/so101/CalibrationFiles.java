package org.e2hil.hardware.so101;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.e2hil.agent.system.UserFiles;

/**
 * LeRobot's calibration files, in LeRobot's places and format, so that an arm that was calibrated
 * there works here and the other way round.
 */
@API(status = API.Status.INTERNAL)
public final class CalibrationFiles {

  // newest name first: LeRobot has renamed its robots and left old files where they were
  private static final List<String> FOLLOWERS =
      List.of("so_follower", "so101_follower", "so100_follower");
  private static final List<String> LEADERS = List.of("so_leader", "so101_leader", "so100_leader");
  private static final List<String> FIELDS =
      List.of("id", "drive_mode", "homing_offset", "range_min", "range_max");

  /** Of files from before LeRobot 0.2, which hold an array for each number and not a motor's. */
  private static final List<String> OLDER_FIELDS =
      List.of("homing_offset", "drive_mode", "start_pos", "end_pos", "calib_mode", "motor_names");

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Path root;

  private CalibrationFiles(Path root) {
    this.root = root;
  }

  /** What LeRobot calls the arm. */
  public enum Role {
    /** The arm that works. */
    FOLLOWER,
    /** The arm that a person leads. */
    LEADER;

    private String folder() {
      return this == FOLLOWER ? "robots" : "teleoperators";
    }

    private List<String> names() {
      return this == FOLLOWER ? FOLLOWERS : LEADERS;
    }
  }

  /** Those of the user who runs this program. */
  public static CalibrationFiles ofUser() {
    return of(UserFiles.ofThisProgram());
  }

  /**
   * Those of a user.
   *
   * @param files whose environment may move LeRobot's folders
   */
  public static CalibrationFiles of(UserFiles files) {
    return new CalibrationFiles(
        files
            .folder("HF_LEROBOT_CALIBRATION")
            .orElseGet(
                () ->
                    files
                        .folder("HF_LEROBOT_HOME")
                        .orElseGet(() -> huggingFace(files).resolve("lerobot"))
                        .resolve("calibration")));
  }

  private static Path huggingFace(UserFiles files) {
    return files.folder("HF_HOME").orElseGet(() -> files.cache().resolve("huggingface"));
  }

  /** Where a new calibration belongs. */
  public Path place(Role role, String id) {
    return places(role, id).get(0);
  }

  private List<Path> places(Role role, String id) {
    return role.names().stream()
        .map(name -> root.resolve(role.folder()).resolve(name).resolve(id + ".json"))
        .toList();
  }

  /**
   * The file of one arm, wherever a version of LeRobot has put it.
   *
   * @throws CalibrationException if there is none, or there are several that differ
   */
  public Path find(Role role, String id) {
    List<Path> found = existing(role, id);
    if (found.isEmpty()) {
      throw new CalibrationException(
          "there is no calibration of an arm called "
              + id
              + "; calibrate it (e2hil calibrate, or lerobot-calibrate), or name its file; looked"
              + " for "
              + String.join(", ", places(role, id).stream().map(Path::toString).toList())
              + known(role));
    }
    if (found.stream().map(CalibrationFiles::read).distinct().count() > 1) {
      throw new CalibrationException(
          "there are calibrations of the arm "
              + id
              + " that differ: "
              + String.join(" and ", found.stream().map(Path::toString).toList())
              + "; delete the old one, or name the right file");
    }
    return found.get(0);
  }

  /** The files of one arm that are there, wherever versions of LeRobot have put them. */
  public List<Path> existing(Role role, String id) {
    return places(role, id).stream().filter(Files::isRegularFile).toList();
  }

  private String known(Role role) {
    Set<String> ids = new TreeSet<>();
    for (String name : role.names()) {
      Path folder = root.resolve(role.folder()).resolve(name);
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".json"))
              .forEach(file -> ids.add(file.substring(0, file.length() - ".json".length())));
        } catch (IOException e) {
          // the list is a courtesy; that the file is missing has been said
        }
      }
    }
    return ids.isEmpty() ? "" : "; calibrated are " + String.join(", ", ids);
  }

  /**
   * Reads a file.
   *
   * @throws CalibrationException if it cannot be read, saying which field is wrong
   */
  public static Calibration read(Path file) {
    JsonNode tree;
    try {
      tree = JSON.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new CalibrationException(
          "the calibration " + file + " is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new CalibrationException(
          "the calibration " + file + " cannot be read: " + reason(file, e), e);
    }
    try {
      return calibration(tree);
    } catch (IllegalArgumentException e) {
      throw new CalibrationException(
          "the calibration " + file + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static String reason(Path file, IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file; calibrate the arm, or mend the name";
    } else if (e instanceof AccessDeniedException) {
      return "this user may not read it; mend its permissions";
    } else if (Files.isDirectory(file)) {
      return "it is a folder; name the file in it";
    }
    return e instanceof CharacterCodingException ? "it is not text in UTF-8" : e.getMessage();
  }

  private static Calibration calibration(JsonNode tree) {
    if (!(tree instanceof ObjectNode)) {
      throw new IllegalArgumentException("it must be an object with one entry for each motor");
    } else if (OLDER_FIELDS.stream().anyMatch(field -> tree.path(field).isArray())) {
      throw new IllegalArgumentException(
          "it is in LeRobot's older format, whose numbers mean something else; calibrate the arm"
              + " again (e2hil calibrate, or lerobot-calibrate)");
    }
    Map<String, Motor> byLabel = new LinkedHashMap<>();
    Stream.of(Motor.values()).forEach(motor -> byLabel.put(motor.label(), motor));
    Map<Motor, MotorCalibration> motors = new EnumMap<>(Motor.class);
    tree.fields()
        .forEachRemaining(
            entry -> {
              if (!byLabel.containsKey(entry.getKey())) {
                throw new IllegalArgumentException(
                    "this arm has no motor "
                        + entry.getKey()
                        + ", only "
                        + String.join(", ", byLabel.keySet()));
              }
              motors.put(byLabel.get(entry.getKey()), motor(entry.getKey(), entry.getValue()));
            });
    return new Calibration(motors);
  }

  private static MotorCalibration motor(String label, JsonNode tree) {
    List<Integer> values = new ArrayList<>();
    for (String field : FIELDS) {
      JsonNode value = tree.path(field);
      if (!value.isIntegralNumber() || !value.canConvertToInt()) {
        throw new IllegalArgumentException(
            field
                + " of "
                + label
                + " must be a whole number, but "
                + (value.isMissingNode() ? "is missing" : "is " + value));
      }
      values.add(value.intValue());
    }
    try {
      return new MotorCalibration(
          values.get(0), values.get(1), values.get(2), values.get(3), values.get(4));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(label + ": " + e.getMessage(), e);
    }
  }

  /**
   * Looks whether a file can be written, without writing anything.
   *
   * @throws CalibrationException if not, saying what to mend
   */
  public static void requireWritable(Path file) {
    if (Files.isDirectory(file)) {
      throw new CalibrationException(
          "the calibration cannot be written to " + file + ", which is a folder; name a file");
    }
    Path folder = file.toAbsolutePath().getParent();
    while (folder != null && !Files.exists(folder)) {
      // it will be made
      folder = folder.getParent();
    }
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new CalibrationException(
          "the calibration cannot be written to "
              + file
              + ", for "
              + folder
              + (folder != null && Files.exists(folder) && !Files.isDirectory(folder)
                  ? " is no folder"
                  : " may not be written by this user")
              + "; mend that, or name another file");
    }
  }

  /**
   * Writes a file as LeRobot would, and keeps the earlier one beside it under a name of its own.
   *
   * @return where the earlier one is now, if there was one
   */
  public static Optional<Path> writeKeeping(Path file, Calibration calibration) {
    Optional<Path> kept = Files.exists(file) ? Optional.of(keep(file)) : Optional.empty();
    write(file, calibration);
    return kept;
  }

  private static Path keep(Path file) {
    for (int number = 1; ; number++) {
      // no .json at its end, or it would pass for another arm
      Path aside = file.resolveSibling(file.getFileName() + "." + number);
      try {
        return Files.copy(file, aside);
      } catch (FileAlreadyExistsException e) {
        // an earlier one still
      } catch (IOException e) {
        throw new UncheckedIOException(
            "cannot keep the earlier calibration as " + aside + ": " + e.getMessage(), e);
      }
    }
  }

  /** Writes a file as LeRobot would; an earlier one is replaced as a whole or not at all. */
  public static void write(Path file, Calibration calibration) {
    ObjectNode tree = JSON.createObjectNode();
    for (Motor motor : Motor.values()) {
      MotorCalibration values = calibration.of(motor);
      tree.putObject(motor.label())
          .put("id", values.id())
          .put("drive_mode", values.driveMode())
          .put("homing_offset", values.homingOffset())
          .put("range_min", values.rangeMin())
          .put("range_max", values.rangeMax());
    }
    try {
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      // no temporary file of Java's, which only its owner may read
      Path fresh = folder.resolve(file.getFileName() + ".new");
      try {
        Files.writeString(fresh, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree));
        move(fresh, file);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write the calibration " + file + ": " + e.getMessage(), e);
    }
  }

  private static void move(Path fresh, Path file) throws IOException {
    try {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
