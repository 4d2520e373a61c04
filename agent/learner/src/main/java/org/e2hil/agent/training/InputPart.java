package org.e2hil.agent.training;

import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.vision.PictureEncoder;
import org.e2hil.agent.vision.PictureViews;

/** A chosen group on its way from what was measured to what the policy sees. One thread. */
sealed interface InputPart {

  /** Numbers that it becomes. */
  int size();

  /**
   * Writes them from {@code to} on, over zeros.
   *
   * @param view of the pictures, 0 as they were taken
   */
  void arrange(RecordedObservation measured, int view, float[] values, int to);

  /**
   * Numbers that are taken as they are.
   *
   * @param from where they begin in the measurement
   */
  record Numbers(int from, int size) implements InputPart {

    @Override
    public void arrange(RecordedObservation measured, int view, float[] values, int to) {
      for (int i = 0; i < size; i++) {
        values[to + i] = measured.number(from + i);
      }
    }
  }

  /**
   * A set, which becomes Σ kind ⊗ (1, numbers).
   *
   * @param from where its rows begin in the measurement
   */
  record Things(int from, int rows, int kinds, int numbers) implements InputPart {

    static Things of(ObservationGroup group, int from) {
      int kinds = group.kinds();
      return new Things(from, group.shape().get(0), kinds, group.shape().get(1) - kinds);
    }

    @Override
    public int size() {
      return kinds * (1 + numbers);
    }

    @Override
    public void arrange(RecordedObservation measured, int view, float[] values, int to) {
      for (int row = 0; row < rows; row++) {
        int start = from + row * (kinds + numbers);
        for (int kind = 0; kind < kinds; kind++) {
          float share = measured.number(start + kind);
          int into = to + kind * (1 + numbers);
          values[into] += share;
          for (int i = 0; i < numbers; i++) {
            values[into + 1 + i] += share * measured.number(start + kinds + i);
          }
        }
      }
    }
  }

  /**
   * A camera's picture, encoded.
   *
   * @param picture its place among the pictures of the measurement
   */
  record Picture(int picture, PictureEncoder encoder, PictureViews views) implements InputPart {

    @Override
    public int size() {
      return encoder.size();
    }

    @Override
    public void arrange(RecordedObservation measured, int view, float[] values, int to) {
      encoder.encodeInto(views.of(measured.picture(picture), view), values, to);
    }
  }
}
