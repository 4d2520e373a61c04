package org.e2hil.scenarios.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.training.Episode;
import org.e2hil.agent.training.TrainingListener;
import org.e2hil.dataset.Dataset;
import org.e2hil.dataset.DatasetException;
import org.e2hil.dataset.DatasetSpec;
import org.e2hil.dataset.DatasetWriter;
import org.e2hil.dataset.EpisodeKind;
import org.e2hil.dataset.EpisodeNote;
import org.e2hil.dataset.PictureSpec;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;

/**
 * Demonstrations that go straight into a LeRobot dataset, each as soon as it is done; nothing is
 * trained. Those of a script are the ones that a training of the scenario would begin from. Used by
 * one thread; owns the world.
 */
@API(status = API.Status.INTERNAL)
public final class Recording implements AutoCloseable {

  private final Scenario scenario;
  private final TrainingRun world;
  private final Path out;
  private final int fps;
  private final List<Episode> earlier;
  private final DatasetWriter writer;
  private int done;

  private Recording(
      Scenario scenario,
      TrainingRun world,
      Path out,
      int fps,
      List<Episode> earlier,
      DatasetWriter writer) {
    this.scenario = scenario;
    this.world = world;
    this.out = out;
    this.fps = fps;
    this.earlier = earlier;
    this.writer = writer;
  }

  /**
   * Opens a scenario's world, and the dataset that its demonstrations are added to.
   *
   * @param out a folder that is not there yet, or a dataset of the same scenario
   * @param fps control periods a second; those of the task where empty
   * @param screen receives what a person must know, a sentence at a time
   * @param pictures how those of cameras are kept
   * @throws DatasetException if the folder holds something else
   */
  public static Recording open(
      Scenarios scenarios,
      Scenario scenario,
      Path out,
      OptionalInt fps,
      PictureSpec.Format pictures,
      Consumer<String> screen) {
    int rate = fps.orElseGet(() -> RunExport.rate(scenarios, scenario));
    List<Episode> earlier = List.of();
    if (Dataset.isDataset(out)) {
      // one that cannot be read is told before a robot is connected to
      Dataset there = Dataset.open(out);
      there.requireGrowing();
      there.leftOut().ifPresent(screen);
      earlier = there.read(Integer.MAX_VALUE);
    }
    TrainingRun world = TrainingRun.openToRecord(scenarios, scenario, screen);
    try {
      DatasetWriter writer = DatasetWriter.open(out, spec(scenario, world, rate, pictures));
      return new Recording(scenario, world, out, rate, earlier, writer);
    } catch (RuntimeException | Error e) {
      world.close();
      throw e;
    }
  }

  private static DatasetSpec spec(
      Scenario scenario, TrainingRun world, int rate, PictureSpec.Format pictures) {
    return DatasetSpec.of(world.origin(), rate, world.input().groups(), pictures);
  }

  /** How many episodes the dataset holds. */
  public long episodes() {
    return writer.episodes();
  }

  /** Control periods a second. */
  public int fps() {
    return fps;
  }

  /** Tells {@code listener} of each demonstration from now on, those that are there among them. */
  public void listen(TrainingListener listener) {
    world.listen(listener);
  }

  /**
   * Records until the dataset holds as many demonstrations as the scenario asks for. What a person
   * gave before counts; a script does its own again, which must be those that are there.
   *
   * @param stop asked between two control periods
   * @return false if it was stopped before
   */
  public boolean record(BooleanSupplier stop) {
    done = 0;
    return world.isScripted()
        ? world.demonstrate(List.of(), this::keepNew, stop)
        : world.demonstrate(earlier, this::append, stop);
  }

  private void keepNew(Episode episode) {
    if (done >= earlier.size()) {
      append(episode);
    } else if (!isSame(earlier.get(done), episode)) {
      throw new DatasetException(
          "episode %d of %s is another than this scenario records with seed %d; ask with the settings that it was recorded with, or give another --out"
              .formatted(done, out, scenario.seed()));
    }
    done++;
  }

  private void append(Episode episode) {
    writer.append(
        episode, new EpisodeNote(EpisodeKind.DEMONSTRATION, OptionalLong.of(scenario.seed())));
  }

  /**
   * Two episodes of different seeds or settings differ in where they begin or how long they are.
   */
  private static boolean isSame(Episode one, Episode other) {
    return one.steps().size() == other.steps().size()
        && isSame(one.steps().get(0).measurement(), other.steps().get(0).measurement())
        && one.steps().get(0).step().applied().equals(other.steps().get(0).step().applied());
  }

  private static boolean isSame(RecordedObservation one, RecordedObservation other) {
    boolean same = one.shape().equals(other.shape());
    for (int i = 0; same && i < one.shape().numbers(); i++) {
      same = one.number(i) == other.number(i);
    }
    return same;
  }

  @Override
  public void close() {
    try {
      writer.close();
    } finally {
      world.close();
    }
  }
}
