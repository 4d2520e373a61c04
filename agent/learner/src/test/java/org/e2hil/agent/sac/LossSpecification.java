package org.e2hil.agent.sac;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.e2hil.agent.experience.Batch;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.network.Activation;
import org.e2hil.agent.network.Linear;
import org.e2hil.agent.network.MlpLayout;
import org.e2hil.agent.network.NativeLibrary;
import org.e2hil.agent.network.NormalisedLayer;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The losses of the paper in double precision, as they stand in its equations: ND4J's SameDiff
 * derives the gradients, nothing is derived by hand. The learner's arithmetic has no part in it; it
 * is only asked where each parameter lies.
 */
final class LossSpecification {

  static {
    NativeLibrary.start();
  }

  private final SacConfig config;
  private final SacNetworks networks;
  private final Batch batch;
  private final SameDiff graph = SameDiff.create();
  private final double[] parameters;
  private final SDVariable learned;
  private final SDVariable slow;

  /** A loss and its gradient by all parameters. */
  static final class Loss {
    final double value;
    final double[] gradient;

    Loss(double value, double[] gradient) {
      this.value = value;
      this.gradient = gradient;
    }
  }

  LossSpecification(
      SacConfig config, SacNetworks networks, Batch batch, double[] parameters, double[] targets) {
    this.config = config;
    this.networks = networks;
    this.batch = batch;
    this.parameters = parameters;
    learned = graph.var("parameters", Nd4j.create(parameters));
    slow = constant(Nd4j.create(targets));
  }

  /** One action a state and its log density. */
  static final class Draw {
    final SDVariable action;
    final SDVariable logDensity;

    Draw(SDVariable action, SDVariable logDensity) {
      this.action = action;
      this.logDensity = logDensity;
    }
  }

  // networks

  private SDVariable constant(INDArray values) {
    return graph.constant(values);
  }

  private SDVariable matrix(float[] values, int columns) {
    double[] copy = IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    return constant(Nd4j.create(copy).reshape(values.length / columns, columns));
  }

  private static SDVariable part(SDVariable vector, int from, int rows, int columns) {
    return vector.get(SDIndex.interval(from, from + rows * columns)).reshape(rows, columns);
  }

  /** act(LN([x; a]·W + b)·g + β). */
  private SDVariable hidden(NormalisedLayer l, SDVariable p, SDVariable x, SDVariable side) {
    int width = l.outputs();
    SDVariable z = x.mmul(part(p, l.weight(), l.inputs(), width)).add(part(p, l.bias(), 1, width));
    if (l.sideInputs() > 0) {
      z = z.add(side.mmul(part(p, l.sideWeight(), l.sideInputs(), width)));
    }
    SDVariable centred = z.sub(z.mean(true, 1));
    SDVariable std = graph.math.sqrt(graph.math.square(centred).mean(true, 1).add(1e-8));
    SDVariable y =
        centred.div(std).mul(part(p, l.gain(), 1, width)).add(part(p, l.shift(), 1, width));
    return l.activation() == Activation.TANH ? graph.math.tanh(y) : y.mul(graph.nn.sigmoid(y));
  }

  private SDVariable network(MlpLayout t, SDVariable p, SDVariable x, SDVariable side) {
    SDVariable features = hidden(t.second(), p, hidden(t.first(), p, x, side), side);
    Linear head = t.head();
    return features
        .mmul(part(p, head.weight(), head.inputs(), head.outputs()))
        .add(part(p, head.bias(), 1, head.outputs()));
  }

  private SDVariable encode(SDVariable p, float[] observations) {
    SDVariable seen = matrix(observations, networks.observationSize);
    return hidden(networks.encoder, p, seen, seen);
  }

