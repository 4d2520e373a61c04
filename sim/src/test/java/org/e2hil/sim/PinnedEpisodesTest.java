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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.random.SeededRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The first 100 steps of every task are what they were: to the last bit on a processor whose lines
 * stand in {@code pinned-episodes.txt}, and nearly on every x86-64, whose kinds round a last bit
 * differently. The files in {@code pinned} say which processor made them.
 */
class PinnedEpisodesTest {

  private static final int STEPS = 100;
  private static final double NOISE = 0.15;

  /** Steps of the first episode whose numbers are kept, beside its last one. */
  private static final Set<Integer> KEPT = Set.of(0, 1, 10, 30);

  /** Steps that a last bit needs to grow where things touch each other. */
  private static final int EARLY = 10;

  /** What MuJoCo's authors advise; 5e-9 was measured, which is how the files are rounded. */
  private static final double NEAR_EARLY = 1e-6;

  /** With the C library's functions for a processor without FMA and AVX, 3e-4 was measured. */
  private static final double NEAR_LATE = 3e-3;

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

  private static Workcell open(String world) {
    String robot = world.substring(0, world.indexOf(' '));
    String task = world.substring(world.indexOf(' ') + 1);
    return providers()
        .filter(p -> p.robot().equals(robot))
        .findFirst()
        .orElseThrow()
        .open(
            new EnvironmentRequest(
                task,
                SimulatedArmSettings.defaults(),
                List.of(ObservationGroup.PROPRIOCEPTION, ObservationGroup.OBJECTS),
                Optional.empty(),
                OptionalInt.empty()));
  }

  private static List<String> lines(String resource) {
    try (InputStream in = PinnedEpisodesTest.class.getResourceAsStream(resource)) {
      return in == null
          ? List.of()
          : new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The check sum of one world's first steps on this machine, as a line. */
  private static String checkSum(String world) {
    CRC32C crc = new CRC32C();
    try (Workcell workcell = open(world)) {
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

  /**
   * What is seen at one step.
   *
   * @param moment the step and how the episode ended there, such as {@code 30 NONE}
   */
  private record Row(String moment, double[] numbers) {

    static Row of(int step, EpisodeEnd end, Observation seen) {
      double[] numbers =
          seen.numberGroups().stream()
              .map(seen::numbers)
              .flatMapToDouble(group -> IntStream.range(0, group.length).mapToDouble(i -> group[i]))
              .toArray();
      return new Row(step + " " + end.kind(), numbers);
    }

    static Row parse(String line) {
      String[] words = line.split(" ");
      return new Row(
          words[0] + " " + words[1],
          Arrays.stream(words).skip(2).mapToDouble(Double::parseDouble).toArray());
    }

    int step() {
      return Integer.parseInt(moment.substring(0, moment.indexOf(' ')));
    }

    /** The largest difference of two numbers. */
    double distance(Row other) {
      assertThat(numbers).hasSameSizeAs(other.numbers);
      return IntStream.range(0, numbers.length)
          .mapToDouble(i -> Math.abs(numbers[i] - other.numbers[i]))
          .max()
          .orElseThrow();
    }

    @Override
    public String toString() {
      return moment
          + Arrays.stream(numbers)
              .mapToObj(number -> String.format(Locale.ROOT, " %.8f", number))
              .collect(Collectors.joining());
    }
  }

  /** The kept steps of one world's first episode on this machine. */
  private static List<Row> firstEpisode(String world) {
    List<Row> rows = new ArrayList<>();
    try (Workcell workcell = open(world)) {
      Expert expert = workcell.expert().orElseThrow();
      rows.add(Row.of(0, EpisodeEnd.none(), workcell.environment().reset(0)));
      expert.begin(SeededRandom.of(0, "hand"), NOISE);
      boolean over = false;
      for (int step = 1; step <= STEPS && !over; step++) {
        StepResult result = workcell.environment().step(expert.act());
        over = result.episodeEnd().isEnd();
        if (over || step == STEPS || KEPT.contains(step)) {
          rows.add(Row.of(step, result.episodeEnd(), result.observation()));
        }
      }
    }
    return rows;
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void theFirstHundredStepsAreTheSameToTheLastBitOnAProcessorOfAKnownKind(String world) {
    String beginning = machine() + " " + world + " ";
    Optional<String> known =
        lines("pinned-episodes.txt").stream()
            .filter(line -> line.startsWith(beginning))
            .findFirst();
    assumeTrue(
        known.isPresent(),
        () ->
            "no line of pinned-episodes.txt is for this machine; it would be\n" + checkSum(world));

    assertThat(checkSum(world)).isEqualTo(known.orElseThrow());
  }

  /** The message of a failure holds the whole file as it would be now. */
  @ParameterizedTest
  @MethodSource("worlds")
  void theFirstHundredStepsAreNearlyTheSameOnEveryProcessor(String world) {
    List<String> pinned = lines("pinned/" + world.replace(' ', '-') + ".txt");
    List<Row> rows = firstEpisode(world);
    String now =
        "now it is%n# made on %s%n%s"
            .formatted(
                machine(), rows.stream().map(Row::toString).collect(Collectors.joining("\n")));

    assertThat(pinned).as(now).isNotEmpty();
    assertThat(pinned.get(0)).as(now).matches("# made on \\w+(-\\d+){3}.*");
    List<Row> expected = pinned.stream().skip(1).map(Row::parse).toList();
    assertThat(rows).as(now).extracting(Row::moment).isEqualTo(moments(expected));
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i).distance(expected.get(i)))
          .as("largest difference at %s; %s", rows.get(i).moment(), now)
          .isLessThan(rows.get(i).step() <= EARLY ? NEAR_EARLY : NEAR_LATE);
    }
  }

  private static List<String> moments(List<Row> rows) {
    return rows.stream().map(Row::moment).toList();
  }
}
