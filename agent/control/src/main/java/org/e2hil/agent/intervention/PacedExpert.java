package org.e2hil.agent.intervention;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apiguardian.api.API;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Expert;

/**
 * An expert whose pace is known: how many control periods it stays in each twentieth of the task,
 * by its own reckoning of progress. It is learned whenever the expert acts, in demonstrations and
 * in takeovers.
 */
@API(status = API.Status.MAINTAINED)
public final class PacedExpert implements Expert {

  private static final int PARTS = 20;

  private final Expert expert;

  /**
   * Control periods in each part, over all times that it was done from its beginning to its end.
   */
  private final long[] steps = new long[PARTS];

  private final long[] times = new long[PARTS];
  private boolean partIsWhole;
  private int part;
  private int stepsInPart;

  /** An expert that has not acted yet, whose pace is not known. */
  public PacedExpert(Expert expert) {
    this.expert = expert;
  }

  @Override
  public void begin(RandomGenerator random, double noise) {
    expert.begin(random, noise);
    part = part(expert.progress());
    // an episode that begins in the middle does not do the whole of that part
    partIsWhole = part == 0;
    stepsInPart = 0;
  }

  @Override
  public Action act() {
    int now = part(expert.progress());
    if (now > part) {
      if (partIsWhole) {
        steps[part] += stepsInPart;
        times[part]++;
      }
      // parts that are jumped over take no time
      for (int jumped = part + 1; jumped < now; jumped++) {
        times[jumped]++;
      }
      part = now;
      partIsWhole = true;
      stepsInPart = 0;
    }
    stepsInPart++;
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
   * Control periods in which the expert, having come as far as {@code from}, gets visibly beyond
   * {@code reached}: those of all parts from the one to the other. A part that it has never done
   * takes as long as the others on average, and no time while it has done none.
   */
  public double stepsBeyond(double from, double reached) {
    long allTimes = Arrays.stream(times).sum();
    double average = allTimes == 0 ? 0 : (double) Arrays.stream(steps).sum() / allTimes;
    double sum = 0;
    for (int i = part(from); i <= part(reached); i++) {
      sum += times[i] == 0 ? average : (double) steps[i] / times[i];
    }
    return sum;
  }

  void save(DataOutput out) throws IOException {
    for (int i = 0; i < PARTS; i++) {
      out.writeLong(steps[i]);
      out.writeLong(times[i]);
    }
  }

  void load(DataInput in) throws IOException {
    for (int i = 0; i < PARTS; i++) {
      steps[i] = in.readLong();
      times[i] = in.readLong();
    }
  }
}
