package org.e2hil.agent.reward;

import java.util.ArrayList;
import java.util.List;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.experience.ControlStep;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.training.Episode;

/** A red square that slides to the right over a grey picture; it is done where that ends. */
final class SlidingSquare {

  static final int SIDE = 32;
  static final int GOAL = 26;
  static final ObservationGroup CAMERA = ObservationGroup.picture("side", SIDE, SIDE);
  static final List<ObservationGroup> GROUPS =
      List.of(ObservationGroup.numbers("objects", 1, /* privileged= */ true), CAMERA);

  /** Periods at the goal until the episode ends. */
  private static final int HELD = 3;

  private SlidingSquare() {}

  static byte[] picture(int x, int y) {
    byte[] rgb = new byte[SIDE * SIDE * 3];
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        boolean red = Math.abs(column - x) < 4 && Math.abs(row - y) < 4;
        int at = 3 * (row * SIDE + column);
        rgb[at] = (byte) (red ? 200 : 100);
        rgb[at + 1] = (byte) (red ? 20 : 100);
        rgb[at + 2] = (byte) (red ? 20 : 100);
      }
    }
    return rgb;
  }

  private static RecordedObservation seen(int x, int y) {
    return new RecordedObservation(new float[] {x}, List.of(picture(x, y)));
  }

  /** An episode that succeeds, or is given up half way. */
  static Episode episode(int index, boolean success) {
    SeededRandom random = SeededRandom.of(index, success ? "success" : "failure");
    int y = random.nextInt(6, SIDE - 6);
    int x = random.nextInt(3, 9);
    List<Integer> way = new ArrayList<>();
    for (; x < (success ? GOAL : GOAL / 2); x += 2) {
      way.add(x);
    }
    for (int i = 0; i < HELD; i++) {
      way.add(success ? GOAL : GOAL / 2);
    }
    List<RecordedStep> steps = new ArrayList<>();
    RecordedObservation before = seen(way.get(0), y);
    for (int i = 1; i < way.size(); i++) {
      RecordedObservation after = seen(way.get(i), y);
      EpisodeEnd end =
          i < way.size() - 1
              ? EpisodeEnd.none()
              : success ? EpisodeEnd.success() : EpisodeEnd.timeLimit();
      Action action = Action.of(0.001 * index, 0, 0, 0, 0, 0, 0);
      steps.add(
          new RecordedStep(
              before,
              after,
              new ControlStep(action, action, action, Source.DEMONSTRATION, 0, end)));
      before = after;
    }
    return new Episode(steps);
  }

  /** Episodes from one index on, of which every fourth fails if any shall. */
  static Recordings recordings(int from, int count, boolean someFail) {
    return new Recordings(GROUPS, count, i -> episode(from + i, !someFail || (from + i) % 4 != 3));
  }
}
