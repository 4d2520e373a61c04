package org.e2hil.agent.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EnvironmentSpec;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.LimitCounts;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.StepResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JudgedEnvironmentTest {

  private static RewardClassifier classifier;

  private final WithheldVerdict own = new WithheldVerdict();

  @BeforeAll
  static void train() {
    classifier = RewardTrainingTest.train(SlidingSquare.recordings(0, 20, true), 1).classifier();
  }

  @AfterAll
  static void close() {
    classifier.close();
  }

  /** The square stands at these places one after the other; done by its own judge from one on. */
  private final class Film implements Environment {

    private final List<Integer> places;
    private final int doneFrom;
    private final EpisodeEnd last;
    private int at;

    Film(List<Integer> places, int doneFrom, EpisodeEnd last) {
      this.places = places;
      this.doneFrom = doneFrom;
      this.last = last;
    }

    @Override
    public EnvironmentSpec spec() {
      return new EnvironmentSpec(
          "slide", "film", List.of(SlidingSquare.CAMERA), ActionScale.DEFAULT, 10, 100);
    }

    @Override
    public Observation reset(long seed) {
      at = 0;
      return seen();
    }

    private Observation seen() {
      return Observation.builder()
          .picture("side", SlidingSquare.picture(places.get(at), 15))
          .build();
    }

    @Override
    public StepResult step(Action action) {
      at++;
      boolean there = at >= doneFrom;
      EpisodeEnd judged = own.apply(there ? EpisodeEnd.success() : EpisodeEnd.none());
      EpisodeEnd end = !judged.isEnd() && at == places.size() - 1 ? last : judged;
      return new StepResult(seen(), there ? 1 : 0, end, action, new LimitCounts());
    }

    @Override
    public void close() {}
  }

  private List<StepResult> play(Environment world) {
    List<StepResult> results = new ArrayList<>();
    world.reset(1);
    do {
      results.add(world.step(Action.hold()));
    } while (!results.get(results.size() - 1).episodeEnd().isEnd());
    return results;
  }

  private Environment judged(List<Integer> places, int doneFrom, EpisodeEnd last) {
    return new JudgedEnvironment(
        new Film(places, doneFrom, last), own, classifier, new SuccessRule(0.7, 2));
  }

  private static StepResult last(List<StepResult> results) {
    return results.get(results.size() - 1);
  }

  @Test
  void whatIsSeenEndsTheEpisodeAndNotWhatTheWorldsOwnJudgeSays() {
    List<StepResult> results =
        play(judged(List.of(4, 4, 26, 26, 26, 26), 1, EpisodeEnd.timeLimit()));

    assertThat(results).hasSize(3);
    assertThat(results).extracting(StepResult::reward).containsExactly(0.0, 0.0, 1.0);
    assertThat(last(results).episodeEnd())
        .isEqualTo(new EpisodeEnd(EpisodeEnd.Kind.SUCCESS, JudgedEnvironment.RIGHTLY));
  }

  @Test
  void whatIsSeenAndIsNotSoIsCalledSo() {
    List<StepResult> results =
        play(judged(List.of(4, 26, 26, 26, 26), 100, EpisodeEnd.timeLimit()));

    assertThat(last(results).episodeEnd())
        .isEqualTo(new EpisodeEnd(EpisodeEnd.Kind.SUCCESS, JudgedEnvironment.WRONGLY));
  }

  @Test
  void whatIsDoneAndNotSeenGoesOnUntilTheTimeIsUp() {
    List<StepResult> results = play(judged(List.of(4, 4, 4, 4), 1, EpisodeEnd.timeLimit()));

    assertThat(results).hasSize(3);
    assertThat(results).extracting(StepResult::reward).containsOnly(0.0);
    assertThat(last(results).episodeEnd())
        .isEqualTo(new EpisodeEnd(EpisodeEnd.Kind.TIME_LIMIT, JudgedEnvironment.MISSED));
  }

  @Test
  void failuresRemainTheWorlds() {
    EpisodeEnd lost = EpisodeEnd.failure("it fell");

    assertThat(last(play(judged(List.of(4, 26, 26), 100, lost))).episodeEnd()).isEqualTo(lost);
  }

  @Test
  void besideItTheWorldIsJudgedAsEver() {
    Film film = new Film(List.of(4, 4, 4, 4), 1, EpisodeEnd.timeLimit());
    Environment judged = new JudgedEnvironment(film, own, classifier, new SuccessRule(0.7, 2));
    play(judged);

    assertThat(last(play(film)).episodeEnd()).isEqualTo(EpisodeEnd.success());
  }

  @Test
  void afterItsEndAnEpisodeGoesNoFurtherAndTheNextCountsFromNothing() {
    Environment world = judged(List.of(4, 26, 26, 26), 100, EpisodeEnd.timeLimit());
    play(world);
    assertThatIllegalStateException().isThrownBy(() -> world.step(Action.hold()));

    assertThat(play(world)).hasSize(2);
  }

  @Test
  void aWorldWithoutItsCameraIsRefused() {
    EnvironmentSpec blind =
        new EnvironmentSpec(
            "slide",
            "film",
            List.of(ObservationGroup.numbers("objects", 3, /* privileged= */ true)),
            ActionScale.DEFAULT,
            10,
            100);

    assertThatThrownBy(() -> classifier.requireSeen(blind))
        .isInstanceOf(RewardException.class)
        .hasMessageContaining("the camera 'side' at 32 × 32 pixels, but there are no pictures");
  }
}
