package org.e2hil.agent.network;

import org.apiguardian.api.API;

/** Hands out consecutive places in a flat parameter vector, each on a 64-byte boundary. */
@API(status = API.Status.INTERNAL)
public final class ParameterLayout {

  private int end;

  /** Reserves {@code count} floats and returns the index of the first. */
  public int reserve(int count) {
    int index = end;
    end += SimdMath.padded(count);
    return index;
  }

  /** The first index that is not reserved; a multiple of 16. */
  public int end() {
    return end;
  }
}
