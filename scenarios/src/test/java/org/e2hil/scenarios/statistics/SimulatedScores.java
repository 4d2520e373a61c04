package org.e2hil.scenarios.statistics;

import org.e2hil.agent.random.SeededRandom;

/** Success rates of 20 episodes. Seeds differ by more than their episodes do. */
final class SimulatedScores {

  private static final int EPISODES = 20;

  private SimulatedScores() {}

  /** With so many seeds on one task for each rate. */
  static Scores draw(SeededRandom random, int seeds, double... rates) {
    double[][] scores = new double[rates.length][seeds];
    for (int task = 0; task < rates.length; task++) {
      for (int seed = 0; seed < seeds; seed++) {
        double rate = rates[task] + random.nextDouble(-0.1, 0.1);
        for (int episode = 0; episode < EPISODES; episode++) {
          scores[task][seed] += random.nextDouble() < rate ? 1.0 / EPISODES : 0;
        }
      }
    }
    return Scores.of(scores);
  }
}
