package org.e2hil.sim.expert;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Moves to be made one after the other; each looks at the world only when its turn has come. */
final class Script {

  private final Deque<Move> moves = new ArrayDeque<>();

  /** A part of a script. */
  @FunctionalInterface
  interface Move {
    /** What to do in the next control period, or empty once this move is done. */
    Optional<Motion> next();
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
