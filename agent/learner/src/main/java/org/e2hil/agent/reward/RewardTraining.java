package org.e2hil.agent.reward;

import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.network.NativeLibrary;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.training.Episode;
import org.e2hil.agent.training.ObservationEncoder;
import org.e2hil.agent.vision.PictureEncoder;

/**
 * Learns from recorded episodes whether a task is done. Every fifth episode of those that succeeded
 * and every fifth of the others is held out, and the network is the one that did best on them. The
 * same episodes and the same seed give the same classifier, bit for bit.
 */
@API(status = API.Status.INTERNAL)
public final class RewardTraining {

  private static final int HELD_OUT_EVERY = 5;

  /** Moments that the encoders are fitted to at most, see {@link ObservationEncoder}. */
  private static final int MOST_FITTED = 2000;

  private final Labelling labelling;
  private final long seed;

  /** A training that takes these moments for done. */
  public RewardTraining(Labelling labelling, long seed) {
    this.labelling = labelling;
    this.seed = seed;
  }

  /**
   * What came of it.
   *
   * @param classifier belongs to the caller
   * @param marks of all episodes that it has seen, held out or not
   * @param successes episodes that succeeded
   * @param done moments that were learned as done
   * @param open moments that were learned as open
   * @param epochs after which the network was best
   */
  public record Trained(
      RewardClassifier classifier,
      List<Long> marks,
      int successes,
      int done,
      int open,
      int epochs) {

    /** Copies the marks. */
    public Trained {
      marks = List.copyOf(marks);
    }
  }

  /** What is known of an episode before its pictures are looked at. */
  private record Known(int moments, boolean heldOut) {}

  /**
   * Learns.
   *
   * @throws RewardException if there is nothing to see, no success, or nothing but success
   */
  public Trained train(Recordings given, PictureEncoder.Factory encoders) {
    Recordings recordings = given.remembered(MOST_FITTED);
    Sight sight = Sight.of(recordings.groups());
    NativeLibrary.start();
    List<Known> known = new ArrayList<>();
    List<Long> marks = new ArrayList<>();
    int successes = 0;
    int others = 0;
    for (int i = 0; i < recordings.episodes(); i++) {
      Episode episode = recordings.read().apply(i);
      boolean success = Labelling.succeeded(episode);
      int before = success ? successes++ : others++;
      known.add(
          new Known(episode.steps().size() + 1, before % HELD_OUT_EVERY == HELD_OUT_EVERY - 1));
      marks.add(EpisodeMark.of(episode));
    }
    requireSuccesses(recordings.episodes(), successes);
    if (successes < HELD_OUT_EVERY) {
      // few as they are, one must tell when to stop
      holdOutLastSuccess(recordings, known);
    }
    ObservationEncoder input = ObservationEncoder.of(sight.groups(), encoders);
    fit(input, sight, recordings, known);
    Moments learned = new Moments(input.size());
    Moments heldOut = new Moments(input.size());
    encode(input, sight, recordings, known, learned, heldOut);
    if (learned.count(Label.OPEN) == 0 || heldOut.count(Label.OPEN) == 0) {
      throw new RewardException(
          "these episodes show the task done alone and never still to do, so that nothing can be told apart; record whole episodes, or failed ones as well");
    }
    RewardNetwork network = new RewardNetwork(input.size(), seed);
    int epochs = network.fit(learned, heldOut);
    return new Trained(
        new RewardClassifier(sight, input, network.network()),
        marks,
        successes,
        learned.count(Label.DONE) + heldOut.count(Label.DONE),
        learned.count(Label.OPEN) + heldOut.count(Label.OPEN),
        epochs);
  }

  private static void requireSuccesses(int episodes, int successes) {
    if (successes < 2) {
      throw new RewardException(
          "%s of these %d episodes ended in success, and at least 2 must, one to learn from and one to tell when to stop; record more, as with ./e2hil record"
              .formatted(successes == 0 ? "none" : "only 1", episodes));
    }
  }

  private static void holdOutLastSuccess(Recordings recordings, List<Known> known) {
    for (int i = known.size() - 1; i >= 0; i--) {
      if (Labelling.succeeded(recordings.read().apply(i))) {
        known.set(i, new Known(known.get(i).moments(), true));
        return;
      }
    }
  }

  /** Fits to the last moment of each episode, and to evenly spaced ones before it. */
  private void fit(
      ObservationEncoder input, Sight sight, Recordings recordings, List<Known> known) {
    Sight.Reader reader = sight.reader(recordings.groups());
    long moments =
        known.stream().filter(episode -> !episode.heldOut()).mapToLong(Known::moments).sum();
    int every = (int) Math.max(1, (moments + MOST_FITTED - 1) / MOST_FITTED);
    List<RecordedStep> sample = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      if (!known.get(i).heldOut()) {
        List<RecordedStep> steps = recordings.read().apply(i).steps();
        for (int at = steps.size() - 1; at >= 0; at -= every) {
          RecordedObservation seen = reader.see(steps.get(at).next());
          sample.add(new RecordedStep(seen, seen, steps.get(at).step()));
        }
      }
    }
    try {
      input.fit(sample, SeededRandom.of(seed, "pictures"));
    } catch (IllegalArgumentException e) {
      throw new RewardException(e.getMessage(), e);
    }
  }

  private void encode(
      ObservationEncoder input,
      Sight sight,
      Recordings recordings,
      List<Known> known,
      Moments learned,
      Moments heldOut) {
    Sight.Reader reader = sight.reader(recordings.groups());
    for (int i = 0; i < known.size(); i++) {
      Episode episode = recordings.read().apply(i);
      Moments into = known.get(i).heldOut() ? heldOut : learned;
      for (int moment = 0; moment <= episode.steps().size(); moment++) {
        Label label = labelling.label(episode, moment);
        if (label != Label.UNKNOWN && !episode.steps().isEmpty()) {
          into.add(input.scaled(reader.see(seen(episode, moment))), label);
        }
      }
    }
  }

  /** What was seen at a moment of an episode that has steps. */
  static RecordedObservation seen(Episode episode, int moment) {
    return moment == 0
        ? episode.steps().get(0).measurement()
        : episode.steps().get(moment - 1).next();
  }
}
