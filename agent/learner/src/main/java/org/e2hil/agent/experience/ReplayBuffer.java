package org.e2hil.agent.experience;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apiguardian.api.API;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.state.FloatArrayIO;

/**
 * The last {@code capacity} transitions, sampled uniformly. Each row refers to its own next
 * observation, so that neither the write pointer nor the ends of episodes and intervention segments
 * can mix two of them; a row that a longer return goes on to begins with the very observation that
 * the one before led to, and that is kept once. Of observations that are there in several views, a
 * row is drawn with any of them, before and after the step with the same. One thread.
 */
@API(status = API.Status.INTERNAL)
public final class ReplayBuffer {

  /** Java's largest array holds the actions of so many, but for a few that machines keep. */
  private static final int MOST_ROWS = (Integer.MAX_VALUE - 8) / Action.CONTINUOUS;

  private final int capacity;
  private final int observationSize;
  private final int views;
  private final float gripperPenalty;
  private final int returnSteps;
  private final double discount;
  private final RowStore rows;
  private int size;
  private int next;

  /**
   * An empty buffer; memory grows with what is added.
   *
   * @param capacity rows kept; the oldest make room
   * @param observationSize numbers in one observation
   * @param gripperPenalty what moving the gripper costs, at most 0; every row carries it
   */
  public ReplayBuffer(int capacity, int observationSize, double gripperPenalty) {
    this(capacity, observationSize, 1, gripperPenalty, 1, 1);
  }

  /**
   * An empty buffer that adds rewards up.
   *
   * @param views of each observation, of which each draw takes one
   * @param returnSteps transitions that a sampled row spans at most, one after the other in the
   *     same fragment of an episode
   * @param discount γ, of a reward against the one before it
   */
  public ReplayBuffer(
      int capacity,
      int observationSize,
      int views,
      double gripperPenalty,
      int returnSteps,
      double discount) {
    if (capacity <= 0) {
      throw new IllegalArgumentException("a replay buffer needs room for at least one transition");
    }
    if (!(gripperPenalty <= 0)) {
      throw new IllegalArgumentException(
          "the gripper penalty must be at most 0, but is " + gripperPenalty);
    }
    if (capacity > MOST_ROWS) {
      throw new IllegalArgumentException(
          "a replay buffer of %,d transitions is larger than Java's arrays; make its capacity %,d at most"
              .formatted(capacity, MOST_ROWS));
    }
    this.capacity = capacity;
    this.observationSize = observationSize;
    this.views = views;
    this.gripperPenalty = (float) gripperPenalty;
    this.returnSteps = returnSteps;
    this.discount = discount;
    rows = new RowStore(observationSize);
  }

  /**
   * What so many rows take of Java's memory at least: that of one long episode.
   *
   * @param views of each observation
   */
  public static long bytes(long rows, int observationSize, int views) {
    return rows * (views * RowStore.bytesOf(observationSize) + RowStore.BYTES_BESIDE);
  }

  /** Rows held. */
  public int size() {
    return size;
  }

  /** Rows that fit. */
  public int capacity() {
    return capacity;
  }

  /** Adds a transition, in the place of the oldest when full. */
  public void add(Transition transition) {
    if (transition.observationSize() != observationSize) {
      throw new IllegalArgumentException(
          "this buffer holds observations of "
              + observationSize
              + " numbers, but one of "
              + transition.observationSize()
              + " came");
    }
    if (transition.views().length != views || transition.nextViews().length != views) {
      throw new IllegalArgumentException(
          "this buffer holds observations in %d views, but one in %d and %d came"
              .formatted(views, transition.views().length, transition.nextViews().length));
    }
    rows.ensure(next + 1, capacity);
    boolean goesOn = size > 0 && rows.leadsTo(newest(), transition);
    rows.observations[next] = goesOn ? rows.nextObservations[newest()] : transition.views();
    rows.goesOn[next] = goesOn;
    rows.write(next, transition, transition.step().movesGripper() ? gripperPenalty : 0);
    next = (next + 1) % capacity;
    size = Math.min(size + 1, capacity);
  }

  /** Adds to the newest row's reward, if the policy acted in it and it led to this transition. */
  void rewardBefore(Transition transition, double reward) {
    if (size > 0 && rows.isPolicys(newest()) && rows.leadsTo(newest(), transition)) {
      rows.rewards[newest()] += (float) reward;
    }
  }

