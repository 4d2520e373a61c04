package org.e2hil.agent.sac;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** α = exp(log α), with Adam on log α. */
final class Temperature {

  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.999;

  private final double learningRate;
  private final double maximumNorm;
  private double logAlpha;
  private double first;
  private double second;
  private int updates;

  Temperature(double initial, double learningRate, double maximumNorm) {
    this.learningRate = learningRate;
    this.maximumNorm = maximumNorm;
    logAlpha = Math.log(initial);
  }

  double alpha() {
    return Math.exp(logAlpha);
  }

  /** One update along the loss's gradient by log α. */
  void update(double gradient) {
    double size = Math.abs(gradient);
    double g = size > maximumNorm ? gradient * maximumNorm / (size + 1e-6) : gradient;
    updates++;
    first = BETA_1 * first + (1 - BETA_1) * g;
    second = BETA_2 * second + (1 - BETA_2) * g * g;
    double unbiasedFirst = first / (1 - Math.pow(BETA_1, updates));
    double unbiasedSecond = second / (1 - Math.pow(BETA_2, updates));
    logAlpha -= learningRate * unbiasedFirst / (Math.sqrt(unbiasedSecond) + 1e-8);
  }

  void save(DataOutput out) throws IOException {
    out.writeDouble(logAlpha);
    out.writeDouble(first);
    out.writeDouble(second);
    out.writeInt(updates);
  }

  void load(DataInput in) throws IOException {
    logAlpha = in.readDouble();
    first = in.readDouble();
    second = in.readDouble();
    updates = in.readInt();
  }
}
