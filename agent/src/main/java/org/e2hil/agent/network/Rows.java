package org.e2hil.agent.network;

/**
 * The share of a batch that one worker computes: rows {@code [from, to)}, and the scratch space
 * that is this worker's alone.
 */
public final class Rows {

  private final int worker;
  private final int workers;
  private final int from;
  private final int to;
  private final float[] scratch;

  Rows(int worker, int workers, int from, int to, int width) {
    this.worker = worker;
    this.workers = workers;
    this.from = from;
    this.to = to;
    scratch = new float[width];
  }

  /** Which worker, from 0. */
  public int worker() {
    return worker;
  }

  /** First row. */
  public int from() {
    return from;
  }

  /** One past the last row. */
  public int to() {
    return to;
  }

  /** Rows in this share. */
  public int count() {
    return to - from;
  }

  /** Where this worker's part of the flat range {@code [from, to)} begins; whole vectors. */
  public int partFrom(int from, int to) {
    return boundary(worker, from, to);
  }

  /** Where this worker's part of the flat range {@code [from, to)} ends. */
  public int partTo(int from, int to) {
    return boundary(worker + 1, from, to);
  }

  private int boundary(int index, int from, int to) {
    return index == workers
        ? to
        : from + (to - from) / Lanes.PADDING * index / workers * Lanes.PADDING;
  }

  /** One row's worth of floats. */
  float[] scratch() {
    return scratch;
  }
}
