package org.e2hil.agent.sac;

import java.util.ArrayList;
import java.util.List;
import org.e2hil.agent.experience.Batch;
import org.e2hil.agent.experience.BatchSource;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.random.SeededRandom;

/**
 * Move a point to a goal in the plane in two steps, and at each step hold the gripper as the goal
 * asks for: closed on the left, still in the middle, open on the right. A step costs the distance
 * that is left and earns {@value #GRIPPER_REWARD} for the right gripper.
 */
final class ReachProblem implements BatchSource {

  static final int OBSERVATION = 4;
  static final double GRIPPER_REWARD = 0.25;
  private static final int STEPS = 2;
  private static final double REACH = 0.6;
  private static final double EXPLORED_GRIPPERS = 0.3;

  private static final class Step {
    private final float[] before;
    private final float[] action;
    private final int gripper;
    private final float reward;
    private final float[] after;
    private final boolean terminal;

    Step(
        float[] before,
        float[] action,
        int gripper,
        float reward,
        float[] after,
        boolean terminal) {
      this.before = before;
      this.action = action;
      this.gripper = gripper;
      this.reward = reward;
      this.after = after;
      this.terminal = terminal;
    }
  }

  private final SeededRandom random;
  private final List<Step> experience = new ArrayList<>();
  private double x;
  private double y;
  private double goalX;
  private double goalY;

  ReachProblem(long seed) {
    random = SeededRandom.of(seed, "reach");
  }

  private float[] observation() {
    return new float[] {(float) x, (float) y, (float) goalX, (float) goalY};
  }

  private double distance() {
    return Math.hypot(goalX - x, goalY - y);
  }

  private int rightGripper() {
    return goalX < -0.3 ? 0 : goalX < 0.3 ? 1 : 2;
  }

  /** One episode with the policy's samples or its means; returns the sum of rewards. */
  double episode(Policy.Actor actor, boolean explore) {
    x = 0;
    y = 0;
    goalX = random.nextDouble(-0.9, 0.9);
    goalY = random.nextDouble(-0.9, 0.9);
    double sum = 0;
    for (int i = 0; i < STEPS; i++) {
      float[] before = observation();
      float[] action = new float[2];
      int gripper = explore ? actor.sample(before, random, action) : actor.mean(before, action);
      if (explore && random.nextDouble() < EXPLORED_GRIPPERS) {
        gripper = random.nextInt(3);
      }
      x += REACH * action[0];
      y += REACH * action[1];
      double reward = (gripper == rightGripper() ? GRIPPER_REWARD : 0) - distance();
      sum += reward;
      if (explore) {
        boolean last = i == STEPS - 1;
        experience.add(new Step(before, action, gripper, (float) reward, observation(), last));
      }
    }
    return sum;
  }

  @Override
  public void fill(Batch batch) {
    for (int row = 0; row < batch.size(); row++) {
      Step step = experience.get(random.nextInt(experience.size()));
      System.arraycopy(step.before, 0, batch.observations(), row * OBSERVATION, OBSERVATION);
      System.arraycopy(step.after, 0, batch.nextObservations(), row * OBSERVATION, OBSERVATION);
      System.arraycopy(step.action, 0, batch.actions(), row * 2, 2);
      batch.grippers()[row] = step.gripper;
      batch.rewards()[row] = step.reward;
      batch.gripperPenalties()[row] = 0;
      batch.terminals()[row] = step.terminal;
      batch.sources()[row] = Source.POLICY;
    }
  }
}