  /**
   * Ends the return of the newest row, as a failure does, if the policy acted in it and it led to
   * this transition. Of the rows before it, longer returns end there as well.
   */
  void endBefore(Transition transition) {
    if (size > 0 && rows.isPolicys(newest()) && rows.leadsTo(newest(), transition)) {
      rows.terminals[newest()] = true;
      rows.ends[newest()] = true;
    }
  }

  private int newest() {
    return (next + capacity - 1) % capacity;
  }

  /** Fills rows {@code from} to {@code to} of a batch with uniform draws, with replacement. */
  public void sample(Batch batch, int from, int to, RandomGenerator random) {
    if (size == 0) {
      throw new IllegalStateException("an empty replay buffer cannot be sampled");
    }
    for (int row = from; row < to; row++) {
      int drawn = random.nextInt(size);
      int view = views == 1 ? 0 : random.nextInt(views);
      rows.read(drawn, view, batch, row);
      goOn(drawn, view, batch, row);
    }
  }

  /** Adds the rewards of the transitions that followed. */
  private void goOn(int drawn, int view, Batch batch, int row) {
    int last = drawn;
    int span = 1;
    double reward = batch.rewards()[row];
    double penalty = batch.gripperPenalties()[row];
    double factor = discount;
    while (span < returnSteps && isSharedNext(last)) {
      last = after(last);
      reward += factor * rows.rewards[last];
      penalty += factor * rows.penalties[last];
      factor *= discount;
      span++;
    }
    batch.spans()[row] = span;
    if (span > 1) {
      batch.rewards()[row] = (float) reward;
      batch.gripperPenalties()[row] = (float) penalty;
      rows.readNext(last, view, batch, row);
    }
  }

