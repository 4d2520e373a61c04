package org.e2hil.dataset;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;

/** Writes the frames of one episode as a Parquet file of one row group. Films lie beside it. */
final class FrameFile {

  /**
   * DuckDB's dictionary takes −0 for 0, and gives back whichever came first: without one every
   * float keeps its bits.
   */
  static final String PARQUET = parquet(1048576);

  /** With so many rows in a row group at least, in steps of 2,048. */
  static String parquet(int rowGroup) {
    return "FORMAT parquet, COMPRESSION snappy, DICTIONARY_SIZE_LIMIT 0, ROW_GROUP_SIZE %d, USE_TMP_FILE false"
        .formatted(rowGroup);
  }

  private static final String TABLE = "frames_to_write";

  private FrameFile() {}

  static void write(
      Duck duck, DatasetSpec spec, EpisodeFrames frames, EpisodePictures pictures, Path file)
      throws SQLException {
    List<PictureSpec> cameras = pictures.kept(PictureSpec.Format.PNG);
    String columns =
        Stream.concat(
                frames.columns().keySet().stream()
                    .map(feature -> Duck.name(feature.name()) + " " + feature.sqlType()),
                cameras.stream().map(camera -> Duck.name(camera.feature()) + " BLOB"))
            .collect(Collectors.joining(", "));
    duck.execute("CREATE OR REPLACE TABLE %s (%s)".formatted(TABLE, columns));
    duck.append(
        TABLE,
        table -> {
          for (int frame = 0; frame < frames.length(); frame++) {
            table.beginRow();
            for (Map.Entry<Feature, double[][]> column : frames.columns().entrySet()) {
              append(table, column.getKey(), column.getValue()[frame]);
            }
            for (PictureSpec camera : cameras) {
              table.append(Png.encode(pictures.frames().get(camera).get(frame), camera));
            }
            table.endRow();
          }
        });
    String select =
        Feature.of(spec).stream()
            .filter(feature -> feature.type() != Feature.Type.VIDEO)
            .map(FrameFile::column)
            .collect(Collectors.joining(", "));
    duck.execute(
        "COPY (SELECT %s FROM %s) TO %s (%s)".formatted(select, TABLE, Duck.file(file), PARQUET));
    duck.execute("DROP TABLE " + TABLE);
  }

  /** As LeRobot reads it: a picture is a file with or without a name. */
  private static String column(Feature feature) {
    String name = Duck.name(feature.name());
    return feature.isPicture()
        ? "{'bytes': %s, 'path': NULL::VARCHAR} AS %s".formatted(name, name)
        : name;
  }

  private static void append(DuckDBAppender table, Feature feature, double[] values)
      throws SQLException {
    boolean alone = feature.size() == 1;
    switch (feature.type()) {
      case FLOAT32 -> {
        if (alone) {
          table.append((float) values[0]);
        } else {
          float[] floats = new float[values.length];
          for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
          }
          table.append(floats);
        }
      }
      case FLOAT64 -> {
        if (alone) {
          table.append(values[0]);
        } else {
          table.append(values);
        }
      }
      // none of these is a list
      case INT64 -> table.append((long) values[0]);
      case BOOL -> table.append(values[0] != 0);
      case IMAGE, VIDEO -> throw new IllegalStateException(feature.name() + " is no number");
    }
  }
}
