package org.e2hil.scenarios.config;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.e2hil.scenarios.statistics.SequentialTest;

/**
 * What {@code e2hil check} expects of a training. It has no effect on the training itself.
 *
 * @param succeedsAtLeast how often the policy succeeds, un-aided, on seeds that no training saw
 * @param reaches how often it succeeded in an evaluation of the training
 * @param needsInterventionsAtMost share of the training's control periods in which a hand acted
 * @param isNotWorseThan file of the baseline that it is compared with
 * @param isBitExactAgain whether the same training gives the same numbers once more
 */
@API(status = API.Status.EXPERIMENTAL)
public record Expectations(
    Optional<SucceedsAtLeast> succeedsAtLeast,
    Optional<Reaches> reaches,
    OptionalDouble needsInterventionsAtMost,
    Optional<String> isNotWorseThan,
    Optional<Boolean> isBitExactAgain) {

  /** Refuses a share that is none, a file without a name, and expectations of nothing. */
  public Expectations {
    if (needsInterventionsAtMost.isPresent()) {
      double share = needsInterventionsAtMost.getAsDouble();
      if (!(0 <= share && share <= 1)) {
        throw new IllegalArgumentException(
            "needsInterventionsAtMost must lie in [0, 1], but is " + share);
      }
    }
    if (isNotWorseThan.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("isNotWorseThan must name the file of a baseline");
    }
    boolean nothing =
        Stream.of(succeedsAtLeast, reaches, isNotWorseThan, isBitExactAgain.filter(asked -> asked))
                .allMatch(Optional::isEmpty)
            && needsInterventionsAtMost.isEmpty();
    if (nothing) {
      throw new IllegalArgumentException(
          "nothing is expected; say what, or leave the whole block out");
    }
  }

  /**
   * A success rate that a sequential test asserts in episodes of its own.
   *
   * @param rate success rate of a policy that must pass, below 1
   * @param rejecting success rate of a policy that must fail, above 0 and below the other
   * @param atRisk largest probability of a wrong verdict on such a policy, above 0 and below 0.5
   * @param seed of the episodes, as that of {@code e2hil demo}; 1 where empty
   */
  public record SucceedsAtLeast(double rate, double rejecting, double atRisk, OptionalLong seed) {

    /** Refuses rates and a risk for which there is no test. */
    public SucceedsAtLeast {
      SequentialTest.require(rate, rejecting, atRisk);
    }
  }

  /**
   * A success rate in the training's own evaluations.
   *
   * @param rate above 0 and up to 1
   * @param within control periods of the training
   */
  public record Reaches(double rate, long within) {

    /** Refuses a rate that is none, and no time at all. */
    public Reaches {
      if (!(0 < rate && rate <= 1)) {
        throw new IllegalArgumentException("the rate must lie in (0, 1], but is " + rate);
      }
      if (within < 1) {
        throw new IllegalArgumentException("within must be at least 1, but is " + within);
      }
    }
  }
}
