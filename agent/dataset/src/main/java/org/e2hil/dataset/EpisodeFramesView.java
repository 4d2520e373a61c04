package org.e2hil.dataset;

import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.experience.Source;

/** Reads the frames of episodes for a person to look at, whatever their columns are. */
final class EpisodeFramesView {

  private static final String REWARD = "next.reward";
  private static final String DONE = "next.done";
  private static final String SUCCESS = "next.success";
  private static final String TRUNCATED = "next.truncated";

  /** HIL-SERL's name, and that of LeRobot's own rollouts. */
  private static final List<String> BY_HAND =
      List.of("complementary_info.is_intervention", "intervention");

  private final Duck duck;
  private final boolean ours;

  /** Columns of numbers to show, and how many each has. */
  private final List<String> shown;

  private final List<Integer> sizes;

  /** Columns that tell of the episode. */
  private final List<String> telling;

  EpisodeFramesView(Duck duck, DatasetInfo info) {
    this.duck = duck;
    ours = info.spec().isPresent();
    shown = shown(info);
    sizes = shown.stream().map(info::size).toList();
    telling =
        Stream.concat(
                BY_HAND.stream(),
                ours
                    ? Stream.of(Feature.SOURCE)
                    : Stream.of(REWARD, DONE, SUCCESS, TRUNCATED).filter(info::hasFeature))
            .filter(info::hasFeature)
            .toList();
  }

  /** The columns of numbers, actions first; what tells who acted and how it ended is no curve. */
  static List<String> shown(DatasetInfo info) {
    List<String> passedOver = new ArrayList<>(List.of(DONE, SUCCESS, TRUNCATED));
    passedOver.addAll(BY_HAND);
    Feature.BOOKKEEPING.forEach(feature -> passedOver.add(feature.name()));
    if (info.spec().isPresent()) {
      passedOver.addAll(
          List.of(
              Feature.PROPOSED, Feature.CHOSEN, Feature.APPLIED, Feature.REWARD, Feature.SOURCE));
    }
    return info.features().stream()
        .filter(name -> !passedOver.contains(name))
        .filter(
            name -> info.feature(name).path("dtype").asText().matches("u?int\\d+|float\\d+|bool"))
        .filter(name -> info.feature(name).path("shape").size() == 1)
        .sorted((one, two) -> Integer.compare(rank(one), rank(two)))
        .toList();
  }

  private static int rank(String feature) {
    return feature.equals(Feature.ACTION)
        ? 0
        : feature.startsWith("observation.") ? 1 : feature.equals(REWARD) ? 2 : 3;
  }

  /**
   * What the frames of an episode tell.
   *
   * @param values of shape [signals, frames]
   * @param stretches who acted
   * @param facts of the episode, with what its row does not tell
   */
  record Read(float[] values, List<EpisodeView.Stretch> stretches, EpisodeFacts facts) {}

  /** Reads them. */
  Read read(EpisodeRow row, EpisodeFacts facts) throws SQLException {
    int length = Math.toIntExact(row.length());
    int signals = sizes.stream().mapToInt(Integer::intValue).sum();
    float[] values = new float[signals * length];
    Arrays.fill(values, Float.NaN);
    float[][] told = new float[telling.size()][length];
    String columns =
        Stream.concat(shown.stream(), telling.stream())
            .map(Duck::name)
            .collect(Collectors.joining(", "));
    int[] frame = {0};
    duck.query(
        "SELECT %s FROM %s WHERE episode_index = %d ORDER BY frame_index LIMIT %d"
            .formatted(
                columns.isEmpty() ? "NULL" : columns,
                Duck.parquet(row.data()),
                row.index(),
                length),
        stored -> {
          fill(stored, values, told, frame[0], length);
          return frame[0]++;
        });
    return new Read(values, stretches(told, length), ours ? facts : facts(facts, told, length));
  }

