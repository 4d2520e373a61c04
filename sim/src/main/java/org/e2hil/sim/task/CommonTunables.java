package org.e2hil.sim.task;

import org.e2hil.agent.env.Tunable;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.TaskSpec;

/** Tunables that several tasks have. */
final class CommonTunables {

  /** How hard both pads press on what counts as held. */
  static final Tunable FIRM_GRIP_N =
      Tunable.of(
          "firmGripN", 0.2, "N", 0.01, 5, "force of each pad on a thing that counts as held");

  /** Where things stand. */
  static final Tunable FARTHER_M =
      Tunable.of("fartherM", 0, "m", -0.03, 0.03, "how much farther from the arm things stand");

  private CommonTunables() {}

  /** A number within so much of 0; one is drawn even where that is nothing. */
  static double draw(SeededRandom random, double farthest) {
    if (farthest > 0) {
      return random.nextDouble(-farthest, farthest);
    }
    random.nextDouble();
    return 0;
  }

  /** How much things are scattered. */
  static Tunable spreadM(TaskSpec spec) {
    return Tunable.of(
        "spreadM",
        spec.randomizationM(),
        "m",
        0,
        0.05,
        "half side of the square in which a thing stands at a reset");
  }

  /** How long success must last. */
  static Tunable heldPeriods(int usual) {
    return Tunable.of(
        "heldPeriods", usual, "", 1, 100, "control periods in a row for which success must hold");
  }
}
