package org.e2hil.hardware.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.e2hil.hardware.a1x.A1xFrames;
import org.e2hil.hardware.a1x.A1xReading;
import org.e2hil.hardware.a1x.A1xStatus;

/** The messages in which the maker's nodes tell of an A1X, with ROS 2's headers. */
final class HdasMessages {

  // so that no stamp is 0, which stands for none
  private static final long EPOCH_S = 1_700_000_000L;
  private static final long NANOS_PER_S = 1_000_000_000L;

  private final A1xFaults faults;

  HdasMessages(A1xFaults faults) {
    this.faults = faults;
  }

  private static Map<String, ?> header(long atNanos) {
    return Map.of(
        "stamp",
        Map.of(
            "sec",
            EPOCH_S + Math.floorDiv(atNanos, NANOS_PER_S),
            "nanosec",
            Math.floorMod(atNanos, NANOS_PER_S)),
        "frame_id",
        "");
  }

  /** Of the arm, the gripper in its unit there. */
  Map<String, ?> joints(A1xReading reading, long atNanos) {
    double[] positions = new double[A1xFrames.MOTORS];
    double[] velocities = new double[A1xFrames.MOTORS];
    double[] efforts = new double[A1xFrames.MOTORS];
    for (int i = 0; i < A1xFrames.MOTORS; i++) {
      positions[i] = reading.position(i);
      velocities[i] = reading.velocity(i);
      efforts[i] = faults.isBlind(i) ? Double.NaN : reading.effort(i);
    }
    return Map.of(
        "header",
        header(atNanos),
        "name",
        List.of("arm"),
        "position",
        positions,
        "velocity",
        velocities,
        "effort",
        efforts);
  }

  /** Of the gripper's opening, mm. */
  Map<String, ?> gripper(double mm, long atNanos) {
    return Map.of(
        "header",
        header(atNanos),
        "name",
        List.of(),
        "position",
        new double[] {mm},
        "velocity",
        new double[] {0},
        "effort",
        new double[] {0});
  }

  /** Of what the motors complain of. */
  Map<String, ?> status(A1xStatus status, long atNanos) {
    List<Map<String, ?>> errors = new ArrayList<>();
    for (int i = 0; i < A1xFrames.MOTORS; i++) {
      if (status.bits(i) != 0) {
        errors.add(
            Map.of(
                "name",
                "arm_joint" + (i + 1),
                "error_code",
                status.bits(i),
                "error_description",
                List.of()));
      }
    }
    return Map.of("header", header(atNanos), "name_id", "arm", "errors", errors);
  }
}
