package org.e2hil.agent.sac;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.apiguardian.api.API;
import org.e2hil.agent.experience.Batch;
import org.e2hil.agent.experience.BatchSource;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.network.SgemmPeak;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.selection.SelectionConfig;

/**
 * Measures the learner against what the processor's matrix product can do, and how soon a policy
 * answers. The kinds of work take turns in short rounds and medians are reported, so that another
 * load on the machine or a change of its clock weighs on all alike.
 */
@API(status = API.Status.INTERNAL)
public final class LearnerBench {

  private static final int ACTION = 6;
  private static final int WARM_UP_STEPS = 60;
  private static final int STEPS_A_ROUND = 4;
  private static final int A_FEW_STEPS = 20;
  private static final int MOST_ANSWERS = 2_000_000;
  private static final int WARM_UP_ANSWERS = 20_000;

  private LearnerBench() {}

  /**
   * A learner to measure.
   *
   * @param name for a person
   * @param selection that it is measured with, beside one that keeps all
   * @param observationSize numbers in an observation
   */
  public record Workload(
      String name, SacConfig config, SelectionConfig selection, int observationSize) {}

  /**
   * A learner's speed with so many threads.
   *
   * @param name of the workload
   * @param peakGflops of a product of 2048 × 2048 matrices, one on each thread
   * @param plainMs one learner step that keeps all samples
   * @param selectedMs one learner step with the selection
   * @param observedMs one learner step with the selection in which every measurement is due
   * @param observedEvery learner steps between two such steps
   * @param plainShare of the peak that the plain step's matrix products alone reach, in [0, 1]
   * @param selectedShare the same of the step with the selection
   */
  public record Throughput(
      String name,
      int threads,
      double peakGflops,
      double plainMs,
      double selectedMs,
      double observedMs,
      int observedEvery,
      double plainShare,
      double selectedShare) {

    /** One learner step with the selection and its share of the measurements. */
    public double completeMs() {
      return selectedMs + Math.max(0, observedMs - selectedMs) / observedEvery;
    }

    /** What selection and measurements add to a step, as a share of the plain step. */
    public double selectionOverhead() {
      return completeMs() / plainMs - 1;
    }
  }

  /** How long a policy takes for one answer, in microseconds. */
  public record Latency(long answers, double medianUs, double p99Us, double p999Us) {}

  /**
   * Measures for about {@code seconds}, after a warm-up.
   *
   * @param observers given how often it is to measure, a new observer for a learner
   * @param observedEvery learner steps between two measurements in a training run
   * @param nanoTime a clock such as {@code System::nanoTime}
   */
  public static Throughput throughput(
      Workload workload,
      int threads,
      double seconds,
      IntFunction<ActorObserver> observers,
      int observedEvery,
      LongSupplier nanoTime) {
    SacConfig config = workload.config().withThreads(threads);
    int observation = workload.observationSize();
    SelectionConfig selection = workload.selection();
    try (SacLearner plain = learner(config, SelectionConfig.keepAll(), observation);
        SacLearner selected = learner(config, selection, observation);
        SacLearner observed = learner(config, selection, observation);
        SgemmPeak product = new SgemmPeak(threads)) {
      // the first is never due, but has what an observer does at every step
      selected.observe(observers.apply(Integer.MAX_VALUE));
      observed.observe(observers.apply(1));
      BatchSource source = new RandomTransitions();
      for (int i = 0; i < WARM_UP_STEPS; i++) {
        plain.step(source);
        selected.step(source);
        observed.step(source);
      }
      double[][] millis = new double[4][100_000];
      int rounds = 0;
      long end = nanoTime.getAsLong() + (long) (seconds * 1e9);
      while (rounds < 3 || (nanoTime.getAsLong() < end && rounds < millis[0].length)) {
        millis[0][rounds] = millis(product::run, 1, nanoTime);
        millis[1][rounds] = millis(() -> plain.step(source), STEPS_A_ROUND, nanoTime);
        millis[2][rounds] = millis(() -> selected.step(source), STEPS_A_ROUND, nanoTime);
        millis[3][rounds] = millis(() -> observed.step(source), STEPS_A_ROUND, nanoTime);
        rounds++;
      }
      double peak = product.operations() / (percentile(millis[0], rounds, 0.5) * 1e6);
      double plainMs = percentile(millis[1], rounds, 0.5);
      double selectedMs = percentile(millis[2], rounds, 0.5);
      return new Throughput(
          workload.name(),
          threads,
          peak,
          plainMs,
          selectedMs,
          percentile(millis[3], rounds, 0.5),
          observedEvery,
          operations(config, 0, observation) / (plainMs * 1e6) / peak,
          operations(config, selection.samples(), observation) / (selectedMs * 1e6) / peak);
    }
  }

