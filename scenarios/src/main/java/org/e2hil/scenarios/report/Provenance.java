package org.e2hil.scenarios.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.e2hil.agent.network.VectorApi;

/**
 * What a run ran on: all that its numbers may depend on beside its scenario. What is not known is
 * {@code unknown}, or 0.
 *
 * @param e2hil the version of this program
 * @param commit that it was built from, as {@code git describe} has it; {@code -dirty} at its end
 *     where files differed
 * @param java the virtual machine
 * @param system operating system and architecture
 * @param processor vendor, family, model and stepping, by which mathematical functions of the C
 *     library differ in last bits
 * @param vectorBits width of the vectors that the learner computes with, by which sums differ in
 *     last bits
 * @param processors that Java may use, which changes no number
 */
@API(status = API.Status.EXPERIMENTAL)
public record Provenance(
    String e2hil,
    String commit,
    String java,
    String system,
    String processor,
    int vectorBits,
    int processors) {

  private static final String UNKNOWN = "unknown";

  /** Made by the build; a build outside a checkout has none. */
  private static final String BUILD = "build.properties";

  /** Of this process. */
  public static Provenance current() {
    return new Provenance(
        version(),
        builtFrom(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        processorKind(),
        VectorApi.bits().orElse(0),
        Runtime.getRuntime().availableProcessors());
  }

  /** Of this program: what stands in its jar, else {@code development}. */
  public static String version() {
    String version = Provenance.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  static Provenance unknown() {
    return new Provenance(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, 0, 0);
  }

  /**
   * Says that a run goes on where its numbers may come out otherwise.
   *
   * @param earlier what the run ran on before
   * @return empty where nothing by which numbers differ has changed, or is not known
   */
  public Optional<String> differsFrom(Provenance earlier) {
    if (earlier.processor.equals(UNKNOWN)
        || (processor.equals(earlier.processor) && vectorBits == earlier.vectorBits)) {
      return Optional.empty();
    }
    return Optional.of(
        "This run was begun on %s and goes on on %s: from here on its numbers are not those, to the last bit, of a run that stayed there."
            .formatted(earlier.machine(), machine()));
  }

  private String machine() {
    return "a processor %s with vectors of %d bits".formatted(processor, vectorBits);
  }

  private static String builtFrom() {
    try (InputStream in = Provenance.class.getResourceAsStream(BUILD)) {
      Properties build = new Properties();
      if (in != null) {
        build.load(in);
      }
      return build.getProperty("git.commit.id.describe", UNKNOWN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String processorKind() {
    List<String> told = List.of("vendor_id", "cpu family", "model", "stepping");
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      String kind =
          lines
              .takeWhile(line -> !line.isBlank())
              .map(line -> line.split("\\s*:\\s*", 2))
              .filter(field -> told.contains(field[0].strip()) && field.length == 2)
              .map(field -> field[1])
              .collect(Collectors.joining("-"));
      return kind.isEmpty() ? UNKNOWN : kind;
    } catch (IOException e) {
      // not Linux
      return UNKNOWN;
    }
  }
}
