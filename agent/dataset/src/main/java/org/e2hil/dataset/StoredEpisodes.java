package org.e2hil.dataset;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.e2hil.agent.training.Episode;

/** Makes episodes of what a dataset holds. */
interface StoredEpisodes {

  /** Reads one episode. */
  Episode read(EpisodeRow row) throws SQLException;

  /** The floats of a column, a list or a single number. */
  static float[] floats(ResultSet row, String column) throws SQLException {
    Object value = row.getObject(column);
    Object[] values =
        value instanceof Array list ? (Object[]) list.getArray() : new Object[] {value};
    float[] numbers = new float[values.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = ((Number) values[i]).floatValue();
    }
    return numbers;
  }
}
