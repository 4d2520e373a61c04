package org.e2hil.agent.reward;

import org.apiguardian.api.API;

/** Who says in training that the task is done. */
@API(status = API.Status.MAINTAINED)
public sealed interface JudgeConfig {

  /** The simulator's judge, or a person on a robot. */
  record Task() implements JudgeConfig {}

  /**
   * A classifier that looks through the cameras; who judges otherwise ends failures alone. An
   * evaluation and demonstrations are judged as ever.
   *
   * @param file that {@code e2hil reward train} wrote
   * @param threshold probability above which a control period counts as done
   * @param hold control periods that must count; half the threshold takes them back
   */
  record Classifier(String file, double threshold, int hold) implements JudgeConfig {

    /** Refuses what {@link SuccessRule} does. */
    public Classifier {
      new SuccessRule(threshold, hold);
    }

    /** No file is named yet. */
    public static Classifier defaults() {
      return new Classifier("", 0.7, 5);
    }
  }
}