  /** a = tanh(μ + σn) with log π(a) = Σ log N(n) − log σ − log(1 − a²). */
  private Draw draw(SDVariable p, SDVariable encoding, float[] noise) {
    int n = networks.actionSize;
    SDVariable outputs = network(networks.actor, p, encoding, encoding);
    SDVariable mean = outputs.get(SDIndex.all(), SDIndex.interval(0, n));
    SDVariable logStd =
        graph.math.clipByValue(
            outputs.get(SDIndex.all(), SDIndex.interval(n, 2 * n)),
            Math.log(config.minimumDeviation()),
            Math.log(config.maximumDeviation()));
    SDVariable standard = matrix(noise, n);
    SDVariable u = mean.add(graph.math.exp(logStd).mul(standard));
    SDVariable logSlope =
        graph.nn.softplus(u.mul(-2)).add(u).sub(Math.log(2)).mul(-2); // log(1 − tanh²u)
    SDVariable logDensity =
        graph
            .math
            .square(standard)
            .mul(-0.5)
            .sub(logStd)
            .sub(0.5 * Math.log(2 * Math.PI))
            .sub(logSlope)
            .sum(true, 1);
    return new Draw(graph.math.tanh(u), logDensity);
  }

  /** min Q(s, a) over some critics. */
  private SDVariable least(List<Integer> critics, SDVariable p, SDVariable x, SDVariable action) {
    return critics.stream()
        .map(i -> network(networks.critics.get(i), p, x, action))
        .reduce((a, b) -> graph.math.min(a, b))
        .orElseThrow();
  }

  private List<Integer> everyCritic() {
    return IntStream.range(0, networks.critics.size()).boxed().toList();
  }

  private static double[] values(SDVariable variable) {
    return variable.eval().castTo(DataType.DOUBLE).dup('c').reshape(-1).toDoubleVector();
  }

  private SDVariable column(double[] values) {
    return constant(Nd4j.create(values).reshape(values.length, 1));
  }

  private Loss loss(SDVariable loss) {
    SDVariable total = loss.sum();
    total.markAsLoss();
    double value = total.eval().getDouble(0);
    INDArray gradient =
        graph.calculateGradients(java.util.Map.of(), learned.name()).get(learned.name());
    return new Loss(value, gradient.dup('c').reshape(-1).toDoubleVector());
  }

  // the paper's equations

  /** y = r + γⁿ(1 − terminal)(min Q′ − α log π′), of the critics' update (Eq. 1: n = 1). */
  double[] criticTargets(double alpha, float[] noise, List<Integer> asked) {
    Draw next = draw(learned, encode(learned, batch.nextObservations()), noise);
    double[] q = values(least(asked, slow, encode(slow, batch.nextObservations()), next.action));
    double[] logDensity = values(next.logDensity);
    double[] y = new double[batch.size()];
    for (int row = 0; row < y.length; row++) {
      double entropy = config.entropyInBackup() ? alpha * logDensity[row] : 0;
      double soft = batch.terminals()[row] ? 0 : q[row] - entropy;
      y[row] = batch.rewards()[row] + discount(row) * soft;
    }
    return y;
  }

  private double discount(int row) {
    return Math.pow(config.discount(), batch.spans()[row]);
  }

  /** Eq. 1: Σᵢ E[(Qᵢ − y)²]. */
  Loss critics(double[] y) {
    SDVariable encoding = encode(learned, batch.observations());
    SDVariable action = matrix(batch.actions(), networks.actionSize);
    SDVariable target = column(y);
    return loss(
        everyCritic().stream()
            .map(i -> network(networks.critics.get(i), learned, encoding, action))
            .map(q -> graph.math.square(q.sub(target)).div(batch.size()))
            .reduce(SDVariable::add)
            .orElseThrow());
  }

