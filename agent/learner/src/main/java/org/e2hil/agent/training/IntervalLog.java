package org.e2hil.agent.training;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.e2hil.agent.sac.LearnerMetrics;

/**
 * Means of the learner's metrics since the last row, kept as sums so that a checkpoint can hold
 * them.
 */
final class IntervalLog {

  private static final int COLUMNS = 20;

  private final double[] sums = new double[COLUMNS];
  private final long[] counts = new long[COLUMNS];
  private boolean undecided;
  private int steps;
  private int interventionSteps;

  /** Counts a control period. */
  void step(boolean takenOver) {
    steps++;
    if (takenOver) {
      interventionSteps++;
    }
  }

  /** Adds what one learner step measured; a column without a number in it is left out. */
  void add(LearnerMetrics m) {
    double[] row = {
      m.criticLoss(),
      m.criticGradientNorm(),
      m.gripperLoss(),
      m.gripperGradientNorm(),
      m.actorLoss(),
      m.actorLossKept(),
      m.actorLossBatch(),
      m.actorGradientNorm(),
      m.temperatureLoss(),
      m.temperature(),
      m.entropy(),
      m.meanQ(),
      m.targetQ(),
      m.keepRatio(),
      m.lowerBound(),
      m.upperBound(),
      m.influence(),
      m.influenceOfDemonstrations(),
      m.influenceOfPolicy(),
      m.influenceOfInterventions()
    };
    for (int i = 0; i < COLUMNS; i++) {
      if (!Double.isNaN(row[i])) {
        sums[i] += row[i];
        counts[i]++;
      }
    }
    undecided |= m.undecided();
  }

  boolean hasMetrics() {
    return counts[0] > 0;
  }

  /** The interval's row; begins the next. */
  IntervalRecord close(long envSteps, long learnerSteps, int onlineSize, int offlineSize) {
    double[] mean = new double[COLUMNS];
    for (int i = 0; i < COLUMNS; i++) {
      mean[i] = counts[i] == 0 ? Double.NaN : sums[i] / counts[i];
    }
    int at = 0;
    LearnerMetrics metrics =
        new LearnerMetrics(
            learnerSteps,
            mean[at++],
            mean[at++],
            mean[at++],
            mean[at++],
            mean[at++],
            mean[at++],
            mean[at++],
            mean[at++],
            mean[at++],
            mean[at++],
            mean[at++],
            mean[at++],
            mean[at++],
            mean[at++],
            mean[at++],
            mean[at++],
            undecided,
            mean[at++],
            mean[at++],
            mean[at++],
            mean[at]);
    double rate = (double) interventionSteps / steps;
    Arrays.fill(sums, 0);
    Arrays.fill(counts, 0);
    undecided = false;
    steps = 0;
    interventionSteps = 0;
    return new IntervalRecord(envSteps, learnerSteps, metrics, onlineSize, offlineSize, rate);
  }

  void save(DataOutput out) throws IOException {
    for (int i = 0; i < COLUMNS; i++) {
      out.writeDouble(sums[i]);
      out.writeLong(counts[i]);
    }
    out.writeBoolean(undecided);
    out.writeInt(steps);
    out.writeInt(interventionSteps);
  }

  void load(DataInput in) throws IOException {
    for (int i = 0; i < COLUMNS; i++) {
      sums[i] = in.readDouble();
      counts[i] = in.readLong();
    }
    undecided = in.readBoolean();
    steps = in.readInt();
    interventionSteps = in.readInt();
  }
}