  private void fill(ResultSet row, float[] values, float[][] told, int frame, int length)
      throws SQLException {
    int signal = 0;
    for (int column = 0; column < shown.size(); column++) {
      Object value = row.getObject(1 + column);
      Object[] numbers =
          value instanceof Array list ? (Object[]) list.getArray() : new Object[] {value};
      for (int i = 0; i < sizes.get(column); i++) {
        values[(signal + i) * length + frame] = i < numbers.length ? number(numbers[i]) : Float.NaN;
      }
      signal += sizes.get(column);
    }
    for (int column = 0; column < telling.size(); column++) {
      told[column][frame] = number(row.getObject(1 + shown.size() + column));
    }
  }

  private static float number(Object value) {
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    return value instanceof Number number ? number.floatValue() : Float.NaN;
  }

  private List<EpisodeView.Stretch> stretches(float[][] told, int length) {
    List<EpisodeView.Stretch> stretches = new ArrayList<>();
    int from = 0;
    for (int frame = 1; frame <= length; frame++) {
      if (frame == length || !actor(told, frame).equals(actor(told, from))) {
        stretches.add(new EpisodeView.Stretch(actor(told, from), frame - from));
        from = frame;
      }
    }
    return stretches;
  }

  private Optional<Source> actor(float[][] told, int frame) {
    if (ours) {
      int source = (int) told[telling.indexOf(Feature.SOURCE)][frame];
      Source[] all = Source.values();
      return source >= 0 && source < all.length ? Optional.of(all[source]) : Optional.empty();
    }
    // where no hand has taken over, other programs do not tell the policy from a demonstration
    return BY_HAND.stream().anyMatch(column -> isTrue(told, column, frame))
        ? Optional.of(Source.INTERVENTION)
        : Optional.empty();
  }

  private boolean isTrue(float[][] told, String column, int frame) {
    int at = telling.indexOf(column);
    return at >= 0 && told[at][frame] > 0;
  }

  /** As they are understood where such an episode is learned from. */
  private EpisodeFacts facts(EpisodeFacts row, float[][] told, int length) {
    int last = length - 1;
    boolean rewarded = telling.contains(REWARD);
    Optional<Boolean> success =
        telling.contains(SUCCESS)
            ? Optional.of(isTrue(told, SUCCESS, last))
            : rewarded && telling.contains(DONE)
                ? Optional.of(isTrue(told, DONE, last) && isTrue(told, REWARD, last))
                : Optional.empty();
    boolean failed =
        telling.contains(TRUNCATED) && isTrue(told, DONE, last) && !isTrue(told, TRUNCATED, last);
    double reward = 0;
    for (int frame = 0; rewarded && frame < length; frame++) {
      reward += told[telling.indexOf(REWARD)][frame];
    }
    return new EpisodeFacts(
        row.task(),
        row.kind(),
        row.seed(),
        success.map(done -> SqlWords.of(end(done, failed))).orElse(""),
        "",
        success,
        Optional.empty(),
        rewarded ? OptionalDouble.of(reward) : OptionalDouble.empty());
  }

  private static EpisodeEnd.Kind end(boolean success, boolean failed) {
    return success
        ? EpisodeEnd.Kind.SUCCESS
        : failed ? EpisodeEnd.Kind.FAILURE : EpisodeEnd.Kind.TIME_LIMIT;
  }

  /** How many bytes the pictures of an episode take. */
  long pictureBytes(EpisodeRow row, List<String> cameras) throws SQLException {
    String sum =
        cameras.stream()
            .map(camera -> "coalesce(sum(octet_length(%s.bytes)), 0)".formatted(Duck.name(camera)))
            .collect(Collectors.joining(" + "));
    return duck.query(
            "SELECT (%s)::BIGINT FROM %s WHERE episode_index = %d"
                .formatted(sum, Duck.parquet(row.data()), row.index()),
            counted -> counted.getLong(1))
        .get(0);
  }

  /** The files of a camera's pictures in an episode, a frame each; empty where there is none. */
  List<byte[]> pictures(EpisodeRow row, String camera) throws SQLException {
    return duck.query(
        "SELECT %s.bytes FROM %s WHERE episode_index = %d ORDER BY frame_index"
            .formatted(Duck.name(camera), Duck.parquet(row.data()), row.index()),
        stored -> bytes(stored.getBlob(1)));
  }

  private static byte[] bytes(Blob blob) throws SQLException {
    return blob == null ? new byte[0] : Duck.bytes(blob);
  }
}
