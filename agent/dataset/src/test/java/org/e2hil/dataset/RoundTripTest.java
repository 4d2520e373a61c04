package org.e2hil.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.experience.ControlStep;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.training.Episode;
import org.e2hil.agent.training.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundTripTest {

  private static final EpisodeEnd.Kind[] LEARNABLE = {
    EpisodeEnd.Kind.NONE,
    EpisodeEnd.Kind.SUCCESS,
    EpisodeEnd.Kind.FAILURE,
    EpisodeEnd.Kind.TIME_LIMIT
  };

  @Provide
  Arbitrary<List<Episode>> episodes() {
    Arbitrary<Optional<Origin>> origin = Arbitraries.of(SampleEpisodes.ORIGIN).optional(0.8);
    return Combinators.combine(Arbitraries.integers().between(1, 4), origin)
        .flatAs((numbers, from) -> episode(numbers, from).list().ofMinSize(1).ofMaxSize(3));
  }

  private static Arbitrary<Episode> episode(int numbers, Optional<Origin> origin) {
    Arbitrary<RecordedObservation> seen =
        floats()
            .array(float[].class)
            .ofSize(numbers)
            .map(f -> new RecordedObservation(f, List.of()));
    Arbitrary<EpisodeEnd> end =
        Combinators.combine(Arbitraries.of(LEARNABLE), text()).as(EpisodeEnd::new);
    return Combinators.combine(
            seen,
            Combinators.combine(seen, step()).as(Next::new).list().ofMinSize(1).ofMaxSize(5),
            end,
            Arbitraries.maps(text(), doubles()).ofMaxSize(3),
            Arbitraries.longs().optional(0.8))
        .as(
            (first, steps, last, parameters, resetSeed) -> {
              Episode episode = episode(first, steps, last, parameters);
              Episode told = origin.map(episode::from).orElse(episode);
              return resetSeed.map(told::resetWith).orElse(told);
            });
  }

  /** A step, and what was seen after it. */
  private record Next(RecordedObservation seen, ControlStep step) {}

  private static Episode episode(
      RecordedObservation first, List<Next> steps, EpisodeEnd end, Map<String, Double> parameters) {
    List<RecordedStep> recorded = new ArrayList<>();
    RecordedObservation now = first;
    for (Next next : steps) {
      boolean last = recorded.size() == steps.size() - 1;
      ControlStep step = next.step();
      recorded.add(
          new RecordedStep(
              now,
              next.seen(),
              new ControlStep(
                  step.proposed(),
                  step.chosen(),
                  step.applied(),
                  step.source(),
                  step.reward(),
                  last ? end : EpisodeEnd.none())));
      now = next.seen();
    }
    return new Episode(recorded, new LinkedHashMap<>(parameters));
  }

  private static Arbitrary<ControlStep> step() {
    Arbitrary<Action> action = doubles().array(double[].class).ofSize(Action.SIZE).map(Action::of);
    return Combinators.combine(action, action, action, Arbitraries.of(Source.values()), doubles())
        .as((p, c, a, source, r) -> new ControlStep(p, c, a, source, r, EpisodeEnd.none()));
  }

  private static Arbitrary<Float> floats() {
    return Arbitraries.oneOf(
        Arbitraries.of(0f, -0f, 1f, Float.MIN_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE),
        Arbitraries.integers().map(Float::intBitsToFloat).filter(Float::isFinite));
  }

  private static Arbitrary<Double> doubles() {
    return Arbitraries.oneOf(
        Arbitraries.of(0d, -0d, 1d, 0.1, Double.MIN_VALUE, Float.MAX_VALUE * 0.5),
        Arbitraries.doubles().between(-1, 1));
  }

  private static Arbitrary<String> text() {
    return Arbitraries.strings()
        .withChars("ab'\"\\%{}\u0000\né→")
        .withCharRange('a', 'z')
        .ofMaxLength(6);
  }

  @Property(tries = 20, shrinking = ShrinkingMode.OFF)
  void anyEpisodeComesBackBitForBit(@ForAll("episodes") List<Episode> episodes) throws IOException {
    Path folder = Files.createTempDirectory("round-trip");
    try {
      Episode first = episodes.get(0);
      int numbers = first.steps().get(0).measurement().shape().numbers();
      DatasetSpec spec =
          new DatasetSpec(
              "it's",
              "a1x",
              10,
              DatasetSpec.names(numbers),
              List.of(),
              first.origin(),
              List.of(ObservationGroup.numbers("number", numbers, /* privileged= */ true)));
      try (DatasetWriter writer = DatasetWriter.open(folder, spec)) {
        episodes.forEach(episode -> writer.append(episode, SampleEpisodes.TRAINING));
      }
      Dataset dataset = Dataset.open(folder);
      assertThat(dataset.leftOut()).isEmpty();
      assertThat(dataset.spec()).contains(spec);
      List<Episode> read = dataset.read(Integer.MAX_VALUE);
      assertThat(read).hasSameSizeAs(episodes);
      for (int i = 0; i < read.size(); i++) {
        SameBits.assertSame(read.get(i), episodes.get(i));
      }
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void anEpisodeThatTheFormatCannotHoldIsRefusedInASentenceAndNothingIsWritten(
      @TempDir Path folder) {
    Episode good = SampleEpisodes.episode(1, 5);
    try (DatasetWriter writer = DatasetWriter.open(folder, SampleEpisodes.SPEC)) {
      refused(writer, with(good, Double.NaN), "action of step 0 is NaN");
      refused(writer, with(good, Double.POSITIVE_INFINITY), "action of step 0 is Infinity");
      refused(writer, with(good, 1e300), "action of step 0 is Infinity");
      refused(
          writer,
          new Episode(List.of()).from(SampleEpisodes.ORIGIN),
          "an episode without a step cannot be kept");
      refused(writer, new Episode(good.steps()), "unknown origin does not belong into a dataset");
      refused(
          writer,
          new Episode(good.steps(), Map.of("mass", Double.NaN)).from(SampleEpisodes.ORIGIN),
          "the parameter mass of an episode is NaN");
      refused(
          writer,
          new Episode(good.steps(), Map.of("\ud800", 1.0)).from(SampleEpisodes.ORIGIN),
          "the name of a parameter holds half a letter");
      refused(
          writer,
          pictures(),
          "pictures of [12] bytes does not fit the dataset, where each is of 14 numbers");
    }
    assertThat(Dataset.open(folder).episodes()).isZero();
    assertThat(folder.resolve("data"))
        .satisfiesAnyOf(
            data -> assertThat(data).doesNotExist(),
            data -> assertThat(new Layout(folder).episodeFiles()).isEmpty());
  }

  @Test
  void aDatasetOfTheTimeBeforeTheSeedOfTheResetIsRead(@TempDir Path folder)
      throws IOException, SQLException {
    Episode episode = SampleEpisodes.episode(1, 5);
    try (DatasetWriter writer = DatasetWriter.open(folder, SampleEpisodes.SPEC)) {
      writer.append(episode, SampleEpisodes.TRAINING);
    }
    Path row = new Layout(folder).episodeFiles().get(0);
    Path earlier = folder.resolve("earlier.parquet");
    try (Duck duck = Duck.open()) {
      duck.execute(
          "COPY (SELECT * EXCLUDE reset_seed FROM %s) TO %s (%s)"
              .formatted(
                  Duck.parquet(row),
                  Duck.file(earlier),
                  EpisodeRowFile.parquet(SampleEpisodes.SPEC)));
    }
    Files.move(earlier, row, StandardCopyOption.REPLACE_EXISTING);

    Episode read = Dataset.open(folder).read(1).get(0);

    assertThat(read.resetSeed()).isEmpty();
    SameBits.assertSame(read.resetWith(episode.resetSeed().orElseThrow()), episode);
  }

  private static void refused(DatasetWriter writer, Episode episode, String sentence) {
    assertThatThrownBy(() -> writer.append(episode, SampleEpisodes.TRAINING))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(sentence);
  }

  private static Episode with(Episode episode, double number) {
    RecordedStep first = episode.steps().get(0);
    ControlStep step = first.step();
    List<RecordedStep> steps = new ArrayList<>(episode.steps());
    steps.set(
        0,
        new RecordedStep(
            first.measurement(),
            first.next(),
            new ControlStep(
                step.proposed(),
                step.chosen(),
                step.applied().withGripper(number),
                step.source(),
                step.reward(),
                step.episodeEnd())));
    return new Episode(steps, episode.parameters()).from(SampleEpisodes.ORIGIN);
  }

  private static Episode pictures() {
    RecordedObservation seen = new RecordedObservation(new float[14], List.of(new byte[12]));
    ControlStep step = SampleEpisodes.episode(1, 1).steps().get(0).step();
    return new Episode(List.of(new RecordedStep(seen, seen, step))).from(SampleEpisodes.ORIGIN);
  }
}
