package org.e2hil.agent.sac;

import org.e2hil.agent.network.Linear;
import org.e2hil.agent.network.NormalisedLayer;
import org.e2hil.agent.network.Trunk;

/** The networks in double precision, one row and one loop at a time, written from the equations. */
final class ReferenceNetwork {

  private ReferenceNetwork() {}

  /** One row through one normalised layer, with what its derivative needs. */
  static final class LayerRow {
    final double[] input;
    final double[] side;
    final double[] normalised;
    final double deviation;
    final double[] before;
    final double[] output;
    private final NormalisedLayer layer;
    private final boolean tanh;

    LayerRow(NormalisedLayer layer, boolean tanh, double[] p, double[] input, double[] side) {
      this.layer = layer;
      this.tanh = tanh;
      this.input = input;
      this.side = side;
      int width = layer.outputs();
      double[] sums = new double[width];
      for (int j = 0; j < width; j++) {
        sums[j] = p[layer.bias() + j];
        for (int i = 0; i < layer.inputs(); i++) {
          sums[j] += input[i] * p[layer.weight() + i * width + j];
        }
        for (int i = 0; i < layer.sideInputs(); i++) {
          sums[j] += side[i] * p[layer.sideWeight() + i * width + j];
        }
      }
      double mean = 0;
      for (double sum : sums) {
        mean += sum / width;
      }
      double variance = 0;
      for (double sum : sums) {
        variance += (sum - mean) * (sum - mean) / width;
      }
      deviation = Math.sqrt(variance + 1e-8);
      normalised = new double[width];
      before = new double[width];
      output = new double[width];
      for (int j = 0; j < width; j++) {
        normalised[j] = (sums[j] - mean) / deviation;
        before[j] = normalised[j] * p[layer.gain() + j] + p[layer.shift() + j];
        output[j] = tanh ? Math.tanh(before[j]) : before[j] / (1 + Math.exp(-before[j]));
      }
    }

    /** Adds to the gradients {@code g} and returns the gradient by [input; side]. */
    double[] backward(double[] p, double[] g, double[] byOutput) {
      int width = layer.outputs();
      double[] byNormalised = new double[width];
      for (int j = 0; j < width; j++) {
        double sigmoid = 1 / (1 + Math.exp(-before[j]));
        double slope = tanh ? 1 - output[j] * output[j] : sigmoid * (1 + before[j] * (1 - sigmoid));
        double d = byOutput[j] * slope;
        g[layer.gain() + j] += d * normalised[j];
        g[layer.shift() + j] += d;
        byNormalised[j] = d * p[layer.gain() + j];
      }
      double[] byInput = new double[layer.inputs() + layer.sideInputs()];
      for (int i = 0; i < width; i++) {
        // the normalisation's Jacobian: (δᵢⱼ − 1/n − x̂ᵢx̂ⱼ/n) / σ
        double bySum = 0;
        for (int j = 0; j < width; j++) {
          double same = i == j ? 1 : 0;
          bySum +=
              byNormalised[j]
                  * (same - 1.0 / width - normalised[i] * normalised[j] / width)
                  / deviation;
        }
        g[layer.bias() + i] += bySum;
        for (int k = 0; k < layer.inputs(); k++) {
          int at = layer.weight() + k * width + i;
          g[at] += input[k] * bySum;
          byInput[k] += p[at] * bySum;
        }
        for (int k = 0; k < layer.sideInputs(); k++) {
          int at = layer.sideWeight() + k * width + i;
          g[at] += side[k] * bySum;
          byInput[layer.inputs() + k] += p[at] * bySum;
        }
      }
      return byInput;
    }
  }

  /** One row through a trunk. */
  static final class TrunkRow {
    final double[] output;
    private final Trunk trunk;
    private final LayerRow first;
    private final LayerRow second;

    TrunkRow(Trunk trunk, double[] p, double[] encoding, double... side) {
      this.trunk = trunk;
      first = new LayerRow(trunk.first(), false, p, encoding, side);
      second = new LayerRow(trunk.second(), false, p, first.output, new double[0]);
      Linear head = trunk.head();
      output = new double[head.outputs()];
      for (int j = 0; j < head.outputs(); j++) {
        output[j] = p[head.bias() + j];
        for (int i = 0; i < head.inputs(); i++) {
          output[j] += second.output[i] * p[head.weight() + i * head.outputs() + j];
        }
      }
    }

    /** Adds to the gradients {@code g} and returns the gradient by [encoding; side]. */
    double[] backward(double[] p, double[] g, double... byOutput) {
      Linear head = trunk.head();
      double[] byHidden = new double[head.inputs()];
      for (int j = 0; j < head.outputs(); j++) {
        g[head.bias() + j] += byOutput[j];
        for (int i = 0; i < head.inputs(); i++) {
          int at = head.weight() + i * head.outputs() + j;
          g[at] += second.output[i] * byOutput[j];
          byHidden[i] += p[at] * byOutput[j];
        }
      }
      return first.backward(p, g, second.backward(p, g, byHidden));
    }
  }
}
