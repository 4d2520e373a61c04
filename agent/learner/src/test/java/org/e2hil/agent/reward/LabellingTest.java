package org.e2hil.agent.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.e2hil.agent.reward.Label.DONE;
import static org.e2hil.agent.reward.Label.OPEN;
import static org.e2hil.agent.reward.Label.UNKNOWN;

import java.util.List;
import java.util.stream.IntStream;
import org.e2hil.agent.training.Episode;
import org.junit.jupiter.api.Test;

class LabellingTest {

  private static List<Label> labels(Episode episode) {
    return IntStream.rangeClosed(0, episode.steps().size())
        .mapToObj(moment -> new Labelling(2, 3).label(episode, moment))
        .toList();
  }

  @Test
  void theLastMomentsOfASuccessAreDoneAndThoseBeforeThemNobodyKnows() {
    List<Label> labels = labels(SlidingSquare.episode(0, true));

    assertThat(labels).endsWith(OPEN, UNKNOWN, UNKNOWN, UNKNOWN, DONE, DONE);
    assertThat(labels.subList(0, labels.size() - 5)).isNotEmpty().containsOnly(OPEN);
  }

  @Test
  void whereNothingSucceededAllIsOpen() {
    assertThat(labels(SlidingSquare.episode(0, false))).containsOnly(OPEN);
  }
}
