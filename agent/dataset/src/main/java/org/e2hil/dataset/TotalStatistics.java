package org.e2hil.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The statistics of all episodes together, as {@code meta/stats.json} holds them. */
final class TotalStatistics {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Map<Feature, Statistics> total = new LinkedHashMap<>();

  /** Adds those of the next episode. */
  void add(Map<Feature, Statistics> episode) {
    episode.forEach((feature, more) -> total.merge(feature, more, Statistics::and));
  }

  /** Adds those that rows of episodes hold, in their order. */
  void addStored(Duck duck, DatasetSpec spec, List<EpisodeRow> rows) throws SQLException {
    for (EpisodeRow row : rows) {
      duck.query(
              "SELECT * FROM %s WHERE episode_index = %d"
                  .formatted(Duck.parquet(row.file()), row.index()),
              stored -> read(spec, stored))
          .forEach(this::add);
    }
  }

  private static Map<Feature, Statistics> read(DatasetSpec spec, ResultSet row)
      throws SQLException {
    Map<Feature, Statistics> statistics = new LinkedHashMap<>();
    for (Feature feature : Feature.of(spec)) {
      String prefix = "stats/" + feature.name() + "/";
      double[][] quantiles = new double[Statistics.QUANTILES.length][];
      for (int q = 0; q < quantiles.length; q++) {
        quantiles[q] = Duck.doubles(row.getArray(prefix + Statistics.QUANTILES[q]));
      }
      statistics.put(
          feature,
          new Statistics(
              (long) Duck.doubles(row.getArray(prefix + "count"))[0],
              Duck.doubles(row.getArray(prefix + "min")),
              Duck.doubles(row.getArray(prefix + "max")),
              Duck.doubles(row.getArray(prefix + "mean")),
              Duck.doubles(row.getArray(prefix + "std")),
              quantiles));
    }
    return statistics;
  }

  /** The text of the file. */
  String text() {
    ObjectNode json = MAPPER.createObjectNode();
    total.forEach(
        (feature, of) -> {
          boolean whole = feature.type() == Feature.Type.INT64;
          ObjectNode one = json.putObject(feature.name());
          put(one, "min", of.min(), whole);
          put(one, "max", of.max(), whole);
          put(one, "mean", of.mean(), false);
          put(one, "std", of.std(), false);
          ArrayNode count = one.putArray("count");
          for (int q = 0; q < Statistics.QUANTILES.length; q++) {
            put(one, Statistics.QUANTILES[q], of.quantiles()[q], false);
          }
          if (feature.isPicture()) {
            one.forEach(TotalStatistics::nest);
          }
          count.add(of.count());
        });
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new DatasetException("stats.json cannot be written: " + e.getMessage(), e);
    }
  }

  /** LeRobot's shape is {@code [colours][1][1]}. */
  private static void nest(JsonNode colours) {
    ArrayNode array = (ArrayNode) colours;
    for (int i = 0; i < array.size(); i++) {
      array.set(i, MAPPER.createArrayNode().add(MAPPER.createArrayNode().add(array.get(i))));
    }
  }

  private static void put(ObjectNode node, String name, double[] values, boolean whole) {
    ArrayNode array = node.putArray(name);
    for (double value : values) {
      if (whole) {
        array.add((long) value);
      } else {
        array.add(value);
      }
    }
  }
}
