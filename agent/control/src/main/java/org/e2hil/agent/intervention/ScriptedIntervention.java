package org.e2hil.agent.intervention;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.random.SeededRandom;

/**
 * A scripted person: triggers say when, a budget how much, and the expert is the hand. Reproducible
 * from the seed of each episode.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class ScriptedIntervention implements InterventionProvider {

  private final InterventionConfig config;
  private final PacedExpert expert;
  private final List<Trigger> triggers;
  private SeededRandom random;
  private long runSteps;
  private int episodeSteps;
  private int waiting;
  private int remaining;
  private boolean acting;
  private String reason = "";

  /** A script for this expert, whose pace is what it has shown so far. */
  public ScriptedIntervention(InterventionConfig config, PacedExpert expert) {
    this.config = config;
    this.expert = expert;
    triggers = config.triggers().stream().map(trigger -> Triggers.of(trigger, expert)).toList();
  }

  @Override
  public void beginEpisode(long seed) {
    random = SeededRandom.of(seed, "hand");
    for (int i = 0; i < triggers.size(); i++) {
      triggers.get(i).beginEpisode(SeededRandom.of(seed, "trigger" + i));
    }
    expert.begin(random, config.hand().noise());
    episodeSteps = 0;
    waiting = 0;
    remaining = 0;
    acting = false;
  }

  @Override
  public void restore(long interventionSteps) {
    runSteps = interventionSteps;
  }

  @Override
  public Optional<Takeover> consider(Moment moment) {
    Optional<String> cause = watchAll(moment);
    if (remaining == 0 && waiting == 0) {
      if (cause.isEmpty() || spent()) {
        return Optional.empty();
      }
      begin(cause.get());
    }
    if (waiting > 0) {
      waiting--;
      return Optional.empty();
    }
    return Optional.of(act());
  }

  @Override
  public void save(DataOutput out) throws IOException {
    expert.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    expert.load(in);
  }

  private Optional<String> watchAll(Moment moment) {
    Optional<String> first = Optional.empty();
    for (Trigger trigger : triggers) {
      Optional<String> cause = trigger.watch(moment);
      first = first.isPresent() ? first : cause;
    }
    return first;
  }

  private void begin(String why) {
    InterventionConfig.Hand hand = config.hand();
    reason = why;
    waiting = hand.reactionSteps();
    remaining = random.nextInt(hand.minimumSteps(), hand.maximumSteps() + 1);
  }

  private Takeover act() {
    if (!acting) {
      expert.begin(random, config.hand().noise());
      acting = true;
    }
    Takeover takeover = new Takeover(expert.act(), reason);
    episodeSteps++;
    runSteps++;
    remaining--;
    if (remaining == 0 || spent()) {
      remaining = 0;
      acting = false;
      triggers.forEach(Trigger::released);
    }
    return takeover;
  }

  private boolean spent() {
    InterventionConfig.Budget budget = config.budget();
    return episodeSteps >= budget.stepsPerEpisode().orElse(Integer.MAX_VALUE)
        || runSteps >= budget.stepsPerRun().orElse(Integer.MAX_VALUE);
  }
}
