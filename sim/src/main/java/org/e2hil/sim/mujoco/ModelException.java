package org.e2hil.sim.mujoco;

/** MJCF that MuJoCo refuses. Its message carries MuJoCo's own words, with element and line. */
public final class ModelException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ModelException(String message) {
    super(message);
  }
}
