package org.e2hil.agent.sac;

import static org.assertj.core.api.Assertions.assertThat;

import org.e2hil.agent.selection.SelectionConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearnerMemoryTest {

  @ParameterizedTest
  @CsvSource({"16, 16, 1", "256, 256, 2", "256, 512, 10", "1024, 512, 8"})
  void itCountsAlmostAllParametersAndNeverTooMany(int latent, int hidden, int critics) {
    SacConfig config =
        SacConfig.defaults().withSizes(latent, hidden).with(draft -> draft.critics = critics);
    int size = new SacNetworks(config, 40, 6).size;

    assertThat(LearnerMemory.parameters(config, 40, 6)).isLessThanOrEqualTo(size);
    assertThat((double) LearnerMemory.parameters(config, 40, 6))
        .isGreaterThan((hidden < 32 ? 0.5 : 0.95) * size);
  }

  @ParameterizedTest
  @CsvSource({"64, 5", "65, 6", "65536, 1028"})
  void everyPartOfABatchHasAGradientOfItsOwn(int batch, int vectors) {
    SacConfig config = SacConfig.defaults().withBatchSize(batch);
    long parameters = LearnerMemory.parameters(config, 40, 6);

    assertThat(LearnerMemory.bytes(config, SelectionConfig.keepAll(), 40, 6))
        .isEqualTo(4 * (vectors * parameters + batch * (2 * 40 + 3 * 256L)));
  }
}
