package org.e2hil.agent.env;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How an action moves a world: the task's own way or that of the paper's robot, with any of the
 * three numbers of an {@link ActionScale} set apart.
 *
 * @param translationM metres along each axis for an action number of 1; as the way has it if empty
 * @param rotationRad radians about each axis, likewise
 * @param gripperFraction share of the gripper's full opening, likewise
 * @param asReal true for the steps and the time limit of the paper's robot
 */
public record Control(
    OptionalDouble translationM,
    OptionalDouble rotationRad,
    OptionalDouble gripperFraction,
    boolean asReal) {

  /** As the task has it. */
  public static final Control OWN =
      new Control(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), false);

  /** As the paper's robot was moved. */
  public static final Control AS_REAL =
      new Control(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), true);

  /** Refuses what no {@link ActionScale} can have. */
  public Control {
    new ActionScale(
        translationM.orElse(ActionScale.DEFAULT.translationM()),
        rotationRad.orElse(ActionScale.DEFAULT.rotationRad()),
        gripperFraction.orElse(ActionScale.DEFAULT.gripperFraction()));
  }

  /** All three numbers as in a scale. */
  public static Control of(ActionScale scale) {
    return new Control(
        OptionalDouble.of(scale.translationM()),
        OptionalDouble.of(scale.rotationRad()),
        OptionalDouble.of(scale.gripperFraction()),
        false);
  }

  /** As the task has it, unless something is said. */
  public static Control defaults() {
    return OWN;
  }

  /** The words for whole ways. */
  public static Map<String, Control> presets() {
    Map<String, Control> words = new LinkedHashMap<>();
    words.put("default", of(ActionScale.DEFAULT));
    words.put("as-real", AS_REAL);
    return words;
  }

  /** The scale of the way that was chosen, with the numbers that are set apart. */
  public ActionScale scale(ActionScale own, ActionScale real) {
    ActionScale way = asReal ? real : own;
    return new ActionScale(
        translationM.orElse(way.translationM()),
        rotationRad.orElse(way.rotationRad()),
        gripperFraction.orElse(way.gripperFraction()));
  }
}
