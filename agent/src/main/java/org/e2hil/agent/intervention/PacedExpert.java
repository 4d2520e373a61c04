package org.e2hil.agent.intervention;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.random.RandomGenerator;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Expert;

/**
 * An expert whose pace is known: how many control periods it needs for which part of the task, by
 * its own reckoning of progress, learned whenever it acts, in demonstrations and in takeovers.
 */
public final class PacedExpert implements Expert {

  /** Parts of the task, each with a pace of its own. */
  private static final int PARTS = 20;

  private final Expert expert;
  private final double[] steps = new double[PARTS];
  private final double[] gains = new double[PARTS];
  private double before = Double.NaN;

  /** An expert that has not acted yet, whose pace is not known. */
  public PacedExpert(Expert expert) {
    this.expert = expert;
  }

  @Override
  public void begin(RandomGenerator random, double noise) {
    before = Double.NaN;
    expert.begin(random, noise);
  }

  @Override
  public Action act() {
    double now = expert.progress();
    if (!Double.isNaN(before)) {
      int part = part(before);
      steps[part]++;
      gains[part] += Math.max(0, now - before);
    }
    before = now;
    return expert.act();
  }

  @Override
  public Action advice() {
    return expert.advice();
  }

  @Override
  public double progress() {
    return expert.progress();
  }

  private static int part(double progress) {
    return Math.max(0, Math.min(PARTS - 1, (int) (progress * PARTS)));
  }

  /**
   * Control periods that the expert needs from one progress to a later one; 0 while it has not
   * acted. Where it has never acted it is taken to be as fast as on the whole.
   */
  public double steps(double from, double to) {
    double allSteps = 0;
    double allGains = 0;
    for (int part = 0; part < PARTS; part++) {
      allSteps += steps[part];
      allGains += gains[part];
    }
    double sum = 0;
    for (int part = 0; part < PARTS; part++) {
      double begin = Math.max(from, (double) part / PARTS);
      double end = Math.min(to, (double) (part + 1) / PARTS);
      if (begin < end) {
        sum += (end - begin) * pace(steps[part], gains[part], allSteps, allGains);
      }
    }
    return sum;
  }

  /** Control periods for the whole task at the pace of a part of it. */
  private static double pace(double steps, double gains, double allSteps, double allGains) {
    return gains > 0 ? steps / gains : allGains > 0 ? allSteps / allGains : 0;
  }

  void save(DataOutput out) throws IOException {
    for (int part = 0; part < PARTS; part++) {
      out.writeDouble(steps[part]);
      out.writeDouble(gains[part]);
    }
  }

  void load(DataInput in) throws IOException {
    for (int part = 0; part < PARTS; part++) {
      steps[part] = in.readDouble();
      gains[part] = in.readDouble();
    }
  }
}
