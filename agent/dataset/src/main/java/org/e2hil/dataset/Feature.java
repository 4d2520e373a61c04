package org.e2hil.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a dataset holds of each frame: a column, or a film beside them.
 *
 * @param name without a slash
 * @param type of each of its numbers
 * @param shape how many numbers a frame has of it; of one it is no list
 * @param names of these numbers, or of the axes of a picture; empty for none
 */
record Feature(String name, Type type, List<Integer> shape, List<String> names) {

  /** The action that LeRobot's policies learn from, rounded to 32 bits. */
  static final String ACTION = "action";

  /** What was seen before the action. */
  static final String STATE = "observation.state";

  // what our own episodes need beyond LeRobot's columns, in the 64 bits that they were done with
  static final String PROPOSED = "action.proposed";
  static final String CHOSEN = "action.chosen";
  static final String APPLIED = "action.applied";
  static final String REWARD = "reward.exact";
  static final String SOURCE = "source";

  /** What a camera saw before the action: this and the camera's name. */
  static final String PICTURES = "observation.images.";

  private static final List<String> PICTURE_AXES = List.of("height", "width", "channels");

  /** What the seven numbers of an action are. */
  static final List<String> ACTION_NAMES =
      List.of("delta_x", "delta_y", "delta_z", "delta_roll", "delta_pitch", "delta_yaw", "gripper");

  /** How numbers are kept: LeRobot's word and DuckDB's. */
  enum Type {
    FLOAT32("float32", "FLOAT"),
    FLOAT64("float64", "DOUBLE"),
    INT64("int64", "BIGINT"),
    BOOL("bool", "BOOLEAN"),
    /** Files in the format PNG. */
    IMAGE("image", "STRUCT(bytes BLOB, path VARCHAR)"),
    /** In a film, not in a column. */
    VIDEO("video", "");

    private final String word;
    private final String sql;

    Type(String word, String sql) {
      this.word = word;
      this.sql = sql;
    }

    String word() {
      return word;
    }
  }

  /** LeRobot's own, which stand last in every dataset. */
  static final List<Feature> BOOKKEEPING =
      List.of(
          one("timestamp", Type.FLOAT32),
          one("frame_index", Type.INT64),
          one("episode_index", Type.INT64),
          one("index", Type.INT64),
          one("task_index", Type.INT64));

  private static Feature one(String name, Type type) {
    return new Feature(name, type, List.of(1), List.of());
  }

  private static Feature action(String name, Type type) {
    return new Feature(name, type, List.of(ACTION_NAMES.size()), ACTION_NAMES);
  }

  /** The numbers that we write, in their order. */
  static List<Feature> numbers(DatasetSpec spec) {
    Stream<Feature> own =
        Stream.of(
            action(ACTION, Type.FLOAT32),
            new Feature(STATE, Type.FLOAT32, List.of(spec.stateNames().size()), spec.stateNames()),
            one("next.reward", Type.FLOAT32),
            one("next.done", Type.BOOL),
            one("next.success", Type.BOOL),
            one("next.truncated", Type.BOOL),
            one("intervention", Type.BOOL),
            // HIL-SERL's name and type for the same
            one("complementary_info.is_intervention", Type.FLOAT32),
            action(PROPOSED, Type.FLOAT64),
            action(CHOSEN, Type.FLOAT64),
            action(APPLIED, Type.FLOAT64),
            one(REWARD, Type.FLOAT64),
            one(SOURCE, Type.INT64));
    return Stream.concat(own, BOOKKEEPING.stream()).toList();
  }

  /** The pictures that we write, in the order of the cameras. */
  static List<Feature> pictures(DatasetSpec spec) {
    return spec.pictures().stream()
        .map(
            picture ->
                new Feature(
                    picture.feature(),
                    picture.format() == PictureSpec.Format.AV1 ? Type.VIDEO : Type.IMAGE,
                    List.of(picture.height(), picture.width(), 3),
                    PICTURE_AXES))
        .toList();
  }

  /** All that we write, in the order of LeRobot: its own stand last. */
  static List<Feature> of(DatasetSpec spec) {
    List<Feature> all = new ArrayList<>(numbers(spec));
    all.addAll(all.size() - BOOKKEEPING.size(), pictures(spec));
    return all;
  }

  /** Whether it is of a camera. */
  boolean isPicture() {
    return type == Type.IMAGE || type == Type.VIDEO;
  }

  /** How many numbers a frame has of it. */
  int size() {
    return shape.stream().reduce(1, (a, b) -> a * b);
  }

  /** The type of its column in DuckDB. */
  String sqlType() {
    return size() == 1 || isPicture() ? type.sql : type.sql + "[]";
  }
}