  /** Writes everything that is held. */
  public void save(DataOutput out) throws IOException {
    out.writeInt(capacity);
    out.writeInt(observationSize);
    out.writeInt(views);
    out.writeInt(size);
    out.writeInt(next);
    rows.save(out, size);
    for (int row = 0; row < size; row++) {
      write(out, rows.observations[row]);
      if (!isSharedNext(row)) {
        write(out, rows.nextObservations[row]);
      }
    }
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws IOException also when it was written by a buffer of another shape
   */
  public void load(DataInput in) throws IOException {
    int savedCapacity = in.readInt();
    int savedObservation = in.readInt();
    int savedViews = in.readInt();
    if (savedCapacity != capacity || savedObservation != observationSize || savedViews != views) {
      throw new IOException(
          "the checkpoint's replay buffer holds %d rows of %d numbers in %d views, but this scenario's holds %d of %d in %d"
              .formatted(
                  savedCapacity, savedObservation, savedViews, capacity, observationSize, views));
    }
    size = in.readInt();
    next = in.readInt();
    rows.ensure(size, capacity);
    rows.load(in, size);
    for (int row = 0; row < size; row++) {
      rows.observations[row] = read(in);
      rows.nextObservations[row] = isSharedNext(row) ? null : read(in);
    }
    for (int row = 0; row < size; row++) {
      if (isSharedNext(row)) {
        rows.nextObservations[row] = rows.observations[after(row)];
      }
    }
  }

  private void write(DataOutput out, float[][] seen) throws IOException {
    for (float[] view : seen) {
      FloatArrayIO.write(out, view, observationSize);
    }
  }

  private float[][] read(DataInput in) throws IOException {
    float[][] seen = new float[views][observationSize];
    for (float[] view : seen) {
      FloatArrayIO.read(in, view, observationSize);
    }
    return seen;
  }

  /** Whether the row after this one begins with what this one led to. */
  private boolean isSharedNext(int row) {
    return row != newest() && rows.goesOn[after(row)];
  }

  private int after(int row) {
    return (row + 1) % capacity;
  }

  /** Columns that grow together; the buffer saves the observations. */
  private static final class RowStore {

    private static final int FIRST_ROWS = 1024;

    /** The gripper, the source and three truth values. */
    private static final int TAGS = 5;

    /** Two references, the actions, two rewards and the tags. */
    private static final int BYTES_BESIDE =
        2 * Integer.BYTES + (Action.CONTINUOUS + 2) * Float.BYTES + TAGS;

    private static final int ARRAY_HEADER = 16;

    private static final Source[] SOURCES = Source.values();

    private final int observationSize;

    /** {@code [row][view][number]}. */
    private float[][][] observations = new float[0][][];

    private float[][][] nextObservations = new float[0][][];
    private float[] actions = new float[0];
    private float[] rewards = new float[0];
    private float[] penalties = new float[0];
    private byte[] grippers = new byte[0];
    private byte[] sources = new byte[0];
    private boolean[] terminals = new boolean[0];

    /** Whether the row begins with the observation that the row before it led to. */
    private boolean[] goesOn = new boolean[0];

    /** Whether no return goes on behind the row, as behind the last one of an episode. */
    private boolean[] ends = new boolean[0];

    RowStore(int observationSize) {
      this.observationSize = observationSize;
    }

    static long bytesOf(int observationSize) {
      return ARRAY_HEADER + (long) observationSize * Float.BYTES;
    }

    void ensure(int wanted, int capacity) {
      int present = rewards.length;
      if (wanted <= present) {
        return;
      }
      int grown = Math.min(capacity, Math.max(wanted, Math.max(FIRST_ROWS, present * 2)));
      observations = Arrays.copyOf(observations, grown);
      nextObservations = Arrays.copyOf(nextObservations, grown);
      actions = Arrays.copyOf(actions, grown * Action.CONTINUOUS);
      rewards = Arrays.copyOf(rewards, grown);
      penalties = Arrays.copyOf(penalties, grown);
      grippers = Arrays.copyOf(grippers, grown);
      sources = Arrays.copyOf(sources, grown);
      terminals = Arrays.copyOf(terminals, grown);
      goesOn = Arrays.copyOf(goesOn, grown);
      ends = Arrays.copyOf(ends, grown);
    }

    void write(int row, Transition transition, float penalty) {
      nextObservations[row] = transition.nextViews();
      ControlStep step = transition.step();
      step.applied().continuousInto(actions, row * Action.CONTINUOUS);
      rewards[row] = (float) step.reward();
      penalties[row] = penalty;
      grippers[row] = (byte) step.applied().gripperClass();
      sources[row] = (byte) step.source().ordinal();
      terminals[row] = step.episodeEnd().isTerminal();
      ends[row] = step.episodeEnd().isEnd();
    }

    boolean isPolicys(int row) {
      return SOURCES[sources[row]] == Source.POLICY;
    }

    /** Whether what a row saw last is what a transition sees first, of the same episode. */
    boolean leadsTo(int row, Transition transition) {
      return !ends[row] && Arrays.equals(nextObservations[row][0], transition.views()[0]);
    }

    void read(int row, int view, Batch batch, int into) {
      System.arraycopy(
          observations[row][view],
          0,
          batch.observations(),
          into * observationSize,
          observationSize);
      System.arraycopy(
          actions,
          row * Action.CONTINUOUS,
          batch.actions(),
          into * Action.CONTINUOUS,
          Action.CONTINUOUS);
      batch.rewards()[into] = rewards[row];
      batch.gripperPenalties()[into] = penalties[row];
      batch.grippers()[into] = grippers[row];
      batch.sources()[into] = SOURCES[sources[row]];
      readNext(row, view, batch, into);
    }

    /** Where a row led. */
    void readNext(int row, int view, Batch batch, int into) {
      System.arraycopy(
          nextObservations[row][view],
          0,
          batch.nextObservations(),
          into * observationSize,
          observationSize);
      batch.terminals()[into] = terminals[row];
    }

    void save(DataOutput out, int rows) throws IOException {
      FloatArrayIO.write(out, actions, rows * Action.CONTINUOUS);
      FloatArrayIO.write(out, rewards, rows);
      FloatArrayIO.write(out, penalties, rows);
      out.write(grippers, 0, rows);
      out.write(sources, 0, rows);
      for (int i = 0; i < rows; i++) {
        out.writeBoolean(terminals[i]);
        out.writeBoolean(goesOn[i]);
        out.writeBoolean(ends[i]);
      }
    }

    void load(DataInput in, int rows) throws IOException {
      FloatArrayIO.read(in, actions, rows * Action.CONTINUOUS);
      FloatArrayIO.read(in, rewards, rows);
      FloatArrayIO.read(in, penalties, rows);
      in.readFully(grippers, 0, rows);
      in.readFully(sources, 0, rows);
      for (int i = 0; i < rows; i++) {
        terminals[i] = in.readBoolean();
        goesOn[i] = in.readBoolean();
        ends[i] = in.readBoolean();
      }
    }
  }
}
