package org.e2hil.agent.env;

import org.apiguardian.api.API;

/**
 * Whether and why an episode ended, and so whether the critic may bootstrap from what followed.
 *
 * @param kind the reason's class
 * @param reason a few words for a person; empty while the episode goes on
 */
@API(status = API.Status.MAINTAINED)
public record EpisodeEnd(Kind kind, String reason) {

  /** The classes of endings. */
  public enum Kind {
    /** The episode goes on. */
    NONE,
    /** The task is done: terminal. */
    SUCCESS,
    /** The task can no longer be done, or must not be done this way: terminal. */
    FAILURE,
    /** Time is up, though the world could go on: truncated, the critic bootstraps. */
    TIME_LIMIT,
    /** The world broke: the step is never learned from. */
    FAULT,
    /** A person wants the episode once more: it counts for nobody, nor is it learned from. */
    VOID
  }

  private static final EpisodeEnd NONE = new EpisodeEnd(Kind.NONE, "");
  private static final EpisodeEnd SUCCESS = new EpisodeEnd(Kind.SUCCESS, "success");
  private static final EpisodeEnd TIME_LIMIT = new EpisodeEnd(Kind.TIME_LIMIT, "time limit");

  /** The episode goes on. */
  public static EpisodeEnd none() {
    return NONE;
  }

  /** The task is done. */
  public static EpisodeEnd success() {
    return SUCCESS;
  }

  /** The task is lost, for this reason. */
  public static EpisodeEnd failure(String reason) {
    return new EpisodeEnd(Kind.FAILURE, reason);
  }

  /** Time is up. */
  public static EpisodeEnd timeLimit() {
    return TIME_LIMIT;
  }

  /** The world broke, in this way. */
  public static EpisodeEnd fault(String reason) {
    return new EpisodeEnd(Kind.FAULT, reason);
  }

  /** A person wants it once more, for this reason. */
  public static EpisodeEnd voided(String reason) {
    return new EpisodeEnd(Kind.VOID, reason);
  }

  /** True unless the episode goes on. */
  public boolean isEnd() {
    return kind != Kind.NONE;
  }

  /** True where nothing of value can follow: success and failure, not a time limit. */
  public boolean isTerminal() {
    return kind == Kind.SUCCESS || kind == Kind.FAILURE;
  }

  /** True where the step may be learned from: anything but a fault, or what a person takes back. */
  public boolean isLearnable() {
    return kind != Kind.FAULT && kind != Kind.VOID;
  }
}
