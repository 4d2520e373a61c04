package org.e2hil.agent.reward;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.e2hil.agent.random.SeededRandom;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

/**
 * One hidden layer and one logit, trained with binary cross-entropy and as many moments of one
 * class as of the other, until the moments that are held out get no better.
 */
final class RewardNetwork {

  private static final int HIDDEN = 64;
  private static final double LEARNING_RATE = 1e-3;
  private static final double WEIGHT_DECAY = 1e-4;
  private static final int BATCH = 128;
  private static final int MOST_EPOCHS = 300;
  private static final int PATIENCE = 40;

  /** Keeps the logarithm of a probability finite. */
  private static final double SMALLEST = 1e-7;

  private final MultiLayerNetwork network;
  private final SeededRandom order;

  RewardNetwork(int inputs, long seed) {
    order = SeededRandom.of(seed, "order");
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .updater(new Adam(LEARNING_RATE))
            .l2(WEIGHT_DECAY)
            .weightInit(WeightInit.RELU)
            .list()
            .layer(
                new DenseLayer.Builder()
                    .nIn(inputs)
                    .nOut(HIDDEN)
                    .activation(Activation.RELU)
                    .build())
            .layer(
                new OutputLayer.Builder(new LossBinaryXENT())
                    .nIn(HIDDEN)
                    .nOut(1)
                    .activation(Activation.SIGMOID)
                    .build())
            .build();
    network = new MultiLayerNetwork(configuration);
    network.init();
  }

  /** The network as it is. */
  MultiLayerNetwork network() {
    return network;
  }

  /**
   * Trains, and keeps the parameters that were best on the moments held out.
   *
   * @return the epoch that they are of
   */
  int fit(Moments learned, Moments heldOut) {
    INDArray judged = rows(heldOut, all(heldOut));
    INDArray best = network.params().dup();
    double least = loss(judged, heldOut);
    int bestEpoch = 0;
    int[] shuffled = learned.balanced();
    for (int epoch = 1; epoch <= MOST_EPOCHS && epoch - bestEpoch <= PATIENCE; epoch++) {
      shuffle(shuffled);
      for (int from = 0; from < shuffled.length; from += BATCH) {
        step(learned, Arrays.copyOfRange(shuffled, from, Math.min(from + BATCH, shuffled.length)));
      }
      double now = loss(judged, heldOut);
      if (now < least) {
        least = now;
        bestEpoch = epoch;
        best.assign(network.params());
      }
    }
    network.setParams(best);
    return bestEpoch;
  }

  private void step(Moments moments, int[] chosen) {
    float[][] done = new float[chosen.length][1];
    for (int i = 0; i < chosen.length; i++) {
      done[i][0] = moments.isDone(chosen[i]) ? 1 : 0;
    }
    network.fit(rows(moments, chosen), Nd4j.createFromArray(done));
  }

  private double loss(INDArray rows, Moments moments) {
    INDArray probabilities = network.output(rows);
    double sum = 0;
    for (int i = 0; i < moments.size(); i++) {
      double probability = probabilities.getDouble(i, 0);
      double right = moments.isDone(i) ? probability : 1 - probability;
      sum -= moments.weight(i) * StrictMath.log(Math.max(SMALLEST, right));
    }
    return sum / moments.size();
  }

  private static int[] all(Moments moments) {
    int[] indices = new int[moments.size()];
    Arrays.setAll(indices, i -> i);
    return indices;
  }

  private static INDArray rows(Moments moments, int[] chosen) {
    float[][] rows = new float[chosen.length][];
    Arrays.setAll(rows, i -> moments.row(chosen[i]));
    return Nd4j.createFromArray(rows);
  }

  /** Fisher and Yates. */
  private void shuffle(int[] indices) {
    for (int i = indices.length - 1; i > 0; i--) {
      int other = order.nextInt(i + 1);
      int held = indices[i];
      indices[i] = indices[other];
      indices[other] = held;
    }
  }
}
