package org.e2hil.agent.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SquashedGaussianTest {

  private final BatchSlice rows = new BatchSlice(0, 1);
  private final float[] logDensity = new float[1];

  private float sample(double mean, double logStd, float noise) {
    SquashedGaussian gaussian = new SquashedGaussian(1, 1, 1e-5, 10);
    Matrix outputs = new Matrix(new float[] {(float) mean, (float) logStd}, 2);
    Matrix sampled = Matrix.zeros(1, 1);
    gaussian.read(outputs, rows);
    gaussian.sample(new float[] {noise}, 0, sampled, logDensity, 0, rows);
    return sampled.at(0, 0);
  }

  @Test
  void theDensityIntegratesToOne() {
    double integral = 0;
    double step = 1e-3;
    double std = 0.8;
    for (double a = -1 + step / 2; a < 1; a += step) {
      double u = 0.5 * Math.log((1 + a) / (1 - a));
      sample(0.3, Math.log(std), (float) ((u - 0.3) / std));
      integral += Math.exp(logDensity[0]) * step;
    }
    assertThat(integral).isCloseTo(1, within(1e-3));
  }

  @Test
  void theDensityStaysFiniteAtTheNarrowestAndFarInTheTails() {
    for (double mean : new double[] {-1000, -20, 0, 20, 1000}) {
      for (double logStd : new double[] {-1000, -11.5, 0, 1000}) {
        for (float noise : new float[] {-6, 0, 6}) {
          assertThat(sample(mean, logStd, noise)).isBetween(-1f, 1f);
          assertThat(logDensity[0]).isFinite();
        }
      }
    }
  }

  @Test
  void theDeviationIsClampedAtBothEnds() {
    assertThat(sample(0, -50, 1)).isCloseTo(1e-5f, within(1e-7f));
    assertThat(sample(0, 50, 0.01f)).isCloseTo((float) StrictMath.tanh(0.1), within(1e-6f));
  }
}