  /**
   * What a learner step with the selection takes on one thread, s: the median of a few, within
   * seconds, for an estimate of how long a training will take.
   *
   * @param nanoTime a clock such as {@code System::nanoTime}
   */
  public static double stepSeconds(Workload workload, LongSupplier nanoTime) {
    try (SacLearner learner =
        learner(
            workload.config().withThreads(1), workload.selection(), workload.observationSize())) {
      BatchSource source = new RandomTransitions();
      for (int i = 0; i < WARM_UP_STEPS; i++) {
        learner.step(source);
      }
      double[] millis = new double[A_FEW_STEPS];
      for (int i = 0; i < millis.length; i++) {
        millis[i] = millis(() -> learner.step(source), 1, nanoTime);
      }
      return percentile(millis, millis.length, 0.5) / 1000;
    }
  }

  /** How soon a policy answers, alone or while a learner with the selection is training. */
  public static Latency latency(
      Workload workload, boolean besideLearner, double seconds, LongSupplier nanoTime) {
    try (SacLearner learner =
        learner(workload.config(), workload.selection(), workload.observationSize())) {
      BatchSource source = new RandomTransitions();
      learner.step(source);
      Policy.Actor actor = learner.policy().actor();
      AtomicBoolean stop = new AtomicBoolean();
      Thread training =
          new Thread(
              () -> {
                while (!stop.get()) {
                  learner.step(source);
                }
              },
              "bench-learner");
      if (besideLearner) {
        training.start();
      }
      try {
        return latency(actor, workload.observationSize(), seconds, nanoTime);
      } finally {
        stop.set(true);
        join(training);
      }
    }
  }

  private static Latency latency(
      Policy.Actor actor, int observationSize, double seconds, LongSupplier nanoTime) {
    SeededRandom random = SeededRandom.of(1, "bench answers");
    float[] observation = new float[observationSize];
    float[] action = new float[ACTION];
    double[] micros = new double[MOST_ANSWERS];
    for (int i = 0; i < WARM_UP_ANSWERS; i++) {
      actor.sample(observation, random, action);
    }
    int answers = 0;
    long end = nanoTime.getAsLong() + (long) (seconds * 1e9);
    while (answers < MOST_ANSWERS && nanoTime.getAsLong() < end) {
      for (int i = 0; i < observation.length; i++) {
        observation[i] = random.nextFloat();
      }
      long start = nanoTime.getAsLong();
      actor.sample(observation, random, action);
      micros[answers++] = (nanoTime.getAsLong() - start) / 1e3;
    }
    return new Latency(
        answers,
        percentile(micros, answers, 0.5),
        percentile(micros, answers, 0.99),
        percentile(micros, answers, 0.999));
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static SacLearner learner(
      SacConfig config, SelectionConfig selection, int observationSize) {
    return new SacLearner(
        config, selection, observationSize, ACTION, SeededRandom.of(1, "bench learner"));
  }

  private static double millis(Runnable work, int times, LongSupplier nanoTime) {
    long start = nanoTime.getAsLong();
    for (int i = 0; i < times; i++) {
      work.run();
    }
    return (nanoTime.getAsLong() - start) / 1e6 / times;
  }

  private static double percentile(double[] values, int count, double share) {
    double[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return sorted[(int) (share * (count - 1))];
  }

  /** Floating-point operations of one step's matrix products; all else counts as overhead. */
  static double operations(SacConfig config, int samples, int observationSize) {
    double batch = 2.0 * config.batchSize();
    double latent = config.latentSize();
    double hidden = config.hiddenSize();
    double critics = config.critics();
    double asked = config.targetCritics() == 0 ? critics : config.targetCritics();
    double square = batch * hidden * hidden;
    double entry = batch * latent * hidden;
    double encoder = batch * observationSize * latent;
    double side = batch * ACTION * hidden;
    double one = batch * hidden;
    double actor = entry + square + 2 * ACTION * one;
    double critic = entry + side + square + one;
    double gripper = entry + square + 3 * one;
    double criticUpdate = 4 * encoder + actor + asked * critic + 3 * critics * critic;
    double gripperUpdate = 3 * encoder + 5 * gripper;
    // all critics value the actions, and each state's least one leads back to them
    double actorUpdate =
        encoder
            + (critics + 2) * critic
            + samples * critics * (side + square + one)
            + 3 * actor
            - entry;
    return config.utdRatio() * (criticUpdate + gripperUpdate) + actorUpdate + actor;
  }

  /** The same random transitions every time, so that making them costs next to nothing. */
  private static final class RandomTransitions implements BatchSource {

    private final SeededRandom random = SeededRandom.of(1, "bench transitions");

    @Override
    public void fill(Batch batch) {
      if (batch.sources()[0] != null) {
        return;
      }
      for (float[] values :
          new float[][] {
            batch.observations(), batch.nextObservations(), batch.actions(), batch.rewards()
          }) {
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) StrictMath.tanh(random.nextGaussian());
        }
      }
      for (int row = 0; row < batch.size(); row++) {
        batch.grippers()[row] = random.nextInt(SacNetworks.GRIPPER_ACTIONS);
        batch.sources()[row] = Source.POLICY;
      }
    }
  }
}
