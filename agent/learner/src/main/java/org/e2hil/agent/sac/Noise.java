package org.e2hil.agent.sac;

import org.e2hil.agent.random.SeededRandom;

/** Standard normal numbers, drawn again for every use. */
final class Noise {

  final float[] values;

  Noise(int count) {
    values = new float[count];
  }

  void draw(SeededRandom random) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
  }
}
