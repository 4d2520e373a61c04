package org.e2hil.agent.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.training.Episode;
import org.e2hil.agent.vision.ColourKeypoints;
import org.junit.jupiter.api.Test;

class RewardTrainingTest {

  static RewardTraining.Trained train(Recordings recordings, long seed) {
    return new RewardTraining(Labelling.DEFAULT, seed).train(recordings, ColourKeypoints::new);
  }

  private static byte[] encoders(RewardClassifier classifier) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    classifier.saveEncoders(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static double probability(RewardClassifier classifier, int x, int y) {
    return classifier.probability(
        new RecordedObservation(new float[0], List.of(SlidingSquare.picture(x, y))));
  }

  @Test
  void itSeesWhetherTheSquareHasArrived() {
    RewardTraining.Trained trained = train(SlidingSquare.recordings(0, 20, true), 1);

    assertThat(trained.successes()).isEqualTo(15);
    assertThat(trained.done()).isEqualTo(3 * 15);
    assertThat(trained.marks()).hasSize(20).doesNotHaveDuplicates();
    try (RewardClassifier classifier = trained.classifier()) {
      for (int y = 8; y < 24; y += 5) {
        assertThat(probability(classifier, SlidingSquare.GOAL, y)).isGreaterThan(0.9);
        assertThat(probability(classifier, SlidingSquare.GOAL / 2, y)).isLessThan(0.1);
        assertThat(probability(classifier, 4, y)).isLessThan(0.1);
      }
    }
  }

  @Test
  void onEpisodesThatItHasNotSeenItIsRight() {
    RewardTraining.Trained trained = train(SlidingSquare.recordings(0, 20, true), 1);
    try (RewardClassifier classifier = trained.classifier()) {
      RewardCheck check = new RewardCheck(classifier, new SuccessRule(0.7, 3), Labelling.DEFAULT);
      Sight.Reader reader = classifier.sight().reader(SlidingSquare.GROUPS);
      for (int i = 100; i < 120; i++) {
        RewardCheck.Outcome outcome = check.judge(SlidingSquare.episode(i, i % 2 == 0), reader);
        assertThat(outcome.verdict()).isEqualTo(RewardCheck.Verdict.RIGHT);
        assertThat(outcome.succeeded()).isEqualTo(i % 2 == 0);
      }
    }
  }

  @Test
  void savedAndLoadedItSaysTheSameBitForBit() throws IOException {
    try (RewardClassifier classifier =
            train(SlidingSquare.recordings(0, 10, true), 1).classifier();
        RewardClassifier loaded =
            RewardClassifier.load(
                classifier.sight(),
                ColourKeypoints::new,
                new DataInputStream(new ByteArrayInputStream(encoders(classifier))),
                classifier.network())) {
      for (int x = 4; x < 28; x++) {
        assertThat(probability(loaded, x, 15)).isEqualTo(probability(classifier, x, 15));
      }
    }
  }

  @Test
  void theSameSeedGivesTheSameClassifierAndAnotherSeedAnother() throws IOException {
    Recordings recordings = SlidingSquare.recordings(0, 10, true);
    try (RewardClassifier one = train(recordings, 1).classifier();
        RewardClassifier again = train(recordings, 1).classifier();
        RewardClassifier other = train(recordings, 2).classifier()) {
      assertThat(encoders(again)).isEqualTo(encoders(one));
      assertThat(probability(again, 20, 15)).isEqualTo(probability(one, 20, 15));
      assertThat(probability(other, 20, 15)).isNotEqualTo(probability(one, 20, 15));
    }
  }

  @Test
  void whereNothingIsToBeSeenItSaysWhatToRecord() {
    Recordings blind =
        new Recordings(
            List.of(SlidingSquare.GROUPS.get(0)), 1, i -> SlidingSquare.episode(i, true));

    assertThatThrownBy(() -> train(blind, 1))
        .isInstanceOf(RewardException.class)
        .hasMessageContaining("looks at pictures, and there are none here; record with cameras");
  }

  @Test
  void withoutASuccessThereIsNothingToSee() {
    Recordings failed =
        new Recordings(SlidingSquare.GROUPS, 3, i -> SlidingSquare.episode(i, false));
    Recordings once =
        new Recordings(SlidingSquare.GROUPS, 3, i -> SlidingSquare.episode(i, i == 1));

    assertThatThrownBy(() -> train(failed, 1))
        .isInstanceOf(RewardException.class)
        .hasMessageContaining("none of these 3 episodes ended in success, and at least 2 must");
    assertThatThrownBy(() -> train(once, 1))
        .hasMessageContaining("only 1 of these 3 episodes ended in success");
  }

  @Test
  void whereAllIsDoneNothingIsToldApart() {
    Recordings ends =
        new Recordings(
            SlidingSquare.GROUPS,
            6,
            i -> {
              Episode whole = SlidingSquare.episode(i, true);
              int size = whole.steps().size();
              return new Episode(whole.steps().subList(size - 1, size));
            });

    assertThatThrownBy(() -> train(ends, 1))
        .isInstanceOf(RewardException.class)
        .hasMessageContaining("never still to do, so that nothing can be told apart; record whole");
  }

  @Test
  void anotherCameraIsNamed() {
    Sight sight = Sight.of(SlidingSquare.GROUPS);

    assertThatThrownBy(() -> sight.reader(List.of(ObservationGroup.picture("wrist", 64, 48))))
        .isInstanceOf(RewardException.class)
        .hasMessageContaining(
            "looks through the camera 'side' at 32 × 32 pixels, but there are wrist of 48 × 64");
  }

  @Test
  void theGrippersOpeningIsFoundAmongTheNumbers() {
    List<ObservationGroup> groups =
        List.of(
            ObservationGroup.numbers("objects", 2, /* privileged= */ true),
            ObservationGroup.numbers(ObservationGroup.PROPRIOCEPTION, 8, /* privileged= */ false),
            SlidingSquare.CAMERA);
    float[] numbers = new float[10];
    numbers[9] = 0.25f;

    RecordedObservation seen =
        Sight.of(groups)
            .reader(groups)
            .see(new RecordedObservation(numbers, List.of(SlidingSquare.picture(5, 5))));

    assertThat(seen.shape().numbers()).isEqualTo(1);
    assertThat(seen.number(0)).isEqualTo(0.25f);
    assertThat(Sight.of(groups).needed()).containsExactly("proprioception", "side");
  }
}
