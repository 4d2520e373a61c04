package org.e2hil.agent.training;

import org.apiguardian.api.API;

/**
 * How long and from what to learn.
 *
 * @param steps control periods online, demonstrations not counted
 * @param warmupSteps of uniform random actions before learning begins; of the policy's own where it
 *     starts from another run
 * @param demonstrations of the expert to begin with; where a file is given, as many of its first,
 *     which it must hold, or all of them for 0
 * @param demonstrationNoise standard deviation of the expert's hand, as a share of full scale;
 *     those of a file keep the noise that they were recorded with
 * @param demonstrationsFile to load instead of recording, or the folder of a LeRobot dataset; empty
 *     to record
 * @param startFrom directory of a run whose policy, critics and temperature to start from, with new
 *     experience (Zhou et al. 2024, "Efficient Online Reinforcement Learning Fine-Tuning Need Not
 *     Retain Offline Data"); empty to start with nothing learned
 * @param pictureViews in which the learner sees each picture: 1 is as it was taken; each further
 *     one is shifted a little and under another light, as a policy must see it elsewhere ({@link
 *     org.e2hil.agent.vision.PictureViews})
 * @param updatesPerStep learner steps for each control period
 * @param onlineCapacity transitions kept of what happened online
 * @param offlineCapacity transitions kept of demonstrations and interventions
 * @param offlineShare of each batch that comes from demonstrations and interventions
 * @param interventionShare of what comes from demonstrations and interventions, taken from
 *     interventions alone; what is left comes from both as they are
 * @param takeoverIsTerminal whether a takeover ends the return of what the policy did before it, as
 *     a failure does, so that needing help is worth nothing (RLIF, Luo et al., 2023); false, the
 *     paper's method, lets the policy's return go on into the hand's
 * @param interventionPenalty added to the reward of the policy's control period that a takeover
 *     follows, at most 0 (RLIF, with {@code takeoverIsTerminal})
 * @param gripperPenalty what the gripper critic is charged for moving the gripper, at most 0
 * @param logEverySteps control periods between two rows of learner metrics
 * @param checkpointEverySteps control periods between two checkpoints, taken at the end of an
 *     episode
 */
@API(status = API.Status.EXPERIMENTAL)
public record TrainingConfig(
    int steps,
    int warmupSteps,
    int demonstrations,
    double demonstrationNoise,
    String demonstrationsFile,
    String startFrom,
    int pictureViews,
    int updatesPerStep,
    int onlineCapacity,
    int offlineCapacity,
    double offlineShare,
    double interventionShare,
    boolean takeoverIsTerminal,
    double interventionPenalty,
    double gripperPenalty,
    int logEverySteps,
    int checkpointEverySteps) {

  /** Rows of a replay buffer, a hundred times what the paper's runs fill. */
  private static final int MOST_ROWS = 10_000_000;

  private static final int MOST_VIEWS = 16;

  /** Checks the ranges. */
  public TrainingConfig {
    atLeast("steps", steps, 1);
    atLeast("warmupSteps", warmupSteps, 1);
    atLeast("demonstrations", demonstrations, 0);
    within("demonstrationNoise", demonstrationNoise, 0, 1);
    between("pictureViews", pictureViews, 1, MOST_VIEWS);
    atLeast("updatesPerStep", updatesPerStep, 1);
    if (onlineCapacity < warmupSteps) {
      throw new IllegalArgumentException(
          "onlineCapacity must be at least warmupSteps, which is %d, or learning never begins, but is %d"
              .formatted(warmupSteps, onlineCapacity));
    }
    between("onlineCapacity", onlineCapacity, 1, MOST_ROWS);
    between("offlineCapacity", offlineCapacity, 1, MOST_ROWS);
    within("offlineShare", offlineShare, 0, 1);
    within("interventionShare", interventionShare, 0, 1);
    within("interventionPenalty", interventionPenalty, -1, 0);
    within("gripperPenalty", gripperPenalty, -1, 0);
    atLeast("logEverySteps", logEverySteps, 1);
    atLeast("checkpointEverySteps", checkpointEverySteps, 1);
  }

  /** 6,000 steps from 20 demonstrations, half of every batch from demonstrations. */
  public static TrainingConfig defaults() {
    return new TrainingConfig(
        6000, 100, 20, 0.15, "", "", 1, 1, 100_000, 100_000, 0.5, 0, false, 0, -0.02, 200, 1000);
  }

  static void atLeast(String field, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          field + " must be at least " + least + ", but is " + value);
    }
  }

  private static void between(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must lie in [%d, %,d], but is %,d".formatted(field, least, most, value));
    }
  }

  static void within(String field, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          "%s must lie in [%s, %s], but is %s".formatted(field, low, high, value));
    }
  }
}
