package org.e2hil.sim.randomisation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.random.SeededRandom;

/**
 * The numbers that one episode draws, each from a stream of its own, so that drawing one more
 * changes none of the others; and the record of them. One thread.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class Draws {

  private final long seed;
  private final Map<String, Double> drawn = new LinkedHashMap<>();

  /** The draws of the episode with this seed. */
  public Draws(long seed) {
    this.seed = seed;
  }

  /**
   * Draws a number within a span and keeps it.
   *
   * @param name of the number with its unit, unique in the episode
   */
  public double within(String name, Span span) {
    double value = span.at(random(name).nextDouble());
    if (drawn.put(name, value) != null) {
      throw new IllegalStateException("the number " + name + " was drawn twice in one episode");
    }
    return value;
  }

  /**
   * Draws a number within a span, or takes {@code fixed}, which is not kept, where there is none.
   */
  public double within(String name, Optional<Span> span, double fixed) {
    return span.isPresent() ? within(name, span.get()) : fixed;
  }

  /** A stream of the episode's, for what is drawn again and again while it runs. */
  public SeededRandom random(String name) {
    return SeededRandom.of(seed, "randomisation " + name);
  }

  /** What was drawn so far, in the order of drawing. */
  public Map<String, Double> all() {
    return Collections.unmodifiableMap(drawn);
  }
}
