package org.e2hil.sim.expert;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/** Moves to be made one after the other; each looks at the world only when its turn has come. */
final class Script {

  private final Deque<Move> moves = new ArrayDeque<>();

  /** A part of a script. */
  @FunctionalInterface
  interface Move {
    /** What to do in the next control period, or empty once this move is done. */
    Optional<Motion> next();
  }

  /**
   * A script for one control period. A hand that plans with such scripts alone remembers nothing:
   * what it does follows from the world as it stands, and can be learned from what is seen of it.
   */
  static Script now(Supplier<Motion> motion) {
    boolean[] done = {false};
    return new Script()
        .then(
            () -> {
              boolean first = !done[0];
              done[0] = true;
              return first ? Optional.of(motion.get()) : Optional.empty();
            });
  }

  /** Adds a move at the end. */
  Script then(Move move) {
    moves.add(move);
    return this;
  }

  /** What to do next, or empty once the whole script is done. */
  Optional<Motion> next() {
    while (!moves.isEmpty()) {
      Optional<Motion> motion = moves.peek().next();
      if (motion.isPresent()) {
        return motion;
      }
      moves.remove();
    }
    return Optional.empty();
  }
}
