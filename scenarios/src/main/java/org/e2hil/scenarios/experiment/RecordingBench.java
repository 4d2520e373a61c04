package org.e2hil.scenarios.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.experience.ReplayBuffer;
import org.e2hil.agent.training.Demonstrations;
import org.e2hil.agent.training.Episode;
import org.e2hil.agent.training.ObservationEncoder;
import org.e2hil.agent.training.Origin;
import org.e2hil.agent.training.TrainingListener;
import org.e2hil.dataset.DatasetSpec;
import org.e2hil.dataset.DatasetWriter;
import org.e2hil.dataset.EpisodeKind;
import org.e2hil.dataset.EpisodeNote;
import org.e2hil.dataset.PictureSpec;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.statistics.Statistics;

/** What recording costs: time within the control loop, time between episodes, and room. */
@API(status = API.Status.INTERNAL)
public final class RecordingBench {

  private RecordingBench() {}

  /**
   * What was measured.
   *
   * @param periods control periods that were recorded
   * @param medianUs from the end of a control step to the next one's beginning, in which what was
   *     seen is kept and the scripted hand decides: what half of them did not exceed, µs
   * @param p99Us of 99% of them
   * @param worstUs of all
   * @param episodeMs how long it takes to write an episode once it is over, mean, ms
   * @param worstEpisodeMs of the one that took longest
   * @param filmBytes of the cameras' films and pictures beyond the rows
   * @param rowBytes of all else
   * @param replayBytes of 100,000 transitions in the replay buffer
   */
  public record Result(
      int periods,
      double medianUs,
      double p99Us,
      double worstUs,
      double episodeMs,
      double worstEpisodeMs,
      long filmBytes,
      long rowBytes,
      long replayBytes) {}

  /**
   * Records demonstrations of the scripted expert with the code that always records.
   *
   * @param episodes how many
   * @param pictures how those of cameras are kept
   * @param nanoTime a clock, ns
   * @throws IllegalArgumentException if the world has no scripted expert
   */
  public static Result run(
      Scenarios scenarios,
      Scenario scenario,
      int episodes,
      PictureSpec.Format pictures,
      LongSupplier nanoTime) {
    try (Workcell cell = scenarios.open(scenario)) {
      Expert expert =
          cell.expert()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          scenario.robot().type() + " has no scripted expert who could record"));
      return run(scenarios, scenario, cell.environment(), expert, episodes, pictures, nanoTime);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot record to a temporary folder: " + e.getMessage(), e);
    }
  }

  private static Result run(
      Scenarios scenarios,
      Scenario scenario,
      Environment environment,
      Expert expert,
      int episodes,
      PictureSpec.Format pictures,
      LongSupplier nanoTime)
      throws IOException {
    TimedWorld world = new TimedWorld(environment, nanoTime);
    ObservationEncoder input =
        ObservationEncoder.of(world.spec(), scenario.observation().groups(), scenario.encoders());
    Origin origin =
        new Origin(
            scenario.task().type(),
            scenarios.arm(scenario),
            world.spec().actionScale(),
            scenario.observation().groups());
    int fps = RunExport.rate(scenarios, scenario);
    List<Double> writing = new ArrayList<>();
    Path folder = Files.createTempDirectory("e2hil-recording");
    try (DatasetWriter writer =
        DatasetWriter.open(folder, DatasetSpec.of(origin, fps, input.groups(), pictures))) {
      List<Episode> recorded =
          Demonstrations.record(
              world,
              expert,
              input,
              List.of(),
              episodes,
              scenario.training().demonstrationNoise(),
              scenario.seed(),
              episode -> {
                long begun = nanoTime.getAsLong();
                writer.append(
                    episode.from(origin),
                    new EpisodeNote(EpisodeKind.DEMONSTRATION, OptionalLong.empty()));
                writing.add((nanoTime.getAsLong() - begun) / 1e6);
              },
              new TrainingListener() {},
              () -> false);
      int periods = recorded.stream().mapToInt(episode -> episode.steps().size()).sum();
      double[] us = world.between().stream().mapToDouble(nanos -> nanos / 1e3).toArray();
      long films = bytes(folder.resolve("videos"));
      return new Result(
          periods,
          Statistics.quantile(us, 0.5),
          Statistics.quantile(us, 0.99),
          Statistics.quantile(us, 1),
          writing.stream().mapToDouble(ms -> ms).average().orElse(0),
          writing.stream().mapToDouble(ms -> ms).max().orElse(0),
          films,
          bytes(folder) - films,
          ReplayBuffer.bytes(100_000, input.size(), scenario.training().pictureViews()));
    } finally {
      delete(folder);
    }
  }

  private static long bytes(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      long bytes = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      Path[] all = files.toArray(Path[]::new);
      Arrays.sort(all, Comparator.reverseOrder());
      for (Path file : all) {
        Files.delete(file);
      }
    }
  }
}
