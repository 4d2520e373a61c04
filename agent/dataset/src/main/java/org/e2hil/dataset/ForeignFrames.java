package org.e2hil.dataset;

import java.nio.file.Files;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * What another program recorded, number by number, whatever its actions are: what they mean is for
 * the reader to know. Immutable.
 */
@API(status = API.Status.INTERNAL)
public final class ForeignFrames {

  private static final String TIME = "timestamp";
  private static final String SUCCESS = "next.success";
  private static final String REWARD = "next.reward";

  private final Dataset dataset;
  private final Optional<String> judgement;

  private ForeignFrames(Dataset dataset) {
    this.dataset = dataset;
    judgement = Stream.of(SUCCESS, REWARD).filter(dataset.info()::hasFeature).findFirst();
  }

  /**
   * The frames of a dataset of another program.
   *
   * @throws DatasetException if the dataset is ours, or lacks actions or measurements
   */
  public static ForeignFrames of(Dataset dataset) {
    DatasetInfo info = dataset.info();
    if (dataset.spec().isPresent()) {
      throw new DatasetException(
          "the dataset %s was written by E2HiL, and needs no import; name it in training.demonstrationsFile as it is"
              .formatted(dataset.layout().root()));
    }
    for (String needed : List.of(Feature.ACTION, Feature.STATE, TIME)) {
      if (!info.hasFeature(needed)) {
        throw new DatasetException(
            "the dataset %s has no column %s, without which nobody knows how the robot moved; it has %s"
                .formatted(dataset.layout().root(), needed, info.features()));
      }
    }
    return new ForeignFrames(dataset);
  }

  /** What the numbers of an action are; empty where the dataset does not say. */
  public List<String> actionNames() {
    return dataset.info().names(Feature.ACTION);
  }

  /** What the numbers of a measurement are; empty where the dataset does not say. */
  public List<String> stateNames() {
    return dataset.info().names(Feature.STATE);
  }

  /** Whether the frames say when the task was done. */
  public boolean isJudged() {
    return judgement.isPresent();
  }

  /** What is made of a picture. */
  @FunctionalInterface
  public interface Kept {
    /**
     * Takes a picture and returns what is kept of it.
     *
     * @param rgb {@code [height, width, 3]}, rows from the top
     */
    byte[] of(int height, int width, byte[] rgb);
  }

  /**
   * Reads what a camera saw before each action of an episode.
   *
   * @param camera one of {@link #pictures}
   * @return what was kept of each frame's picture
   * @throws DatasetException if a picture is missing or damaged
   */
  public List<byte[]> pictures(int episode, String camera, Kept kept) {
    EpisodeRow row = dataset.whole().rows().get(episode);
    List<Integer> size = dataset.info().pictureSize(camera);
    int height = size.get(0);
    int width = size.get(1);
    if (dataset.info().isFilm(camera)) {
      if (!row.isFilmed(camera) || !Files.isRegularFile(row.film(camera).file())) {
        throw new DatasetException("its film %s is missing".formatted(camera));
      }
      return FilmedEpisode.read(
          row, camera, height, width, dataset.fps(), rgb -> kept.of(height, width, rgb));
    }
    try (Duck duck = Duck.open()) {
      return duck.query(
          "SELECT %s.bytes FROM %s WHERE episode_index = %d ORDER BY frame_index"
              .formatted(Duck.name(camera), Duck.parquet(row.data()), row.index()),
          frame -> {
            Blob file = frame.getBlob(1);
            if (file == null) {
              throw new DatasetException("it has a frame without a picture %s".formatted(camera));
            }
            return kept.of(height, width, Png.decode(Duck.bytes(file), camera, height, width));
          });
    } catch (SQLException e) {
      throw DatasetException.of("its pictures %s cannot be read".formatted(camera), e);
    }
  }

  /** Names of the columns that hold pictures. */
  public List<String> pictures() {
    return dataset.info().pictures();
  }

  /**
   * Reads one episode. A number that is missing is NaN.
   *
   * @param episode from 0 to {@link Dataset#episodes} − 1
   * @throws DatasetException if its file cannot be read
   */
  public List<ForeignFrame> read(int episode) {
    EpisodeRow row = dataset.whole().rows().get(episode);
    String judged = judgement.map(Duck::name).orElse("0");
    try (Duck duck = Duck.open()) {
      return duck.query(
          "SELECT %s, %s, %s, CAST(%s AS DOUBLE) > 0 FROM %s WHERE episode_index = %d ORDER BY frame_index"
              .formatted(
                  Duck.name(TIME),
                  Duck.name(Feature.ACTION),
                  Duck.name(Feature.STATE),
                  judged,
                  Duck.parquet(row.data()),
                  row.index()),
          ForeignFrames::frame);
    } catch (SQLException e) {
      throw new DatasetException(
          "episode %d of %s cannot be read: %s"
              .formatted(episode, dataset.layout().root(), Duck.reason(e)),
          e);
    }
  }

  private static ForeignFrame frame(ResultSet row) throws SQLException {
    return new ForeignFrame(row.getDouble(1), numbers(row, 2), numbers(row, 3), row.getBoolean(4));
  }

  private static List<Double> numbers(ResultSet row, int column) throws SQLException {
    Object value = row.getObject(column);
    Object[] values =
        value instanceof Array list ? (Object[]) list.getArray() : new Object[] {value};
    return Arrays.stream(values)
        .map(number -> number == null ? Double.NaN : ((Number) number).doubleValue())
        .toList();
  }
}
