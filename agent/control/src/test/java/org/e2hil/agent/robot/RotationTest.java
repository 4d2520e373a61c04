package org.e2hil.agent.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class RotationTest {

  private static final double QUARTER = Math.PI / 2;

  /** Rotation vectors of at most 3 rad, tiny and zero ones among them. */
  @Provide
  Arbitrary<double[]> turns() {
    return Arbitraries.doubles()
        .between(-1.73, 1.73)
        .array(double[].class)
        .ofSize(3)
        .flatMap(v -> Arbitraries.of(1.0, 1e-7, 1e-13, 0.0).map(s -> scaled(v, s)));
  }

  @Test
  void aQuarterTurnAboutTheVerticalTakesXToY() {
    double[] quaternion = new double[4];
    Rotation.fromVector(new double[] {0, 0, QUARTER}, 1, quaternion);
    double[] matrix = new double[9];
    Rotation.toMatrix(quaternion, matrix);
    assertThat(matrix).containsExactly(new double[] {0, -1, 0, 1, 0, 0, 0, 0, 1}, within(1e-15));
  }

  @Test
  void aProductTurnsByItsRightFactorFirst() {
    double[] aboutX = quaternion(QUARTER, 0, 0);
    double[] aboutZ = quaternion(0, 0, QUARTER);
    double[] both = new double[4];
    Rotation.multiply(aboutZ, aboutX, both);
    double[] matrix = new double[9];
    Rotation.toMatrix(both, matrix);
    // y goes up by the first turn, and stays up in the second
    assertThat(column(matrix, 1)).containsExactly(new double[] {0, 0, 1}, within(1e-15));
  }

  @Test
  void rollPitchAndYawTurnAboutFixedAxesInThisOrder() {
    double[] matrix = new double[9];
    Rotation.toMatrix(new ArmModel.Frame(0, 0, 0, QUARTER, QUARTER, 0), matrix);
    // y goes to z by the roll and on to x by the pitch
    assertThat(column(matrix, 1)).containsExactly(new double[] {1, 0, 0}, within(1e-15));
    Rotation.toMatrix(new ArmModel.Frame(0, 0, 0, 0, QUARTER, QUARTER), matrix);
    // z goes to x by the pitch and on to y by the yaw
    assertThat(column(matrix, 2)).containsExactly(new double[] {0, 1, 0}, within(1e-15));
  }

  @Property
  void theVectorBetweenTwoOrientationsLeadsFromOneToTheOther(
      @ForAll("turns") double[] first, @ForAll("turns") double[] second) {
    double[] from = quaternion(first);
    double[] to = quaternion(second);
    double[] vector = new double[3];
    Rotation.vectorBetween(from, to, vector);
    assertThat(length(vector)).isLessThanOrEqualTo(Math.PI + 1e-9);

    double[] reached = new double[4];
    Rotation.fromVector(vector, 1, reached);
    Rotation.multiply(reached, from, reached);
    assertSameRotation(reached, to);
  }

  @Property
  void vectorAndQuaternionAreInverses(@ForAll("turns") double[] turn) {
    double[] back = new double[3];
    Rotation.vectorBetween(new double[] {1, 0, 0, 0}, quaternion(turn), back);
    assertThat(back).containsExactly(turn, within(1e-9));
  }

  @Property
  void halfOfATurnTwiceIsTheTurn(@ForAll("turns") double[] turn) {
    double[] half = new double[4];
    Rotation.fromVector(turn, 0.5, half);
    Rotation.multiply(half, half, half);
    assertSameRotation(half, quaternion(turn));
  }

  @Property
  void matrixAndQuaternionAreInverses(@ForAll("turns") double[] turn) {
    double[] matrix = new double[9];
    double[] back = new double[4];
    Rotation.toMatrix(quaternion(turn), matrix);
    Rotation.fromMatrix(matrix, back);
    assertSameRotation(back, quaternion(turn));
    assertThat(back[0]).isNotNegative();
  }

  @Property
  void halfTurnsSurviveTheMatrix(
      @ForAll @DoubleRange(min = -1, max = 1) double x,
      @ForAll @DoubleRange(min = -1, max = 1) double y) {
    double[] axis = {x, y, 1};
    double[] half = quaternion(scaled(axis, Math.PI / length(axis)));
    double[] matrix = new double[9];
    double[] back = new double[4];
    Rotation.toMatrix(half, matrix);
    Rotation.fromMatrix(matrix, back);
    assertSameRotation(back, half);
  }

  @Property
  void unitQuaternionsStayUnitInProducts(
      @ForAll("turns") double[] first, @ForAll("turns") double[] second) {
    double[] product = new double[4];
    Rotation.multiply(quaternion(first), quaternion(second), product);
    assertThat(dot(product, product)).isCloseTo(1, within(1e-12));
  }

  private static void assertSameRotation(double[] a, double[] b) {
    assertThat(Math.abs(dot(a, b))).isCloseTo(1, within(1e-12));
    double[] between = new double[3];
    Rotation.vectorBetween(a, b, between);
    assertThat(length(between)).isLessThan(1e-7);
  }

  private static double[] quaternion(double... vector) {
    double[] quaternion = new double[4];
    Rotation.fromVector(vector, 1, quaternion);
    return quaternion;
  }

  private static double[] column(double[] matrix, int column) {
    return new double[] {matrix[column], matrix[3 + column], matrix[6 + column]};
  }

  private static double[] scaled(double[] vector, double factor) {
    return new double[] {vector[0] * factor, vector[1] * factor, vector[2] * factor};
  }

  private static double length(double[] vector) {
    return Math.sqrt(dot(vector, vector));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
