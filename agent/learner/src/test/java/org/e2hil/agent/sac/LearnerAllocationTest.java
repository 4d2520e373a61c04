package org.e2hil.agent.sac;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.selection.SelectionConfig;
import org.junit.jupiter.api.Test;

/**
 * The kernels' vectors live in registers. Where HotSpot inlines too many kernels into one method,
 * it puts their vectors on the heap instead: the same numbers, up to half as fast.
 */
class LearnerAllocationTest {

  private static final int BATCH = 64;
  private static final int STEPS = 200;
  private static final int ROUNDS = 40;

  @Test
  void aCompiledLearnerKeepsItsVectorsOffTheHeap() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    SacConfig config = SacConfig.defaults().withBatchSize(BATCH).withSizes(64, 64).withThreads(1);
    long least = Long.MAX_VALUE;
    try (SacLearner learner =
        new SacLearner(
            config, SelectionConfig.entropyBounded(), 7, 3, SeededRandom.of(5, "learner"))) {
      SyntheticBatches batches = new SyntheticBatches(1);
      // until HotSpot has compiled everything, which it does beside the learner
      for (int round = 0; round < ROUNDS && least > BATCH * 1024; round++) {
        long before = threads.getThreadAllocatedBytes(thread);
        for (int step = 0; step < STEPS; step++) {
          learner.step(batches);
        }
        least = Math.min(least, (threads.getThreadAllocatedBytes(thread) - before) / STEPS);
      }
    }
    assertThat(least).as("bytes a step").isLessThan(BATCH * 1024);
  }
}
