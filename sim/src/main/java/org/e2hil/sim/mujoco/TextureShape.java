package org.e2hil.sim.mujoco;

/** Shape of a texture's bytes, {@code [height, width, channels]}. */
public record TextureShape(int height, int width, int channels) {

  /** Number of bytes. */
  public int size() {
    return height * width * channels;
  }
}
