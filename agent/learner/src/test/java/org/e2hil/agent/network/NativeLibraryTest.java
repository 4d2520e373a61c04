package org.e2hil.agent.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An instruction that the CPU lacks ends the process, so each build is loaded in one of its own.
 */
class NativeLibraryTest {

  private static final String WITHOUT_AVX512 = "flags : fpu sse2 avx avx2 fma bmi2 ";
  private static final String WITH_AVX512 =
      WITHOUT_AVX512 + "avx512f avx512dq avx512cd avx512bw avx512vl ";

  @Test
  void aCpuGetsTheBuildThatItCanRun() {
    assertThat(NativeLibrary.buildFor(WITHOUT_AVX512)).isEqualTo("-plain");
    assertThat(NativeLibrary.buildFor(WITH_AVX512)).isEqualTo("-avx512");
    assertThat(NativeLibrary.buildFor(WITH_AVX512.replace("avx512dq", ""))).isEqualTo("-plain");
  }

  @Test
  void thePlainBuildIsWhatIsLoadedWhereItIsChosen() throws Exception {
    assertThat(loaded(NativeLibrary.PLAIN))
        .contains("/linux-x86_64/libnd4jcpu.so")
        .doesNotContain("avx512");
  }

  @Test
  void thisCpuRunsTheBuildThatIsChosenForIt() throws Exception {
    assertThat(loaded("")).contains("libnd4jcpu.so").contains("sum 3.0");
  }

  private static String loaded(String build) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Loaded.class.getName(),
                build)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  /**
   * Loads ND4J where JavaCPP has been used before, computes something and prints which files it
   * came from.
   */
  static final class Loaded {

    private Loaded() {}

    public static void main(String[] arguments) throws IOException {
      Loader.loadProperties();
      if (!arguments[0].isEmpty()) {
        NativeLibrary.choose(arguments[0]);
        Nd4j.create(1).close();
      } else {
        NativeLibrary.start();
      }
      System.out.println("sum " + Nd4j.ones(3).sumNumber());
      Files.readAllLines(Path.of("/proc/self/maps")).stream()
          .filter(line -> line.contains("libnd4jcpu.so"))
          .map(line -> line.substring(line.indexOf('/')))
          .distinct()
          .forEach(System.out::println);
    }
  }
}
