package org.e2hil.sim.mujoco;

import org.apiguardian.api.API;
import org.bytedeco.javacpp.BytePointer;
import org.e2hil.agent.system.SupportedSystem;
import org.e2hil.sim.mujoco.binding.Mj;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The native library as a whole: loaded once, its errors and warnings turned into Java's. */
@API(status = API.Status.INTERNAL)
public final class Mujoco {

  private static final Logger LOG = LoggerFactory.getLogger(Mujoco.class);

  private Mujoco() {}

  /**
   * MuJoCo's version, such as {@code 3.14.0}.
   *
   * @throws UnsupportedOperationException on anything but Linux on x86-64
   */
  public static String version() {
    load();
    try (BytePointer version = Mj.mj_versionString()) {
      return version.getString();
    }
  }

  /** Loads the library on the first call. Call before anything native. */
  static void load() {
    SupportedSystem.require();
    Installed.once();
  }

  /** What MuJoCo said about the call that just failed on this thread. */
  static String error() {
    try (BytePointer error = Mj.e2hil_error()) {
      return error.getString();
    }
  }

  /** Hands MuJoCo's latest warning on this thread, if any, to the log. */
  static void logWarning() {
    try (BytePointer warning = Mj.e2hil_takeWarning()) {
      if (warning != null) {
        LOG.warn("MuJoCo: {}", warning.getString());
      }
    }
  }

  /** Forgets MuJoCo's latest warning on this thread: an exception says the same. */
  static void dropWarning() {
    Mj.e2hil_takeWarning();
  }

  /** Class initialisation gives the thread-safe "once". */
  private static final class Installed {
    static {
      Mj.e2hil_install();
    }

    static void once() {}
  }
}
