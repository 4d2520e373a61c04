package org.e2hil.agent.network;

import java.util.OptionalInt;
import org.apiguardian.api.API;

/** Java's Vector API, an incubating module that a process has only if it is asked for. */
@API(status = API.Status.INTERNAL)
public final class VectorApi {

  private static final String NEEDED = "jdk.incubator.vector.FloatVector";

  private VectorApi() {}

  /** What to do where it is missing. */
  public static String sentence() {
    return "the learner needs Java's Vector API: start Java with --add-modules jdk.incubator.vector, as ./e2hil does";
  }

  /**
   * Call before anything is opened for a learner or a policy.
   *
   * @throws UnsupportedOperationException if this process has no Vector API, saying what to do
   */
  public static void require() {
    try {
      Class.forName(NEEDED, false, VectorApi.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new UnsupportedOperationException(sentence(), e);
    }
  }

  /** Width of the vectors that the learner computes with here; empty without the Vector API. */
  public static OptionalInt bits() {
    try {
      require();
    } catch (UnsupportedOperationException e) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(SimdMath.SPECIES.vectorBitSize());
  }
}
