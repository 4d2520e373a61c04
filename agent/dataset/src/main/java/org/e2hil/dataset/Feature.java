package org.e2hil.dataset;

import java.util.List;
import java.util.stream.Stream;

/**
 * A column of a dataset's frames.
 *
 * @param name without a slash
 * @param type of each of its numbers
 * @param size how many numbers a frame has of it; of one it is no list
 * @param names of these numbers; empty for none
 */
record Feature(String name, Type type, int size, List<String> names) {

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

  /** What the seven numbers of an action are. */
  static final List<String> ACTION_NAMES =
      List.of("delta_x", "delta_y", "delta_z", "delta_roll", "delta_pitch", "delta_yaw", "gripper");

  /** How numbers are kept: LeRobot's word and DuckDB's. */
  enum Type {
    FLOAT32("float32", "FLOAT"),
    FLOAT64("float64", "DOUBLE"),
    INT64("int64", "BIGINT"),
    BOOL("bool", "BOOLEAN");

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
    return new Feature(name, type, 1, List.of());
  }

  private static Feature action(String name, Type type) {
    return new Feature(name, type, ACTION_NAMES.size(), ACTION_NAMES);
  }

  /** All columns that we write, in their order. */
  static List<Feature> of(DatasetSpec spec) {
    Stream<Feature> own =
        Stream.of(
            action(ACTION, Type.FLOAT32),
            new Feature(STATE, Type.FLOAT32, spec.stateNames().size(), spec.stateNames()),
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

  /** The type of its column in DuckDB. */
  String sqlType() {
    return size == 1 ? type.sql : type.sql + "[]";
  }
}
