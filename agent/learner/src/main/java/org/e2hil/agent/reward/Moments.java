package org.e2hil.agent.reward;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Moments as a network sees them, and whether the task was done in each. */
final class Moments {

  private final int inputs;
  private final List<float[]> rows = new ArrayList<>();
  private final List<Label> labels = new ArrayList<>();

  Moments(int inputs) {
    this.inputs = inputs;
  }

  void add(float[] row, Label label) {
    rows.add(row);
    labels.add(label);
  }

  int size() {
    return rows.size();
  }

  int inputs() {
    return inputs;
  }

  int count(Label label) {
    return (int) labels.stream().filter(one -> one == label).count();
  }

  float[] row(int i) {
    return rows.get(i);
  }

  boolean isDone(int i) {
    return labels.get(i) == Label.DONE;
  }

  /** What a moment counts, so that all that are done count as much as all that are not. */
  float weight(int i) {
    return size() / (2f * count(labels.get(i)));
  }

  /** All moments, those of the rarer label again and again until there are as many of both. */
  int[] balanced() {
    List<Integer> chosen = new ArrayList<>();
    int most = Math.max(count(Label.DONE), count(Label.OPEN));
    for (Label label : List.of(Label.DONE, Label.OPEN)) {
      int[] own = IntStream.range(0, size()).filter(i -> labels.get(i) == label).toArray();
      for (int i = 0; i < most; i++) {
        chosen.add(own[i % own.length]);
      }
    }
    return chosen.stream().mapToInt(Integer::intValue).toArray();
  }
}
