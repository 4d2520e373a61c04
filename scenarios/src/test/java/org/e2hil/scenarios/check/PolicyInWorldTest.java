package org.e2hil.scenarios.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.e2hil.agent.env.Workcell;
import org.e2hil.scenarios.cli.Called;
import org.e2hil.scenarios.config.Scenarios;
import org.junit.jupiter.api.Test;

class PolicyInWorldTest {

  @Test
  void theCommandOfAMessageShowsTheEpisodeAndThoseBeforeIt() {
    List<String> played = new ArrayList<>();
    String look = "";
    Scenarios scenarios = Scenarios.discover();
    try (Workcell world =
        scenarios.open(scenarios.forTask("reach", scenarios.robot("test-point"), List.of()))) {
      PolicyInWorld expert = PolicyInWorld.expert(world, 1).withSeed(3);
      for (int number = 0; number < 4; number++) {
        PolicyInWorld.Episode episode =
            expert.play(expert.open(List.of()), expert.start(number), seen -> {});
        look = expert.look(world.environment().spec(), episode.start());
        played.add(
            "episode %d: %s after %d steps"
                .formatted(number, episode.end().reason(), episode.steps()));
      }
    }

    Matcher command = Pattern.compile("\\./e2hil (demo .*) --out frames").matcher(look);
    assertThat(command.matches()).isTrue();
    assertThat(Called.e2hil(command.group(1).split(" ")).out().lines())
        .startsWith(played.toArray(String[]::new));
    assertThat(played).doesNotHaveDuplicates();
  }
}
