package org.e2hil.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.random.SeededRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The first 100 steps of every task, bit for bit and the same on every Java. Other processors may
 * round the last bit otherwise, so each kind has lines of its own in {@code pinned-episodes.txt};
 * the tests of each task pin the same to 1e-6 on any machine.
 */
class PinnedEpisodesTest {

  private static final int STEPS = 100;
  private static final double NOISE = 0.15;

  /** What decides how a last bit is rounded: the processor's kind. */
  private static String machine() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .takeWhile(line -> !line.isBlank())
          .filter(line -> line.matches("(vendor_id|cpu family|model|stepping)\\s*:.*"))
          .map(line -> line.replaceFirst(".*:\\s*", ""))
          .collect(Collectors.joining("-"));
    } catch (IOException e) {
      // such a machine has no lines, which is what the tests say then
      return "unknown";
    }
  }

  private static Stream<String> worlds() {
    return providers().flatMap(p -> p.tasks().stream().map(task -> p.robot() + " " + task));
  }

  private static Stream<EnvironmentProvider> providers() {
    return ServiceLoader.load(EnvironmentProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.settingsType() == SimulatedArmSettings.class);
  }

  private static List<String> pinned() {
    try (InputStream in = PinnedEpisodesTest.class.getResourceAsStream("pinned-episodes.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The line of one world on this machine. */
  static String line(String world) {
    String robot = world.substring(0, world.indexOf(' '));
    String task = world.substring(world.indexOf(' ') + 1);
    EnvironmentProvider provider =
        providers().filter(p -> p.robot().equals(robot)).findFirst().orElseThrow();
    CRC32C crc = new CRC32C();
    try (Workcell workcell =
        provider.open(
            new EnvironmentRequest(
                task,
                SimulatedArmSettings.defaults(),
                List.of(ObservationGroup.PROPRIOCEPTION, ObservationGroup.OBJECTS),
                Optional.empty(),
                OptionalInt.empty()))) {
      Expert expert = workcell.expert().orElseThrow();
      boolean over = true;
      for (int step = 0, seed = 0; step < STEPS; step++) {
        if (over) {
          add(crc, workcell.environment().reset(seed));
          expert.begin(SeededRandom.of(seed, "hand"), NOISE);
          seed++;
        }
        StepResult result = workcell.environment().step(expert.act());
        add(crc, result.observation());
        over = result.episodeEnd().isEnd();
      }
    }
    return "%s %s %08x".formatted(machine(), world, crc.getValue());
  }

  private static void add(CRC32C crc, Observation seen) {
    for (String group : seen.numberGroups()) {
      float[] numbers = seen.numbers(group);
      ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * numbers.length);
      bytes.asFloatBuffer().put(numbers);
      crc.update(bytes);
    }
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void theFirstHundredStepsAreTheSameToTheLastBitOnAMachineOfAKnownKind(String world) {
    String beginning = machine() + " " + world + " ";
    Optional<String> known =
        pinned().stream().filter(line -> line.startsWith(beginning)).findFirst();
    assumeTrue(
        known.isPresent(),
        () -> "no line of pinned-episodes.txt is for this machine; it would be\n" + line(world));

    assertThat(line(world)).isEqualTo(known.orElseThrow());
  }
}
