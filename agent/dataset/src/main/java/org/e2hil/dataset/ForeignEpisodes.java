package org.e2hil.dataset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.experience.ControlStep;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.training.Episode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes demonstrations of a dataset that another program wrote, where its actions are ours. */
final class ForeignEpisodes implements StoredEpisodes {

  private static final Logger LOG = LoggerFactory.getLogger(ForeignEpisodes.class);

  private static final String REWARD = "next.reward";
  private static final String DONE = "next.done";
  private static final String SUCCESS = "next.success";
  private static final String TRUNCATED = "next.truncated";

  private final Duck duck;
  private final DatasetInfo info;

  /**
   * Refuses what cannot be learned from.
   *
   * @throws DatasetException if the actions are not ours, or a column is missing
   */
  ForeignEpisodes(Duck duck, Layout layout, DatasetInfo info) {
    this.duck = duck;
    this.info = info;
    for (String needed : List.of(Feature.ACTION, Feature.STATE, REWARD, DONE)) {
      if (!info.hasFeature(needed)) {
        throw new DatasetException(
            "the dataset %s has no column %s, without which its episodes are no demonstrations here"
                .formatted(layout.root(), needed));
      }
    }
    List<String> names = info.names(Feature.ACTION);
    if (info.size(Feature.ACTION) != Action.SIZE
        || !(names.isEmpty() || names.equals(Feature.ACTION_NAMES))) {
      throw new DatasetException(
          "the dataset %s has actions of %d numbers, %s, and only the seven %s can be learned from; joint angles of an SO-101 become such with 'dataset import %s'"
              .formatted(
                  layout.root(),
                  info.size(Feature.ACTION),
                  names,
                  Feature.ACTION_NAMES,
                  layout.root()));
    }
    if (!info.pictures().isEmpty()) {
      LOG.warn("the pictures {} of the dataset {} are passed over", info.pictures(), layout.root());
    }
  }

  /** A frame, and how the episode ends if it ends there. */
  private record Frame(
      RecordedObservation seen, Action action, double reward, boolean hand, EpisodeEnd end)
      implements StoredEpisodes.Frame {

    @Override
    public ControlStep step(EpisodeEnd ends) {
      Source source = hand ? Source.INTERVENTION : Source.DEMONSTRATION;
      return new ControlStep(action, action, action, source, reward, ends);
    }
  }

  @Override
  public Episode read(EpisodeRow row) throws SQLException {
    List<String> columns =
        Stream.of(Feature.ACTION, Feature.STATE, REWARD, DONE, SUCCESS, TRUNCATED, "intervention")
            .filter(info::hasFeature)
            .map(Duck::name)
            .toList();
    List<Frame> frames =
        duck.query(
            "SELECT %s FROM %s WHERE episode_index = %d ORDER BY frame_index"
                .formatted(String.join(", ", columns), Duck.parquet(row.data()), row.index()),
            this::frame);
    Frame last = frames.get(frames.size() - 1);
    return new Episode(StoredEpisodes.steps(frames, last.seen(), last.end()), Map.of());
  }

  private Frame frame(ResultSet row) throws SQLException {
    double reward = row.getDouble(REWARD);
    return new Frame(
        new RecordedObservation(StoredEpisodes.floats(row, Feature.STATE), List.of()),
        Action.of(Duck.doubles(row.getArray(Feature.ACTION))),
        reward,
        isTrue(row, "intervention"),
        end(row, reward));
  }

  /**
   * LeRobot says that an episode is done, and mostly not why: with a reward it succeeded, without
   * one time was up, after which the critic bootstraps.
   */
  private EpisodeEnd end(ResultSet row, double reward) throws SQLException {
    boolean success =
        info.hasFeature(SUCCESS) ? isTrue(row, SUCCESS) : row.getBoolean(DONE) && reward > 0;
    if (success) {
      return EpisodeEnd.success();
    }
    boolean failed = info.hasFeature(TRUNCATED) && row.getBoolean(DONE) && !isTrue(row, TRUNCATED);
    return failed ? EpisodeEnd.failure("as recorded") : EpisodeEnd.timeLimit();
  }

  private boolean isTrue(ResultSet row, String column) throws SQLException {
    return info.hasFeature(column) && row.getBoolean(column);
  }
}
