package org.e2hil.agent.reward;

import java.util.function.UnaryOperator;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EpisodeEnd;

/**
 * Stands between a world and its own judge: while somebody else judges success, what its judge says
 * of it is remembered and does not count. Failures pass. One thread.
 */
@API(status = API.Status.INTERNAL)
public final class WithheldVerdict implements UnaryOperator<EpisodeEnd> {

  private boolean withholding;
  private boolean asked;
  private boolean done;

  /** One that withholds nothing yet. */
  public WithheldVerdict() {}

  @Override
  public EpisodeEnd apply(EpisodeEnd verdict) {
    if (!withholding) {
      return verdict;
    }
    asked = true;
    if (verdict.kind() != EpisodeEnd.Kind.SUCCESS) {
      return verdict;
    }
    done = true;
    return EpisodeEnd.none();
  }

  void begin() {
    asked = false;
    done = false;
  }

  void withhold(boolean now) {
    withholding = now;
  }

  /** Whether the world has a judge that was asked since the episode began. */
  boolean isKnown() {
    return asked;
  }

  /** Whether it has said since then that the task is done. */
  boolean isDone() {
    return done;
  }
}
