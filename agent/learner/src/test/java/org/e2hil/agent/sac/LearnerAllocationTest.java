package org.e2hil.agent.sac;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

  /**
   * Between 6 and 280 kB by chance, as Adam fares; 960 kB where the layers' vectors are on the
   * heap.
   */
  private static final long MOST_BYTES_A_STEP = 512 * 1024;

  /** In a process of its own, as in a training: what is inlined depends on what ran before. */
  @Test
  void aCompiledLearnerKeepsItsVectorsOffTheHeap() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                Measured.class.getName())
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();

    assertThat(Long.parseLong(said.strip())).as("bytes a step").isLessThan(MOST_BYTES_A_STEP);
  }

  /** Prints how many bytes a learner step allocates. */
  static final class Measured {

    private Measured() {}

    public static void main(String[] arguments) {
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long thread = Thread.currentThread().getId();
      SacConfig config = SacConfig.defaults().withBatchSize(BATCH).withSizes(64, 64).withThreads(1);
      long least = Long.MAX_VALUE;
      try (SacLearner learner =
          new SacLearner(
              config, SelectionConfig.entropyBounded(), 7, 3, SeededRandom.of(5, "learner"))) {
        SyntheticBatches batches = new SyntheticBatches(1);
        // until HotSpot has compiled everything, which it does beside the learner
        for (int round = 0; round < ROUNDS && least >= MOST_BYTES_A_STEP; round++) {
          long before = threads.getThreadAllocatedBytes(thread);
          for (int step = 0; step < STEPS; step++) {
            learner.step(batches);
          }
          least = Math.min(least, (threads.getThreadAllocatedBytes(thread) - before) / STEPS);
        }
      }
      System.out.println(least);
    }
  }
}
