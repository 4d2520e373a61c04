package org.e2hil.scenarios.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.training.EpisodeFile;
import org.e2hil.scenarios.PointWorldProvider;
import org.e2hil.scenarios.config.Scenarios;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenDemonstrationsTest {

  private static final PointWorldProvider WORLD = new PointWorldProvider();

  @TempDir private Path folder;

  /** The world of points, but nobody in it can demonstrate: what there is, a person gave. */
  private static final class WithoutExpert implements EnvironmentProvider {

    @Override
    public String robot() {
      return WORLD.robot();
    }

    @Override
    public String arm() {
      return WORLD.arm();
    }

    @Override
    public String summary() {
      return WORLD.summary();
    }

    @Override
    public Class<? extends Record> settingsType() {
      return WORLD.settingsType();
    }

    @Override
    public List<String> tasks() {
      return WORLD.tasks();
    }

    @Override
    public boolean inRealTime(Record settings) {
      return WORLD.inRealTime(settings);
    }

    @Override
    public Workcell open(EnvironmentRequest request) {
      return new Workcell(WORLD.open(request).environment(), Optional.empty());
    }
  }

  private TrainingRun open(EnvironmentProvider world) throws IOException {
    Path scenario = folder.resolve("reach.json");
    Files.writeString(
        scenario,
        """
        {
          "task": "reach",
          "robot": "test-point",
          "agent": {"batchSize": 8, "hiddenSize": 16, "latentSize": 16, "critics": 2, "threads": 1},
          "training": {"demonstrations": 3},
          "diagnostics": "off"
        }
        """);
    Scenarios scenarios = new Scenarios(List.of(world));
    return TrainingRun.open(scenarios, scenarios.read(scenario.toString(), List.of()));
  }

  @Test
  void thoseBehindADamagedOneAreKeptAsideBeforeTheyAreCutOff() throws IOException {
    Path file = folder.resolve("demonstrations.e2hil");
    try (TrainingRun scripted = open(WORLD)) {
      scripted.demonstrate(file, () -> false);
    }
    for (int damaged : new int[] {1, 0}) {
      String number = damaged == 1 ? "" : "-2";
      Path copy = folder.resolve("demonstrations-before%s.e2hil".formatted(number));
      byte[] bytes = Files.readAllBytes(file);
      bytes[(int) EpisodeFile.bytes(file, damaged) + 20] ^= 1;
      Files.write(file, bytes);

      try (TrainingRun byHand = open(new WithoutExpert())) {
        assertThatThrownBy(() -> byHand.demonstrate(file, () -> false))
            .hasMessageContaining("has no expert");
      }
      assertThat(copy).hasBinaryContent(bytes);
    }
  }
}
