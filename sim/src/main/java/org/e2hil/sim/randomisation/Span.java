package org.e2hil.sim.randomisation;

import java.util.Optional;
import org.apiguardian.api.API;

/**
 * Between which bounds a number is drawn, evenly.
 *
 * @param low at least
 * @param high at most
 */
@API(status = API.Status.EXPERIMENTAL)
public record Span(double low, double high) {

  /** Checks that there is something between the bounds. */
  public Span {
    if (!(Double.isFinite(low) && Double.isFinite(high) && low <= high)) {
      throw new IllegalArgumentException(
          "low and high must be finite and low no more than high, but are " + low + " and " + high);
    }
  }

  /** The number at a share of the way from low to high. */
  double at(double share) {
    return low + share * (high - low);
  }

  static Optional<Span> of(double low, double high) {
    return Optional.of(new Span(low, high));
  }

  static void requireAtLeast(String name, Optional<Span> span, double least) {
    if (span.isPresent() && span.get().low() < least) {
      throw new IllegalArgumentException(
          "%s must be at least %s, but goes down to %s".formatted(name, least, span.get().low()));
    }
  }
}
