package org.e2hil.sim.mujoco;

/** A model has nothing of the wanted kind and name. Its message lists near names. */
public final class UnknownNameException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnknownNameException(String message) {
    super(message);
  }
}