  /**
   * v E[(Q(g) − y)²] of the double DQN with its action gap, and w max(0, max Q + margin − Q(ĝ))
   * where a hand acted.
   */
  Loss gripper(double margin) {
    SDVariable next = encode(learned, batch.nextObservations());
    double[] online = values(network(networks.gripper, learned, next, next));
    SDVariable nextSlow = encode(slow, batch.nextObservations());
    double[] later = values(network(networks.gripper, slow, nextSlow, nextSlow));
    SDVariable encoding = encode(learned, batch.observations());
    SDVariable q = network(networks.gripper, learned, encoding, encoding);
    double[] now = values(q);
    int size = batch.size();
    double[] y = new double[size];
    double[] chosen = new double[3 * size];
    double[] margins = new double[3 * size];
    double[] byHand = new double[size];
    for (int row = 0; row < size; row++) {
      int best = 3 * row;
      for (int i = 3 * row; i < 3 * row + 3; i++) {
        best = online[i] > online[best] ? i : best;
      }
      y[row] =
          batch.rewards()[row]
              + config.gripperPenaltyWeight() * batch.gripperPenalties()[row]
              + (batch.terminals()[row] ? 0 : discount(row) * later[best]);
      double most = Math.max(now[3 * row], Math.max(now[3 * row + 1], now[3 * row + 2]));
      y[row] -= config.gripperActionGap() * (most - now[3 * row + batch.grippers()[row]]);
      Arrays.fill(margins, 3 * row, 3 * row + 3, margin);
      chosen[3 * row + batch.grippers()[row]] = 1;
      margins[3 * row + batch.grippers()[row]] = 0;
      byHand[row] = balance(row) * config.gripperImitationWeight() / size;
    }
    SDVariable done = q.mul(constant(Nd4j.create(chosen).reshape(size, 3))).sum(true, 1);
    SDVariable best = q.add(constant(Nd4j.create(margins).reshape(size, 3))).max(true, 1);
    return loss(
        graph
            .math
            .square(done.sub(column(y)))
            .mul(config.valueWeight() / size)
            .add(best.sub(done).mul(column(byHand))));
  }

  /** n / 3n(choice) of n rows by a hand, at most 10; 0 for a row of the policy's. */
  private double balance(int row) {
    if (batch.sources()[row] == Source.POLICY) {
      return 0;
    }
    long hands = Arrays.stream(batch.sources()).filter(source -> source != Source.POLICY).count();
    long alike =
        IntStream.range(0, batch.size())
            .filter(other -> batch.sources()[other] != Source.POLICY)
            .filter(other -> batch.grippers()[other] == batch.grippers()[row])
            .count();
    return Math.min(10, hands / (3.0 * alike));
  }

  /** log π and g = min Q − α log π of an action a state (Eq. 7 and 8), {@code [batch]} each. */
  double[][] sample(double alpha, float[] noise) {
    SDVariable encoding = encode(learned, batch.observations());
    Draw draw = draw(learned, encoding, noise);
    double[] logDensity = values(draw.logDensity);
    double[] q = values(least(everyCritic(), learned, encoding, draw.action));
    double[] soft = new double[q.length];
    Arrays.setAll(soft, row -> q[row] - alpha * logDensity[row]);
    return new double[][] {logDensity, soft};
  }

  /** Eq. 12: −v Σ share·(min Q − α log π), and β E[‖a − â‖²] on what a hand did; v is 1. */
  Loss actor(double alpha, float[] noise, double[] share) {
    int size = batch.size();
    double[] byHand = new double[size];
    for (int row = 0; row < size; row++) {
      byHand[row] = batch.sources()[row] == Source.POLICY ? 0 : config.imitationWeight() / size;
    }
    SDVariable encoding = encode(learned, batch.observations());
    Draw draw = draw(learned, encoding, noise);
    SDVariable soft =
        least(everyCritic(), learned, encoding, draw.action).sub(draw.logDensity.mul(alpha));
    SDVariable error = draw.action.sub(matrix(batch.actions(), networks.actionSize));
    return loss(
        soft.mul(column(share))
            .mul(-config.valueWeight())
            .add(graph.math.square(error).sum(true, 1).mul(column(byHand))));
  }

  /** Eq. 3: E[−α(log π + H̄)], which is its own gradient by log α. */
  double temperature(double alpha, float[] noise, double targetEntropy) {
    Draw draw = draw(learned, encode(learned, batch.observations()), noise);
    double mean = Arrays.stream(values(draw.logDensity)).average().orElseThrow();
    return -alpha * (mean + targetEntropy);
  }

  /** How many parameters there are. */
  int size() {
    return parameters.length;
  }
}
