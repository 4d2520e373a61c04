package org.e2hil.scenarios.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.EnvironmentSpec;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.LimitCounts;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.training.Episode;
import org.e2hil.agent.training.Origin;
import org.e2hil.dataset.Dataset;
import org.e2hil.dataset.DatasetException;
import org.e2hil.dataset.DatasetSpec;

/**
 * The episodes of a dataset as a world: what was seen is seen again, whatever is done. The seed of
 * a reset says which episode it is, modulo how many there are; so 0, 1, 2 … play them in their
 * order. What a step gives as {@code applied} is what was applied when it was recorded. One thread.
 */
final class RecordedWorld implements Environment {

  /** A group, and where its numbers begin or which picture it is. */
  private record Part(ObservationGroup group, int at) {}

  private final Dataset dataset;
  private final EnvironmentSpec spec;
  private final OptionalInt horizon;
  private final List<Part> parts;
  private Episode episode = new Episode(List.of());
  private int done;
  private boolean running;
  private boolean closed;

  /**
   * A world.
   *
   * @param groups that are shown, of those that were recorded
   * @param horizon control periods after which an episode is cut off; never where empty
   * @throws IllegalArgumentException if a group was not recorded
   * @throws EnvironmentFaultException if the dataset has no episode, or does not tell its groups
   */
  RecordedWorld(
      Dataset dataset,
      DatasetSpec recorded,
      Origin origin,
      List<String> groups,
      OptionalInt horizon) {
    this.dataset = dataset;
    this.horizon = horizon;
    if (dataset.episodes() == 0 || recorded.groups().isEmpty()) {
      throw new EnvironmentFaultException(
          dataset.episodes() == 0
              ? "the dataset has no whole episode that could be replayed"
              : "the dataset does not say which groups its observations have, as the first versions of E2HiL did not; export or record it again");
    }
    parts = parts(recorded.groups()).stream().filter(part -> isOf(groups, part)).toList();
    int longest = (int) Math.max(1, dataset.longestEpisode());
    spec =
        new EnvironmentSpec(
            origin.task(),
            ReplayProvider.ROBOT,
            parts.stream().map(Part::group).toList(),
            origin.actionScale(),
            recorded.fps(),
            horizon.orElse(longest));
    // names the group that was not recorded
    groups.forEach(spec::group);
  }

  private static boolean isOf(List<String> groups, Part part) {
    return groups.contains(part.group().name());
  }

  private static List<Part> parts(List<ObservationGroup> groups) {
    List<Part> parts = new ArrayList<>();
    int numbers = 0;
    int pictures = 0;
    for (ObservationGroup group : groups) {
      boolean picture = group.kind() == ObservationGroup.Kind.PICTURE;
      parts.add(new Part(group, picture ? pictures++ : numbers));
      numbers += picture ? 0 : group.size();
    }
    return parts;
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public Observation reset(long seed) {
    requireOpen();
    running = false;
    try {
      episode = dataset.read(Math.floorMod(seed, dataset.episodes()), 1).get(0);
    } catch (DatasetException e) {
      throw new EnvironmentFaultException(e.getMessage(), e);
    }
    done = 0;
    running = true;
    return observation(episode.steps().get(0).measurement());
  }

  @Override
  public StepResult step(Action action) {
    requireOpen();
    if (!running) {
      throw new IllegalStateException("no episode is running; reset the environment first");
    }
    RecordedStep now = episode.steps().get(done++);
    EpisodeEnd end = now.step().episodeEnd();
    if (!end.isEnd() && done == episode.steps().size()) {
      end = EpisodeEnd.voided("the recording breaks off here");
    } else if (!end.isEnd() && horizon.isPresent() && done == horizon.getAsInt()) {
      end = EpisodeEnd.timeLimit();
    }
    running = !end.isEnd();
    return new StepResult(
        observation(now.next()), now.step().reward(), end, now.step().applied(), new LimitCounts());
  }

  @Override
  public Map<String, Double> episodeParameters() {
    return episode.parameters();
  }

  private Observation observation(RecordedObservation seen) {
    Observation.Builder shown = Observation.builder();
    for (Part part : parts) {
      String name = part.group().name();
      if (part.group().kind() == ObservationGroup.Kind.PICTURE) {
        shown.picture(name, seen.picture(part.at()));
      } else {
        double[] numbers = new double[part.group().size()];
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = seen.number(part.at() + i);
        }
        shown.numbers(name, numbers);
      }
    }
    return shown.build();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this environment is closed");
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
