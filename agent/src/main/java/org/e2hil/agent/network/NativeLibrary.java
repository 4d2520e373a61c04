package org.e2hil.agent.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts ND4J once for the process: with the build that this CPU can run, and with one BLAS thread,
 * because the learner splits the batch over Java threads itself, which is faster at its sizes.
 */
public final class NativeLibrary {

  private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);

  /** JavaCPP takes the builds in this order and does not ask the CPU what it can run. */
  private static final String EXTENSION_PROPERTY = "org.bytedeco.javacpp.platform.extension";

  private static boolean started;

  private NativeLibrary() {}

  /** Loads ND4J unless that has happened; returns at once afterwards. Thread-safe. */
  public static synchronized void start() {
    if (started) {
      return;
    }
    if (System.getProperty(EXTENSION_PROPERTY) == null) {
      System.setProperty(EXTENSION_PROPERTY, hasAvx512() ? "-avx512" : "");
    }
    // JavaCPP would print to the console otherwise
    System.setProperty("org.bytedeco.javacpp.logger", "slf4j");
    // ND4J greets on start-up; what it says is of use only to someone who debugs it
    System.setProperty("org.nd4j.log.initialization", "false");
    Nd4j.create(1).close();
    openblas_nolapack.blas_set_num_threads(1);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
    started = true;
    LOG.debug(
        "ND4J runs on {} with extension '{}'",
        Nd4j.factory().blas().getBlasVendor(),
        System.getProperty(EXTENSION_PROPERTY));
  }

  private static boolean hasAvx512() {
    try {
      String flags = Files.readString(Path.of("/proc/cpuinfo"));
      return flags.contains(" avx512f ")
          && flags.contains(" avx512bw ")
          && flags.contains(" avx512dq ")
          && flags.contains(" avx512vl ");
    } catch (IOException e) {
      LOG.debug("CPU features are unknown, the plain build is used", e);
      return false;
    }
  }
}
