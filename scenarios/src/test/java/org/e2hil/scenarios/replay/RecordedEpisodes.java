package org.e2hil.scenarios.replay;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.ActionScaling;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.experience.ControlStep;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.task.PaperTasks;
import org.e2hil.agent.training.Episode;
import org.e2hil.agent.training.Origin;
import org.e2hil.dataset.DatasetSpec;
import org.e2hil.dataset.DatasetWriter;
import org.e2hil.dataset.EpisodeKind;
import org.e2hil.dataset.EpisodeNote;
import org.e2hil.dataset.PictureSpec;

/** Episodes by chance in a dataset, and the world that replays them. */
final class RecordedEpisodes {

  static final int LENGTH = 50;

  static final List<ObservationGroup> GROUPS =
      List.of(
          ObservationGroup.numbers(ObservationGroup.PROPRIOCEPTION, 8, false),
          ObservationGroup.numbers(ObservationGroup.JOINTS, 6, false),
          ObservationGroup.numbers(ObservationGroup.MOTION, 9, false),
          ObservationGroup.picture("side", 4, 6),
          ObservationGroup.set(ObservationGroup.OBJECTS, 2, 1, 3, true),
          ObservationGroup.picture("wrist", 4, 4));

  private static final List<String> NAMES = GROUPS.stream().map(ObservationGroup::name).toList();

  static final Origin ORIGIN =
      new Origin("pick-banana", "A1X", PaperTasks.PICK_BANANA.spec().actionScale(), NAMES);

  private RecordedEpisodes() {}

  /** One that ends so after its last step. */
  static Episode episode(int number, EpisodeEnd end) {
    RandomGenerator random = SeededRandom.of(number, "recorded");
    List<RecordedStep> steps = new ArrayList<>();
    RecordedObservation now = seen(random);
    for (int i = 0; i < LENGTH; i++) {
      RecordedObservation next = seen(random);
      boolean last = i == LENGTH - 1;
      double reward = last && end.kind() == EpisodeEnd.Kind.SUCCESS ? 1 : 0;
      steps.add(
          new RecordedStep(
              now,
              next,
              new ControlStep(
                  action(random),
                  action(random),
                  action(random),
                  Source.POLICY,
                  reward,
                  last ? end : EpisodeEnd.none())));
      now = next;
    }
    return new Episode(steps).from(ORIGIN).resetWith(number);
  }

  private static RecordedObservation seen(RandomGenerator random) {
    float[] numbers = new float[8 + 6 + 9 + 2 * 4];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    byte[] side = new byte[4 * 6 * 3];
    byte[] wrist = new byte[4 * 4 * 3];
    random.nextBytes(side);
    random.nextBytes(wrist);
    return new RecordedObservation(numbers, List.of(side, wrist));
  }

  private static Action action(RandomGenerator random) {
    double[] values = random.doubles(Action.SIZE, -1, 1).toArray();
    return Action.of(values);
  }

  static Path write(Path folder, List<Episode> episodes) {
    return write(folder, episodes, DatasetSpec.of(ORIGIN, 10, GROUPS, PictureSpec.Format.PNG));
  }

  static Path write(Path folder, List<Episode> episodes, DatasetSpec spec) {
    DatasetWriter.writeNew(
        folder,
        spec,
        writer ->
            episodes.forEach(
                episode ->
                    writer.append(
                        episode, new EpisodeNote(EpisodeKind.TRAINING, OptionalLong.of(1)))));
    return folder;
  }

  static Workcell open(Path dataset, OptionalInt horizon, String... groups) {
    return new ReplayProvider().open(request(dataset.toString(), horizon, groups));
  }

  static EnvironmentRequest request(String dataset, OptionalInt horizon, String... groups) {
    return new EnvironmentRequest(
        "pick-banana",
        new ReplaySettings(dataset),
        groups.length == 0 ? NAMES : List.of(groups),
        ActionScaling.OWN,
        horizon);
  }
}
