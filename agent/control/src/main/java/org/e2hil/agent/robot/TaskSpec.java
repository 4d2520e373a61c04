package org.e2hil.agent.robot;

import org.apiguardian.api.API;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.ActionScaling;
import org.e2hil.agent.env.EnvironmentRequest;

/**
 * A row of the paper's Table V, and the numbers of its control loop.
 *
 * @param name in scenarios, such as {@code pick-banana}
 * @param title for people, such as Pick Banana
 * @param category what makes it hard, such as multi-object
 * @param actionDimensions of one action
 * @param demonstrations to begin with
 * @param onlineSteps of the paper's experiments
 * @param reset who puts things back in the paper's experiments; a simulated world does it itself
 * @param randomizationM half side of the square that objects are placed in at a reset, metres
 * @param horizon control periods until the time limit
 * @param controlHz control periods a second
 * @param actionScale what an action number of 1 means
 * @param paper how the paper's robot did it
 */
@API(status = API.Status.MAINTAINED)
public record TaskSpec(
    String name,
    String title,
    String category,
    int actionDimensions,
    int demonstrations,
    int onlineSteps,
    String reset,
    double randomizationM,
    int horizon,
    double controlHz,
    ActionScale actionScale,
    Pace paper) {

  /** The time limit of the paper's A1X, if a task says nothing else. */
  private static final int PAPER_HORIZON = 500;

  /**
   * Steps and time limit.
   *
   * @param actionScale what an action number of 1 means
   * @param horizon control periods until the time limit
   */
  public record Pace(ActionScale actionScale, int horizon) {}

  /** Checks the control loop's numbers. */
  public TaskSpec {
    if (horizon < 1) {
      throw new IllegalArgumentException("horizon must be at least 1, but is " + horizon);
    }
    double ticks = Robot.TICKS_PER_SECOND / controlHz;
    if (!(controlHz > 0 && controlHz <= Robot.TICKS_PER_SECOND && ticks == Math.rint(ticks))) {
      throw new IllegalArgumentException(
          "controlHz must divide the %d control ticks of a second, such as 10, 20 or 25, but is %s"
              .formatted(Robot.TICKS_PER_SECOND, controlHz));
    }
  }

  /**
   * A task with what all of Table V share: seven dimensions, 20 demonstrations, 100k steps, reset
   * by a human, 3 cm, ten control periods a second.
   */
  public static TaskSpec of(String name, String title, String category, int horizon) {
    return new TaskSpec(
        name,
        title,
        category,
        7,
        20,
        100_000,
        "human",
        0.03,
        horizon,
        10,
        ActionScale.DEFAULT,
        new Pace(ActionScale.PAPER, PAPER_HORIZON));
  }

  /** The same task with another horizon. */
  public TaskSpec withHorizon(int steps) {
    return new TaskSpec(
        name,
        title,
        category,
        actionDimensions,
        demonstrations,
        onlineSteps,
        reset,
        randomizationM,
        steps,
        controlHz,
        actionScale,
        paper);
  }

  /** The same task with another action scale. */
  public TaskSpec withActionScale(ActionScale scale) {
    return new TaskSpec(
        name,
        title,
        category,
        actionDimensions,
        demonstrations,
        onlineSteps,
        reset,
        randomizationM,
        horizon,
        controlHz,
        scale,
        paper);
  }

  /** The same task, done otherwise on the paper's robot. */
  public TaskSpec withPaper(ActionScale scale, int steps) {
    return new TaskSpec(
        name,
        title,
        category,
        actionDimensions,
        demonstrations,
        onlineSteps,
        reset,
        randomizationM,
        horizon,
        controlHz,
        actionScale,
        new Pace(scale, steps));
  }

  /** The same task with the control and the horizon that are asked for. */
  public TaskSpec requested(EnvironmentRequest request) {
    ActionScaling scaling = request.actionScaling();
    int own = scaling.paper() ? paper.horizon() : horizon;
    return withActionScale(scaling.scale(actionScale, paper.actionScale()))
        .withHorizon(request.horizon().orElse(own));
  }
}
