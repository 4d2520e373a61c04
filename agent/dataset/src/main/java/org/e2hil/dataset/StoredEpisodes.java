package org.e2hil.dataset;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.experience.ControlStep;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.training.Episode;

/** Makes episodes of what a dataset holds. */
interface StoredEpisodes {

  /** Reads one episode. */
  Episode read(EpisodeRow row) throws SQLException;

  /** A frame that was read. */
  interface Frame {

    /** What was seen before the action. */
    RecordedObservation seen();

    /** What was done, with this end. */
    ControlStep step(EpisodeEnd end);
  }

  /**
   * The steps of an episode: each leads to what the next frame saw.
   *
   * @param after what was seen after the last action
   * @param end how the last step ended
   */
  static List<RecordedStep> steps(
      List<? extends Frame> frames, RecordedObservation after, EpisodeEnd end) {
    List<RecordedStep> steps = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      Frame frame = frames.get(i);
      boolean last = i == frames.size() - 1;
      steps.add(
          new RecordedStep(
              frame.seen(),
              last ? after : frames.get(i + 1).seen(),
              frame.step(last ? end : EpisodeEnd.none())));
    }
    return steps;
  }

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
