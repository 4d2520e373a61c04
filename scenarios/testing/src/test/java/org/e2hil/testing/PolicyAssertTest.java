package org.e2hil.testing;

import static org.e2hil.testing.Assertions.assertThat;
import static org.e2hil.testing.Assertions.assertThatThrownBy;
import static org.e2hil.testing.Assertions.catchThrowable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.scenarios.check.PolicyInWorld;
import org.junit.jupiter.api.Test;

class PolicyAssertTest {

  private static PolicyInWorld tossing(CoinWorld world) {
    return PolicyInWorld.of(world, seen -> Action.hold());
  }

  private static String rejection(PolicyInWorld policy) {
    Throwable failure =
        catchThrowable(() -> assertThat(policy).succeedsAtLeast(0.9).rejecting(0.75).atRisk(0.001));
    assertThat(failure).isInstanceOf(AssertionError.class);
    return failure.getMessage();
  }

  @Test
  void aGoodPolicyPassesAndNoEpisodeIsPlayedTwice() {
    CoinWorld world = new CoinWorld(0.97, 0);

    assertThat(tossing(world)).succeedsAtLeast(0.9).rejecting(0.75).atRisk(0.001);

    assertThat(world.seeds()).hasSizeBetween(38, 100).doesNotHaveDuplicates();
  }

  @Test
  void aBadPolicyFailsAfterAFewEpisodesWithEverythingThatAPersonWantsToKnow() {
    CoinWorld world = new CoinWorld(0.5, 0);

    String message = rejection(tossing(world));

    assertThat(world.seeds()).hasSizeBetween(8, 60);
    Matcher said =
        Pattern.compile(
                "The policy of toss on coin succeeded in (\\d+) of (\\d+) episodes \\(.*%\\), .* percentage points less than the 90% that were asked for\\.")
            .matcher(message);
    assertThat(said.find()).isTrue();
    int episodes = Integer.parseInt(said.group(2));
    assertThat(episodes).isEqualTo(world.seeds().size());
    assertThat(message)
        .contains(
            "A policy that succeeds in 90% fails this test with a chance of 0.0861%; one that succeeds in 75% passes it with a chance of 0.0993%.")
        .contains("(tails after 1 steps)");
    Matcher again = Pattern.compile("environment\\.reset\\((-?\\d+)L\\)").matcher(message);
    assertThat(again.find()).isTrue();
    world.reset(Long.parseLong(again.group(1)));
    assertThat(world.step(Action.hold()).episodeEnd()).isEqualTo(EpisodeEnd.failure("tails"));
  }

  @Test
  void anotherSeedPlaysOtherEpisodes() {
    CoinWorld one = new CoinWorld(1, 0);
    CoinWorld other = new CoinWorld(1, 0);

    assertThat(tossing(one)).succeedsAtLeast(0.9).rejecting(0.75).atRisk(0.001);
    assertThat(tossing(other).withSeed(2)).succeedsAtLeast(0.9).rejecting(0.75).atRisk(0.001);

    assertThat(one.seeds()).hasSize(38).doesNotContainAnyElementsOf(other.seeds());
  }

  @Test
  void episodesInWhichTheWorldBreaksAreLeftOutAndCounted() {
    CoinWorld world = new CoinWorld(1, 0.3);

    assertThat(tossing(world)).succeedsAtLeast(0.9).rejecting(0.75).atRisk(0.001);

    assertThat(world.seeds().size()).isGreaterThan(38);
    assertThat(rejection(tossing(new CoinWorld(0, 0.3))))
        .containsPattern("succeeded in 0 of 8 episodes")
        .containsPattern("\\d episodes in which the world broke were left out");
  }

  @Test
  void aWorldThatBreaksAgainAndAgainEndsTheTest() {
    PolicyInWorld policy = tossing(new CoinWorld(1, 1));

    assertThatThrownBy(() -> assertThat(policy).succeedsAtLeast(0.9).rejecting(0.75).atRisk(0.001))
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageContaining(
            "5 episodes in a row ended in a fault, the last with: the coin is lost");
  }
}
