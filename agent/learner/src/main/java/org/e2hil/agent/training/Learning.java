package org.e2hil.agent.training;

import java.nio.file.Path;
import java.util.Optional;
import org.e2hil.agent.sac.Critics;
import org.e2hil.agent.sac.Policy;
import org.e2hil.agent.state.StateWriter;

/**
 * The learner as the actor sees it: it takes experience and publishes policies. Each implementation
 * decides where and when it learns; the actor is the same. Called by the actor's thread alone.
 *
 * <p>See docs/decisions/the-actor-never-waits-for-the-learner.md.
 */
interface Learning extends AutoCloseable {

  /** The newest policy. */
  Policy policy();

  /** Critics that belong to the newest policy, or to one shortly before. */
  Critics critics();

  /** Learner steps that are known to be done. */
  long learnerSteps();

  /** Takes over what a control period experienced, and may learn from it. */
  void take(ControlPeriod period);

  /**
   * Writes a checkpoint of all that was handed over before.
   *
   * @param actor the actor's sections, to which the learner's are added
   * @param envSteps control periods that the actor's sections stand for
   */
  void checkpoint(Path file, String fingerprint, StateWriter actor, long envSteps);

  /** Does the learner steps that are still owed, before whatever is asked for next. */
  void catchUp();

  /** Why it learns no more, if so. */
  Optional<Throwable> failure();

  /**
   * Learner steps for each control period, lag and lead; the periods' durations are the actor's.
   */
  Pace pace(ControlPeriods periods);

  /** Returns once all that was handed over is done and recorded. */
  void finish();

  /** Stops learning. What was recorded stays. */
  @Override
  void close();
}
