package org.e2hil.agent.sac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.selection.SelectionConfig;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PolicyExportTest {

  @Test
  void dl4jAloneGivesTheLearnersOwnAnswer() throws IOException {
    SacConfig config =
        SacConfig.defaults().withBatchSize(32).withSizes(64, 64).withLearningRate(3e-3);
    try (SacLearner learner =
        new SacLearner(
            config, SelectionConfig.entropyBounded(), 11, 4, SeededRandom.of(8, "export"))) {
      SyntheticBatches batches = new SyntheticBatches(9);
      for (int i = 0; i < 60; i++) {
        learner.step(batches);
      }
      Policy policy = learner.policy();
      ByteArrayOutputStream archive = new ByteArrayOutputStream();
      PolicyExport.write(policy, archive);

      ComputationGraph restored =
          ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(archive.toByteArray()));
      SeededRandom random = SeededRandom.of(10, "observations");
      Policy.Actor actor = policy.actor();
      for (int trial = 0; trial < 50; trial++) {
        float[] observation = new float[11];
        for (int i = 0; i < observation.length; i++) {
          observation[i] = (float) random.nextGaussian(0, 2);
        }
        float[] action = new float[4];
        float[] mean = new float[4];
        float[] std = new float[4];
        float[] gripper = new float[3];
        actor.mean(observation, action);
        actor.distribution(observation, mean, std);
        actor.gripperValues(gripper);

        INDArray[] outputs = restored.output(Nd4j.createFromArray(new float[][] {observation}));

        for (int k = 0; k < 4; k++) {
          assertThat(outputs[0].getFloat(0, k)).isCloseTo(action[k], within(1e-5f));
          assertThat(outputs[1].getFloat(0, k)).isCloseTo(mean[k], within(1e-5f));
          assertThat(outputs[2].getFloat(0, k)).isCloseTo((float) Math.log(std[k]), within(1e-5f));
        }
        for (int k = 0; k < 3; k++) {
          assertThat(outputs[3].getFloat(0, k)).isCloseTo(gripper[k], within(1e-5f));
        }
      }
    }
  }
}
