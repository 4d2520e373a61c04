package org.e2hil.agent.env;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.apiguardian.api.API;

/**
 * How an action moves a world: the task's own way or that of the paper's robot, with any of the
 * three numbers of an {@link ActionScale} set apart.
 *
 * @param translationM metres along each axis for an action number of 1; as the way has it if empty
 * @param rotationRad radians about each axis, likewise
 * @param gripperFraction share of the gripper's full opening, likewise
 * @param paper true for the steps and the time limit of the paper's robot
 */
@API(status = API.Status.MAINTAINED)
public record ActionScaling(
    OptionalDouble translationM,
    OptionalDouble rotationRad,
    OptionalDouble gripperFraction,
    boolean paper) {

  /** As the task has it. */
  public static final ActionScaling OWN =
      new ActionScaling(
          OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), false);

  /** As the paper's robot was moved. */
  public static final ActionScaling PAPER =
      new ActionScaling(
          OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), true);

  /** Refuses what no {@link ActionScale} can have. */
  public ActionScaling {
    new ActionScale(
        translationM.orElse(ActionScale.DEFAULT.translationM()),
        rotationRad.orElse(ActionScale.DEFAULT.rotationRad()),
        gripperFraction.orElse(ActionScale.DEFAULT.gripperFraction()));
  }

  /** All three numbers as in a scale. */
  public static ActionScaling of(ActionScale scale) {
    return new ActionScaling(
        OptionalDouble.of(scale.translationM()),
        OptionalDouble.of(scale.rotationRad()),
        OptionalDouble.of(scale.gripperFraction()),
        false);
  }

  /** As the task has it, unless something is said. */
  public static ActionScaling defaults() {
    return OWN;
  }

  /** The words for whole ways. */
  public static Map<String, ActionScaling> presets() {
    Map<String, ActionScaling> words = new LinkedHashMap<>();
    words.put("default", of(ActionScale.DEFAULT));
    words.put("paper", PAPER);
    return words;
  }

  /** The scale of the way that was chosen, with the numbers that are set apart. */
  public ActionScale scale(ActionScale own, ActionScale real) {
    ActionScale way = paper ? real : own;
    return new ActionScale(
        translationM.orElse(way.translationM()),
        rotationRad.orElse(way.rotationRad()),
        gripperFraction.orElse(way.gripperFraction()));
  }
}
