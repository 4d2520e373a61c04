package org.e2hil.agent.system;

import org.apiguardian.api.API;

/** The one kind of machine that the native libraries are built for. */
@API(status = API.Status.INTERNAL)
public final class SupportedSystem {

  private static final String SUPPORTED = "Linux on amd64";

  private SupportedSystem() {}

  /** What this machine is, such as {@code Linux on amd64}. */
  public static String name() {
    return System.getProperty("os.name") + " on " + System.getProperty("os.arch");
  }

  /** Whether this machine is of that kind. */
  public static boolean isThisOne() {
    return name().equals(SUPPORTED);
  }

  /**
   * Call before anything native.
   *
   * @throws UnsupportedOperationException on anything but Linux on x86-64
   */
  public static void require() {
    if (!isThisOne()) {
      throw new UnsupportedOperationException(sentence());
    }
  }

  /** What to do on a machine of another kind. */
  public static String sentence() {
    return "E2HiL runs on Linux on x86-64 only and this is %s: use such a machine, or a linux/amd64 container"
        .formatted(name());
  }
}
