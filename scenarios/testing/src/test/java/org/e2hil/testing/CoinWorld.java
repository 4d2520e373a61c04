package org.e2hil.testing;

import java.util.ArrayList;
import java.util.List;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.EnvironmentSpec;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.LimitCounts;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.random.SeededRandom;

/** Episodes of one step that succeed by chance, which the seed of the episode decides. */
final class CoinWorld implements Environment {

  private static final String COIN = "coin";

  private final double rate;
  private final double faultRate;
  private final List<Long> seeds = new ArrayList<>();
  private double coin;

  CoinWorld(double rate, double faultRate) {
    this.rate = rate;
    this.faultRate = faultRate;
  }

  /** Of all episodes so far, in their order. */
  List<Long> seeds() {
    return seeds;
  }

  @Override
  public EnvironmentSpec spec() {
    return new EnvironmentSpec(
        "toss",
        "coin",
        List.of(ObservationGroup.numbers(COIN, 1, false)),
        ActionScale.DEFAULT,
        10,
        1);
  }

  @Override
  public Observation reset(long seed) {
    seeds.add(seed);
    SeededRandom random = SeededRandom.of(seed, COIN);
    if (random.nextDouble() < faultRate) {
      throw new EnvironmentFaultException("the coin is lost");
    }
    coin = random.nextDouble();
    return observation();
  }

  private Observation observation() {
    return Observation.builder().numbers(COIN, new double[] {coin}).build();
  }

  @Override
  public StepResult step(Action action) {
    EpisodeEnd end = coin < rate ? EpisodeEnd.success() : EpisodeEnd.failure("tails");
    return new StepResult(observation(), 0, end, action, new LimitCounts());
  }

  @Override
  public void close() {}
}
