package org.e2hil.sim.mujoco;

import org.apiguardian.api.API;

/** Shape of a texture's bytes, {@code [height, width, channels]}. */
@API(status = API.Status.EXPERIMENTAL)
public record TextureShape(int height, int width, int channels) {

  /** Number of bytes. */
  public int size() {
    return height * width * channels;
  }
}
