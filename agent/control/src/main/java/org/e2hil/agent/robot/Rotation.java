package org.e2hil.agent.robot;

import org.apiguardian.api.API;

/**
 * Rotations on caller-held arrays: unit quaternions {@code [w, x, y, z]}, rotation vectors {@code
 * [x, y, z]} (axis times angle, rad) and matrices {@code [9]} in row-major order. No function
 * allocates, and a target may be one of the inputs. All vectors are in the frame that the rotation
 * turns from, so a product {@code a·b} turns by b first and then by a, about fixed axes.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class Rotation {

  private static final double TINY = 1e-12;

  private Rotation() {}

  /** Writes the product {@code a·b} to {@code target}. */
  public static void multiply(double[] a, double[] b, double[] target) {
    double w = a[0] * b[0] - a[1] * b[1] - a[2] * b[2] - a[3] * b[3];
    double x = a[0] * b[1] + a[1] * b[0] + a[2] * b[3] - a[3] * b[2];
    double y = a[0] * b[2] - a[1] * b[3] + a[2] * b[0] + a[3] * b[1];
    double z = a[0] * b[3] + a[1] * b[2] - a[2] * b[1] + a[3] * b[0];
    target[0] = w;
    target[1] = x;
    target[2] = y;
    target[3] = z;
  }

  /**
   * Writes the quaternion of a rotation vector, scaled first.
   *
   * @param vector rad
   * @param scale a share of it, such as 0.5 for half the way
   */
  public static void fromVector(double[] vector, double scale, double[] target) {
    double x = vector[0] * scale;
    double y = vector[1] * scale;
    double z = vector[2] * scale;
    double angle = Math.sqrt(x * x + y * y + z * z);
    double factor = angle < TINY ? 0.5 : Math.sin(angle / 2) / angle;
    target[0] = Math.cos(angle / 2);
    target[1] = x * factor;
    target[2] = y * factor;
    target[3] = z * factor;
  }

  /**
   * Writes the shortest rotation vector, at most π long, that turns {@code from} into {@code to}
   * about fixed axes: {@code to = fromVector(target)·from}.
   */
  public static void vectorBetween(double[] from, double[] to, double[] target) {
    double w = to[0] * from[0] + to[1] * from[1] + to[2] * from[2] + to[3] * from[3];
    double x = -to[0] * from[1] + to[1] * from[0] - to[2] * from[3] + to[3] * from[2];
    double y = -to[0] * from[2] + to[1] * from[3] + to[2] * from[0] - to[3] * from[1];
    double z = -to[0] * from[3] - to[1] * from[2] + to[2] * from[1] + to[3] * from[0];
    double sine = Math.sqrt(x * x + y * y + z * z);
    // q and −q are one rotation: the one with w ≥ 0 is the short way round
    double sign = w < 0 ? -1 : 1;
    double factor = sign * (sine < TINY ? 2 : 2 * Math.atan2(sine, w * sign) / sine);
    target[0] = x * factor;
    target[1] = y * factor;
    target[2] = z * factor;
  }

  /** Scales a quaternion to length 1; products drift away from it. */
  public static void normalize(double[] quaternion) {
    double length =
        Math.sqrt(
            quaternion[0] * quaternion[0]
                + quaternion[1] * quaternion[1]
                + quaternion[2] * quaternion[2]
                + quaternion[3] * quaternion[3]);
    for (int i = 0; i < 4; i++) {
      quaternion[i] /= length;
    }
  }

  /** Writes the matrix of a unit quaternion. */
  public static void toMatrix(double[] quaternion, double[] target) {
    double w = quaternion[0];
    double x = quaternion[1];
    double y = quaternion[2];
    double z = quaternion[3];
    target[0] = 1 - 2 * (y * y + z * z);
    target[1] = 2 * (x * y - w * z);
    target[2] = 2 * (x * z + w * y);
    target[3] = 2 * (x * y + w * z);
    target[4] = 1 - 2 * (x * x + z * z);
    target[5] = 2 * (y * z - w * x);
    target[6] = 2 * (x * z - w * y);
    target[7] = 2 * (y * z + w * x);
    target[8] = 1 - 2 * (x * x + y * y);
  }

  /** Writes the unit quaternion of a rotation matrix, with w ≥ 0 so that it is unique. */
  public static void fromMatrix(double[] m, double[] target) {
    double w = m[0] + m[4] + m[8];
    double x = m[0] - m[4] - m[8];
    double y = m[4] - m[0] - m[8];
    double z = m[8] - m[0] - m[4];
    // dividing by the largest of the four keeps the precision everywhere
    if (w >= x && w >= y && w >= z) {
      set(target, 1 + w, m[7] - m[5], m[2] - m[6], m[3] - m[1]);
    } else if (x >= y && x >= z) {
      set(target, m[7] - m[5], 1 + x, m[1] + m[3], m[2] + m[6]);
    } else if (y >= z) {
      set(target, m[2] - m[6], m[1] + m[3], 1 + y, m[5] + m[7]);
    } else {
      set(target, m[3] - m[1], m[2] + m[6], m[5] + m[7], 1 + z);
    }
    normalize(target);
  }

  /** Writes the matrix of a frame's roll, pitch and yaw: Rz(yaw)·Ry(pitch)·Rx(roll). */
  public static void toMatrix(ArmModel.Frame frame, double[] target) {
    double cr = Math.cos(frame.rollRad());
    double sr = Math.sin(frame.rollRad());
    double cp = Math.cos(frame.pitchRad());
    double sp = Math.sin(frame.pitchRad());
    double cy = Math.cos(frame.yawRad());
    double sy = Math.sin(frame.yawRad());
    target[0] = cy * cp;
    target[1] = cy * sp * sr - sy * cr;
    target[2] = cy * sp * cr + sy * sr;
    target[3] = sy * cp;
    target[4] = sy * sp * sr + cy * cr;
    target[5] = sy * sp * cr - cy * sr;
    target[6] = -sp;
    target[7] = cp * sr;
    target[8] = cp * cr;
  }

  private static void set(double[] target, double w, double x, double y, double z) {
    double sign = w < 0 ? -1 : 1;
    target[0] = w * sign;
    target[1] = x * sign;
    target[2] = y * sign;
    target[3] = z * sign;
  }
}
