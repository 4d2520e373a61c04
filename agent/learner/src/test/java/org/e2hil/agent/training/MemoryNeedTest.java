package org.e2hil.agent.training;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.e2hil.agent.sac.SacConfig;
import org.e2hil.agent.selection.SelectionConfig;
import org.junit.jupiter.api.Test;

class MemoryNeedTest {

  private static final long GIB = 1L << 30;

  private static void require(SacConfig agent, TrainingConfig training, long bytes) {
    MemoryNeed.require(agent, SelectionConfig.entropyBounded(), training, 40, bytes);
  }

  private static TrainingConfig rows(int rows) {
    return new TrainingConfig(
        1_000_000_000,
        100,
        20,
        0.15,
        "",
        "",
        1,
        1,
        rows,
        100_000,
        0.5,
        0,
        false,
        0,
        -0.02,
        200,
        1000);
  }

  @Test
  void theUsualTrainingFitsIntoAQuarterOfAGigabyte() {
    assertThatCode(() -> require(SacConfig.defaults(), TrainingConfig.defaults(), GIB / 4))
        .doesNotThrowAnyException();
  }

  @Test
  void aLearnerThatIsTooLargeIsRefusedWithItsFieldsAndTheMemoryThatItNeeds() {
    SacConfig large = SacConfig.defaults().withBatchSize(65_536).withSizes(4096, 4096);

    assertThatThrownBy(() -> require(large, TrainingConfig.defaults(), GIB))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("agent.batchSize, agent.hiddenSize")
        .hasMessageContaining("and Java may use 1,024")
        .hasMessageContaining("E2HIL_JAVA_OPTIONS=-Xmx");
  }

  @Test
  void experienceThatIsTooLargeIsRefusedBeforeItHasGrown() {
    assertThatThrownBy(() -> require(SacConfig.defaults(), rows(10_000_000), GIB))
        .hasMessageStartingWith("training.onlineCapacity: this training needs")
        .hasMessageContaining("-Xmx4g");
    assertThatCode(() -> require(SacConfig.defaults(), rows(100_000), GIB))
        .doesNotThrowAnyException();
  }

  @Test
  void aReplayBufferHasNoMoreRowsThanAnybodyFills() {
    assertThatThrownBy(() -> rows(10_000_001))
        .hasMessage("onlineCapacity must lie in [1, 10,000,000], but is 10,000,001");
  }
}
