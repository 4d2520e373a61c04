package org.e2hil.dataset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.experience.ControlStep;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.training.Episode;

/** Reads what {@link DatasetWriter} wrote, bit for bit. */
final class OwnEpisodes implements StoredEpisodes {

  private final Duck duck;
  private final DatasetSpec spec;

  OwnEpisodes(Duck duck, DatasetSpec spec) {
    this.duck = duck;
    this.spec = spec;
  }

  /** What stands in the episode's row. */
  private record Rest(
      EpisodeEnd end, Map<String, Double> parameters, RecordedObservation finalObservation) {}

  /** What stands in a frame, with an end only where the row's belongs. */
  private record Frame(
      RecordedObservation seen,
      Action proposed,
      Action chosen,
      Action applied,
      Source source,
      double reward)
      implements StoredEpisodes.Frame {

    @Override
    public ControlStep step(EpisodeEnd end) {
      return new ControlStep(proposed, chosen, applied, source, reward, end);
    }
  }

  @Override
  public Episode read(EpisodeRow row) throws SQLException {
    Rest rest =
        duck.query(
                "SELECT * FROM %s WHERE episode_index = %d"
                    .formatted(Duck.parquet(row.file()), row.index()),
                OwnEpisodes::rest)
            .get(0);
    List<Frame> frames =
        duck.query(
            "SELECT * FROM %s WHERE episode_index = %d ORDER BY frame_index"
                .formatted(Duck.parquet(row.data()), row.index()),
            OwnEpisodes::frame);
    List<RecordedStep> steps = StoredEpisodes.steps(frames, rest.finalObservation(), rest.end());
    return new Episode(steps, rest.parameters(), spec.origin());
  }

  /** Reads what is kept beside the episode. */
  EpisodeNote note(EpisodeRow row) throws SQLException {
    return duck.query(
            "SELECT kind, seed FROM %s WHERE episode_index = %d"
                .formatted(Duck.parquet(row.file()), row.index()),
            stored -> {
              EpisodeKind kind = SqlWords.parse(EpisodeKind.class, stored.getString(1));
              long seed = stored.getLong(2);
              // tells of the number that was read last
              boolean none = stored.wasNull();
              return new EpisodeNote(kind, none ? OptionalLong.empty() : OptionalLong.of(seed));
            })
        .get(0);
  }

  private static Rest rest(ResultSet row) throws SQLException {
    Map<String, Double> parameters = new LinkedHashMap<>();
    Object[] names = (Object[]) row.getArray(EpisodeRowFile.PARAMETER_NAMES).getArray();
    double[] values = Duck.doubles(row.getArray(EpisodeRowFile.PARAMETER_VALUES));
    for (int i = 0; i < names.length; i++) {
      parameters.put((String) names[i], values[i]);
    }
    EpisodeEnd end =
        new EpisodeEnd(
            SqlWords.parse(EpisodeEnd.Kind.class, row.getString(EpisodeRowFile.END)),
            row.getString(EpisodeRowFile.REASON));
    return new Rest(end, parameters, observation(row, EpisodeRowFile.FINAL_STATE));
  }

  private static Frame frame(ResultSet row) throws SQLException {
    return new Frame(
        observation(row, Feature.STATE),
        action(row, Feature.PROPOSED),
        action(row, Feature.CHOSEN),
        action(row, Feature.APPLIED),
        Source.values()[row.getInt(Feature.SOURCE)],
        row.getDouble(Feature.REWARD));
  }

  private static Action action(ResultSet row, String column) throws SQLException {
    return Action.of(Duck.doubles(row.getArray(column)));
  }

  private static RecordedObservation observation(ResultSet row, String column) throws SQLException {
    return new RecordedObservation(StoredEpisodes.floats(row, column), List.of());
  }
}
