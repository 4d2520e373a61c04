package org.e2hil.agent.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InfluenceTableTest {

  @Test
  void theLargestAndSmallestSharesOfAHundredStatesAreAveraged() {
    double[] sorted = IntStream.rangeClosed(1, 100).asDoubleStream().toArray();
    InfluenceTable table = InfluenceTable.of(7, "all", sorted);

    assertThat(table.states()).isEqualTo(100);
    assertThat(table.mean()).isEqualTo(50.5);
    assertThat(table.top2()).isEqualTo(99.5);
    assertThat(table.top10()).isEqualTo(95.5);
    assertThat(table.top50()).isEqualTo(75.5);
    assertThat(table.low20()).isEqualTo(10.5);
  }

  @Test
  void aSingleStateIsTheTopAndTheBottom() {
    InfluenceTable table = InfluenceTable.of(7, "policy", new double[] {3});

    assertThat(new double[] {table.mean(), table.top2(), table.top50(), table.low20()})
        .containsOnly(3);
  }
}
