package org.e2hil.dataset;

import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Struct;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.experience.ControlStep;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.training.Episode;

/** Reads what {@link DatasetWriter} wrote, bit for bit but for filmed pictures. */
final class OwnEpisodes implements StoredEpisodes {

  private final Duck duck;
  private final DatasetSpec spec;

  OwnEpisodes(Duck duck, DatasetSpec spec) {
    this.duck = duck;
    this.spec = spec;
  }

  /** What stands in the episode's row. */
  private record Rest(
      EpisodeEnd end,
      Map<String, Double> parameters,
      RecordedObservation finalObservation,
      OptionalLong resetSeed) {}

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
                this::rest)
            .get(0);
    Map<PictureSpec, List<byte[]>> filmed = new HashMap<>();
    for (PictureSpec camera : spec.pictures()) {
      if (camera.format() == PictureSpec.Format.AV1) {
        filmed.put(
            camera,
            FilmedEpisode.read(
                row,
                camera.feature(),
                camera.height(),
                camera.width(),
                spec.fps(),
                UnaryOperator.identity()));
      }
    }
    List<Frame> frames =
        duck.query(
            "SELECT * FROM %s WHERE episode_index = %d ORDER BY frame_index"
                .formatted(Duck.parquet(row.data()), row.index()),
            frame -> frame(frame, filmed));
    List<RecordedStep> steps = StoredEpisodes.steps(frames, rest.finalObservation(), rest.end());
    return new Episode(steps, rest.parameters(), spec.origin(), rest.resetSeed());
  }

  /** Reads what is kept beside the episode. */
  EpisodeNote note(EpisodeRow row) throws SQLException {
    return duck.query(
            "SELECT kind, seed FROM %s WHERE episode_index = %d"
                .formatted(Duck.parquet(row.file()), row.index()),
            stored ->
                new EpisodeNote(
                    SqlWords.parse(EpisodeKind.class, stored.getString("kind")),
                    number(stored, "seed")))
        .get(0);
  }

  /** A number that may be missing; the first datasets do not even have the column of some. */
  private static OptionalLong number(ResultSet row, String column) throws SQLException {
    boolean there = false;
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      there |= row.getMetaData().getColumnName(i).equals(column);
    }
    if (!there) {
      return OptionalLong.empty();
    }
    long value = row.getLong(column);
    // tells of the number that was read last
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private Rest rest(ResultSet row) throws SQLException {
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
    List<byte[]> pictures = new ArrayList<>();
    for (PictureSpec camera : spec.pictures()) {
      Blob png = row.getBlob(EpisodeRowFile.FINAL_PICTURES + camera.name());
      pictures.add(Png.decode(Duck.bytes(png), camera));
    }
    float[] numbers = StoredEpisodes.floats(row, EpisodeRowFile.FINAL_STATE);
    return new Rest(
        end,
        parameters,
        new RecordedObservation(numbers, pictures),
        number(row, EpisodeRowFile.RESET_SEED));
  }

  private Frame frame(ResultSet row, Map<PictureSpec, List<byte[]>> filmed) throws SQLException {
    List<byte[]> pictures = new ArrayList<>();
    for (PictureSpec camera : spec.pictures()) {
      pictures.add(
          filmed.containsKey(camera)
              ? filmed.get(camera).get(row.getInt("frame_index"))
              : Png.decode(Duck.bytes(png(row, camera)), camera));
    }
    return new Frame(
        new RecordedObservation(StoredEpisodes.floats(row, Feature.STATE), pictures),
        action(row, Feature.PROPOSED),
        action(row, Feature.CHOSEN),
        action(row, Feature.APPLIED),
        Source.values()[row.getInt(Feature.SOURCE)],
        row.getDouble(Feature.REWARD));
  }

  private static Action action(ResultSet row, String column) throws SQLException {
    return Action.of(Duck.doubles(row.getArray(column)));
  }

  private static Blob png(ResultSet row, PictureSpec camera) throws SQLException {
    return (Blob) ((Struct) row.getObject(camera.feature())).getAttributes()[0];
  }
}
