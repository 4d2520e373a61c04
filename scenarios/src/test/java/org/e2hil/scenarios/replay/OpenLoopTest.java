package org.e2hil.scenarios.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.training.Episode;
import org.e2hil.dataset.Dataset;
import org.e2hil.scenarios.cli.Called;
import org.e2hil.scenarios.config.Scenarios;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far a replay is off, measured on recordings that say otherwise than it was. */
class OpenLoopTest {

  private static final double SHIFT_M = 0.03;

  @TempDir private Path folder;

  private Dataset recorded;
  private Episode episode;

  @BeforeEach
  void record() {
    Path data = folder.resolve("recorded");
    Called.e2hil("record", "pick-banana", "--episodes", "1", "--out", data.toString()).done();
    recorded = Dataset.open(data);
    episode = recorded.read(1).get(0);
  }

  @Test
  void theFarthestIsTheWorstOfThePathAndNotItsEnd() {
    int middle = episode.steps().size() / 2;

    OpenLoop.Outcome outcome = replay("middle", shifted(frame -> frame == middle));

    assertThat(outcome.farthestM()).isCloseTo(SHIFT_M, within(1e-6));
    assertThat(outcome.lastM()).isZero();
    assertThat(outcome.exact()).isFalse();
    assertThat(outcome.endsAlike()).isTrue();
  }

  @Test
  void whereTheStartIsNotKnownAPathIsComparedFromItsOwnBeginning() {
    OpenLoop.Outcome here = replay("here", silent(episode));
    OpenLoop.Outcome aside = replay("aside", silent(shifted(frame -> true)));

    assertThat(here.startKnown()).isFalse();
    assertThat(aside.farthestM()).isCloseTo(here.farthestM(), within(1e-6));
    assertThat(aside.lastM()).isCloseTo(here.lastM(), within(1e-6));
  }

  private OpenLoop.Outcome replay(String name, Episode one) {
    Path data =
        RecordedEpisodes.write(folder.resolve(name), List.of(one), recorded.spec().orElseThrow());
    Scenarios scenarios = Scenarios.discover();
    try (OpenLoop world =
        OpenLoop.open(
            scenarios,
            Dataset.open(data),
            scenarios.forTask("pick-banana", scenarios.robot("a1x"), List.of()))) {
      return world.replay(0, () -> false).orElseThrow();
    }
  }

  private static Episode silent(Episode one) {
    return new Episode(one.steps(), one.parameters()).from(one.origin().orElseThrow());
  }

  /** The episode with the tool farther along x in some frames, of which 0 is the first. */
  private Episode shifted(IntPredicate frames) {
    List<RecordedStep> steps = new ArrayList<>();
    RecordedObservation now = shifted(episode.steps().get(0).measurement(), frames.test(0));
    for (RecordedStep step : episode.steps()) {
      RecordedObservation next = shifted(step.next(), frames.test(steps.size() + 1));
      steps.add(new RecordedStep(now, next, step.step()));
      now = next;
    }
    return new Episode(steps, episode.parameters(), episode.origin(), episode.resetSeed());
  }

  private static RecordedObservation shifted(RecordedObservation seen, boolean aside) {
    float[] numbers = new float[seen.shape().numbers()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = seen.number(i);
    }
    numbers[0] += aside ? (float) SHIFT_M : 0;
    return new RecordedObservation(numbers, List.of());
  }
}
