package org.e2hil.agent.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.bytedeco.javacpp.Loader;
import org.e2hil.agent.system.SupportedSystem;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts ND4J once for the process: with the build that this CPU can run, and with one thread for a
 * product and for an operation, because the learner splits the batch over Java threads itself,
 * which is faster at its sizes. So it is also in a process that was started without {@code
 * OMP_NUM_THREADS}; where that is set, it counts for ND4J's operations.
 */
@API(status = API.Status.INTERNAL)
public final class NativeLibrary {

  private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);

  /** JavaCPP takes the builds in a fixed order and does not ask the CPU what it can run. */
  private static final String BUILD_PROPERTY = "platform.extension";

  static final String AVX512 = "-avx512";

  /** No build is called so, which leaves the plain one; with "" JavaCPP would try them all. */
  static final String PLAIN = "-plain";

  /** Which kernels OpenBLAS uses; read from the environment when the library loads. */
  private static final String CORE_VARIABLE = "OPENBLAS_CORETYPE";

  /** How many threads OpenMP uses; ND4J takes one for each processor where it is not set. */
  private static final String THREADS_VARIABLE = "OMP_NUM_THREADS";

  private static boolean started;

  private NativeLibrary() {}

  /**
   * Loads ND4J unless that has happened; returns at once afterwards. Thread-safe.
   *
   * @throws UnsupportedOperationException on anything but Linux on x86-64
   */
  public static synchronized void start() {
    if (started) {
      return;
    }
    SupportedSystem.require();
    String features = cpuFeatures();
    String build = buildFor(features);
    if (System.getProperty("org.bytedeco.javacpp." + BUILD_PROPERTY) == null) {
      choose(build);
    }
    // JavaCPP would print to the console otherwise, and ND4J greets on start-up
    System.setProperty("org.bytedeco.javacpp.logger", "slf4j");
    System.setProperty("org.nd4j.log.initialization", "false");
    boolean chosen = System.getenv(CORE_VARIABLE) != null;
    boolean avx512 = build.equals(AVX512);
    if (!chosen && (avx512 || features.contains(" avx2 "))) {
      LOG.info(
          "OpenBLAS takes CPUs that are newer than itself for very old ones and is then several"
              + " times slower: start Java with {}={} in the environment, as ./e2hil does.",
          CORE_VARIABLE,
          avx512 ? "SkylakeX" : "Haswell");
    }
    Nd4j.create(1).close();
    // by way of ND4J's object, whose first use would set as many as there are processors
    Nd4j.factory().blas().setMaxThreads(1);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
    if (System.getenv(THREADS_VARIABLE) == null) {
      NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
    }
    started = true;
    LOG.debug("ND4J runs on {}", description());
  }

  /** JavaCPP may have read its properties long ago, for a library that was loaded before. */
  static void choose(String build) {
    Loader.loadProperties().setProperty(BUILD_PROPERTY, build);
  }

  /** Which BLAS multiplies and which build of ND4J was chosen, for a person. */
  public static String description() {
    start();
    return "%s, ND4J's %s build"
        .formatted(
            Nd4j.factory().blas().getBlasVendor(),
            Loader.loadProperties().getProperty(BUILD_PROPERTY).replaceFirst("^-", ""));
  }

  /** The build of ND4J for a CPU with these features, as {@code /proc/cpuinfo} lists them. */
  static String buildFor(String features) {
    boolean avx512 =
        Stream.of("avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl")
            .allMatch(feature -> features.contains(" " + feature + " "));
    return avx512 ? AVX512 : PLAIN;
  }

  private static String cpuFeatures() {
    try {
      return Files.readString(Path.of("/proc/cpuinfo")).replace('\n', ' ');
    } catch (IOException e) {
      LOG.debug("CPU features are unknown, the plain build is used", e);
      return "";
    }
  }
}
