package org.e2hil.vision;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * The directions in which features vary most (Pearson 1901), in units of the deviation along the
 * first of them, so that the first number has a deviation of 1 and the others less. Directions in
 * which nothing varies are 0. Not changed once made.
 *
 * <p>Of n features and m samples the smaller number counts: 128 take milliseconds, 1000 seconds.
 */
final class PrincipalComponents {

  /** A direction that varies less than this share of the first is rounding. */
  private static final double SMALLEST_SHARE = 1e-6;

  private final double[] mean;

  /** {@code [numbers][features]}. */
  private final double[][] directions;

  private PrincipalComponents(double[] mean, double[][] directions) {
    this.mean = mean;
    this.directions = directions;
  }

  /**
   * Those of some samples.
   *
   * @param samples {@code [m][features]}
   * @param numbers of directions, at most as many as features
   */
  static PrincipalComponents of(List<double[]> samples, int numbers) {
    int features = samples.get(0).length;
    double[] mean = new double[features];
    for (double[] sample : samples) {
      for (int i = 0; i < features; i++) {
        mean[i] += sample[i] / samples.size();
      }
    }
    double[][] centred = new double[samples.size()][features];
    for (int j = 0; j < centred.length; j++) {
      for (int i = 0; i < features; i++) {
        centred[j][i] = samples.get(j)[i] - mean[i];
      }
    }
    return new PrincipalComponents(mean, directions(centred, features, numbers));
  }

  private static double[][] directions(double[][] centred, int features, int numbers) {
    boolean fewSamples = centred.length < features;
    double[][] rows = fewSamples ? centred : transposed(centred, features);
    EigenDecomposition found = new EigenDecomposition(new Array2DRowRealMatrix(products(rows)));
    double[][] directions = new double[numbers][features];
    double largest = Math.sqrt(Math.max(0, found.getRealEigenvalue(0)));
    for (int k = 0; k < Math.min(numbers, rows.length); k++) {
      double deviation = Math.sqrt(Math.max(0, found.getRealEigenvalue(k)));
      if (deviation > SMALLEST_SHARE * largest) {
        double[] vector = found.getEigenvector(k).toArray();
        directions[k] = fewSamples ? combined(centred, vector, features) : vector;
        toUnit(directions[k], largest / Math.sqrt(centred.length));
      }
    }
    return directions;
  }

  private static double[][] transposed(double[][] matrix, int columns) {
    double[][] turned = new double[columns][matrix.length];
    for (int j = 0; j < matrix.length; j++) {
      for (int i = 0; i < columns; i++) {
        turned[i][j] = matrix[j][i];
      }
    }
    return turned;
  }

  /** Each row times each row. */
  private static double[][] products(double[][] rows) {
    double[][] products = new double[rows.length][rows.length];
    for (int a = 0; a < rows.length; a++) {
      for (int b = a; b < rows.length; b++) {
        double sum = 0;
        for (int i = 0; i < rows[a].length; i++) {
          sum += rows[a][i] * rows[b][i];
        }
        products[a][b] = sum;
        products[b][a] = sum;
      }
    }
    return products;
  }

  private static double[] combined(double[][] rows, double[] weights, int columns) {
    double[] sum = new double[columns];
    for (int j = 0; j < rows.length; j++) {
      for (int i = 0; i < columns; i++) {
        sum[i] += weights[j] * rows[j][i];
      }
    }
    return sum;
  }

  /** Gives a direction its length 1/unit, and the sign that makes its largest entry positive. */
  private static void toUnit(double[] direction, double unit) {
    double squares = 0;
    double largest = 0;
    for (double entry : direction) {
      squares += entry * entry;
      largest = Math.abs(entry) > Math.abs(largest) ? entry : largest;
    }
    double factor = Math.signum(largest) / (Math.sqrt(squares) * unit);
    for (int i = 0; i < direction.length; i++) {
      direction[i] *= factor;
    }
  }

  /** Writes where features lie along each direction into {@code target} from {@code offset} on. */
  void into(double[] features, float[] target, int offset) {
    for (int k = 0; k < directions.length; k++) {
      double sum = 0;
      for (int i = 0; i < features.length; i++) {
        sum += directions[k][i] * (features[i] - mean[i]);
      }
      target[offset + k] = (float) sum;
    }
  }

  /** Writes all of it. */
  void save(DataOutput out) throws IOException {
    write(out, mean);
    for (double[] direction : directions) {
      write(out, direction);
    }
  }

  /** Reads what {@link #save} wrote. */
  static PrincipalComponents load(DataInput in, int features, int numbers) throws IOException {
    double[] mean = read(in, features);
    double[][] directions = new double[numbers][];
    for (int k = 0; k < numbers; k++) {
      directions[k] = read(in, features);
    }
    return new PrincipalComponents(mean, directions);
  }

  private static void write(DataOutput out, double[] values) throws IOException {
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  private static double[] read(DataInput in, int count) throws IOException {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }
}
