package org.e2hil.agent.training;

import java.nio.file.Path;
import java.util.Optional;
import org.e2hil.agent.sac.Critics;
import org.e2hil.agent.sac.Policy;
import org.e2hil.agent.state.StateWriter;

/**
 * Learns on the actor's thread, between two control periods, so that the same seed does the same
 * bit for bit.
 */
final class LockStepLearning implements Learning {

  private final LearnerRole role;
  private final int updatesPerStep;
  private final TrainingListener listener;
  private Policy policy;
  private Critics critics;
  private long criticsAt = -1;
  private long periods;
  private long updates;

  LockStepLearning(LearnerRole role, int updatesPerStep, TrainingListener listener) {
    this.role = role;
    this.updatesPerStep = updatesPerStep;
    this.listener = listener;
    policy = role.learner().policy();
  }

  @Override
  public Policy policy() {
    return policy;
  }

  @Override
  public Critics critics() {
    if (criticsAt != learnerSteps()) {
      critics = role.learner().critics();
      criticsAt = learnerSteps();
    }
    return critics;
  }

  @Override
  public long learnerSteps() {
    return role.learner().steps();
  }

  @Override
  public void take(ControlPeriod period) {
    role.take(period);
    if (role.isWarm()) {
      periods++;
      for (int i = 0; i < updatesPerStep; i++) {
        role.update();
        updates++;
      }
      policy = role.learner().policy();
    }
    role.log();
  }

  @Override
  public void checkpoint(Path file, String fingerprint, StateWriter actor, long envSteps) {
    Checkpoint.write(file, fingerprint, actor, role::save);
    listener.onPolicy(policy);
    listener.onCheckpoint(envSteps);
  }

  @Override
  public void catchUp() {
    // nothing is ever owed
  }

  @Override
  public Optional<Throwable> failure() {
    return Optional.empty();
  }

  @Override
  public Pace pace(ControlPeriods durations) {
    return Updates.pace(durations, periods, updates, 0, 0, 0);
  }

  @Override
  public void finish() {
    // everything is done at once
  }

  @Override
  public void close() {
    // there is no thread to stop
  }
}
