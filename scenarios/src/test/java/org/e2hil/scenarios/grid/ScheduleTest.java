package org.e2hil.scenarios.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.e2hil.scenarios.config.ExperimentFiles;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.report.RunLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How runs are handed out, to an engine that trains nothing and takes three looks for each. */
@Timeout(60)
class ScheduleTest {

  private static final int LOOKS = 3;

  private final Scenarios scenarios = Scenarios.discover();
  private final List<String> begun = new ArrayList<>();
  private final Set<String> complete = new HashSet<>();
  private final Map<String, String> failures = new HashMap<>();
  private final List<String> told = new ArrayList<>();

  @TempDir Path folder;

  private List<PlannedRun> runs;
  private int goingOn;
  private int most;
  private Runnable atTick = () -> {};

  @BeforeEach
  void plan() throws IOException {
    Path file = folder.resolve("mine.json");
    Files.writeString(file, "{\"scenarios\": [\"pick-banana\"], \"seeds\": \"1-4\"}");
    runs =
        Experiment.plan(
                scenarios,
                ExperimentFiles.find(file.toString()).orElseThrow(),
                folder,
                scenario -> {})
            .runs();
  }

  @Test
  void asManyRunsGoOnAtOnceAsThereIsRoomFor() {
    assertThat(run(2, false, () -> false)).isTrue();

    assertThat(begun).containsExactly(name(1), name(2), name(3), name(4));
    assertThat(most).isEqualTo(2);
    assertThat(told).containsExactlyInAnyOrder(name(1), name(2), name(3), name(4));
  }

  @Test
  void whatIsCompleteIsNotBegunAgain() {
    complete.addAll(List.of(name(1), name(3)));

    assertThat(run(1, false, () -> false)).isTrue();

    assertThat(begun).containsExactly(name(2), name(4));
  }

  @Test
  void aRunThatFailsEndsNoOtherAndIsTriedAgainOnlyWhenAskedFor() {
    failures.put(name(2), "the disk is full");

    assertThat(run(2, false, () -> false)).isTrue();

    assertThat(told).contains(name(2) + " failed: the disk is full");
    assertThat(complete).containsExactlyInAnyOrder(name(1), name(3), name(4));
    assertThat(runs.get(1).failure()).contains("the disk is full");

    begun.clear();
    failures.clear();
    assertThat(run(2, false, () -> false)).isTrue();
    assertThat(begun).isEmpty();

    assertThat(run(2, true, () -> false)).isTrue();
    assertThat(begun).containsExactly(name(2));
    assertThat(runs.get(1).failure()).isEmpty();
  }

  @Test
  void whatAnotherProgramDoesIsAwaitedAndNotBegunTwice() {
    runs.get(0).write(scenarios);
    RunLock other = RunLock.take(runs.get(0).directory());
    atTick =
        () -> {
          if (complete.size() == 3) {
            complete.add(name(1));
            other.close();
          }
        };

    assertThat(run(2, false, () -> false)).isTrue();

    assertThat(begun).containsExactly(name(2), name(3), name(4));
    assertThat(told).contains(name(1));
  }

  @Test
  void whatAnotherProgramLeftIsTakenOver() {
    runs.get(0).write(scenarios);
    RunLock other = RunLock.take(runs.get(0).directory());
    atTick =
        () -> {
          if (complete.size() == 3) {
            other.close();
          }
        };

    assertThat(run(1, false, () -> false)).isTrue();

    assertThat(begun).containsExactly(name(2), name(3), name(4), name(1));
  }

  @Test
  void askedToStopItStopsWhatGoesOnAndBeginsNothingMore() {
    assertThat(run(2, false, () -> begun.size() == 2)).isFalse();

    assertThat(begun).containsExactly(name(1), name(2));
    assertThat(goingOn).isZero();
    assertThat(complete).isEmpty();
    // and every run is there for any machine to begin
    assertThat(folder.resolve(name(4)).resolve("scenario.json")).isNotEmptyFile();
  }

  private static String name(int seed) {
    return "pick-banana-seed" + seed;
  }

  private boolean run(int slots, boolean retryFailed, BooleanSupplier stop) {
    try (IdleEngine engine = new IdleEngine(slots)) {
      return new Schedule(scenarios, engine, new Telling(), run -> complete.contains(run.name()))
          .run(runs, retryFailed, stop);
    }
  }

  private final class Telling implements Schedule.Listener {

    @Override
    public void begun(PlannedRun run) {
      begun.add(run.name());
    }

    @Override
    public void complete(PlannedRun run) {
      told.add(run.name());
    }

    @Override
    public void failed(PlannedRun run, String why) {
      told.add(run.name() + " failed: " + why);
    }

    @Override
    public void tick(
        List<PlannedRun> running, List<PlannedRun> elsewhere, List<PlannedRun> pending) {
      most = Math.max(most, running.size());
      atTick.run();
    }
  }

  private final class IdleEngine implements Engine {

    private final int slots;

    IdleEngine(int slots) {
      this.slots = slots;
    }

    @Override
    public int slots() {
      return slots;
    }

    @Override
    public Job start(PlannedRun run) {
      goingOn++;
      return new IdleJob(run.name());
    }

    @Override
    public void close() {
      assertThat(goingOn).as("runs that still go on").isZero();
    }
  }

  private final class IdleJob implements Engine.Job {

    private final String name;
    private int looks;
    private boolean over;

    IdleJob(String name) {
      this.name = name;
    }

    @Override
    public boolean isOver() {
      if (!over && ++looks == LOOKS) {
        end();
        if (!failures.containsKey(name)) {
          complete.add(name);
        }
      }
      return over;
    }

    @Override
    public Optional<String> failure() {
      return Optional.ofNullable(failures.get(name));
    }

    @Override
    public void stop() {
      if (!over) {
        end();
      }
    }

    private void end() {
      over = true;
      goingOn--;
    }
  }
}
