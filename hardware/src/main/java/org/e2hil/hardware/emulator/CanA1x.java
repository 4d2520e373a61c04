package org.e2hil.hardware.emulator;

import java.nio.charset.StandardCharsets;
import org.e2hil.hardware.a1x.A1xFrames;
import org.e2hil.hardware.a1x.A1xReading;
import org.e2hil.hardware.a1x.A1xSettings;
import org.e2hil.hardware.a1x.A1xStatus;
import org.e2hil.hardware.can.CanFrame;

/** An emulated A1X as its CAN-FD bus sees it. One thread. */
final class CanA1x {

  private static final int ARM_COMMAND_BYTES = 64;
  private static final int GRIPPER_COMMAND_BYTES = 12;
  private static final int MAKERS_HEARTBEAT = 0x023;
  private static final int VERSION_BYTES = 64;

  private static final A1xSettings.Gripper GRIPPER = A1xSettings.Gripper.ON_CAN;

  private final A1xEmulator arm;

  CanA1x(A1xEmulator arm) {
    this.arm = arm;
  }

  /** Receives the frames that the arm sends. */
  interface Receiver {
    void receive(CanFrame frame, long atNanos);
  }

  /**
   * Takes a frame as the wire carries it; one of another length or gain than it knows is nothing.
   */
  void accept(CanFrame frame, long now) {
    boolean moves = frame.id() == A1xFrames.ARM_COMMAND && frame.size() == ARM_COMMAND_BYTES;
    if (moves && A1xFrames.target(frame, 0).kp() > 0) {
      double[] joints = new double[A1xFrames.JOINTS];
      for (int i = 0; i < joints.length; i++) {
        joints[i] = A1xFrames.target(frame, i).positionRad();
      }
      arm.move(joints, now);
    } else if (frame.id() == A1xFrames.GRIPPER_COMMAND && frame.size() == GRIPPER_COMMAND_BYTES) {
      arm.moveGripper(GRIPPER.share(A1xFrames.target(frame, 0).positionRad()), now);
    } else if (frame.id() == A1xFrames.FUNCTION && frame.size() == 1) {
      arm.call(frame.data()[0], now);
    }
  }

  /** Everything that it has sent until a moment. */
  void listen(long now, Receiver receiver) {
    arm.listen(
        now,
        new A1xEmulator.Listener() {
          @Override
          public void feedback(A1xReading reading, long atNanos) {
            double at = GRIPPER.at(reading.position(A1xFrames.JOINTS));
            receiver.receive(A1xFrames.feedback(reading.withGripper(at)), atNanos);
          }

          @Override
          public void status(A1xStatus status, long atNanos) {
            receiver.receive(A1xFrames.status(status), atNanos);
            receiver.receive(version(), atNanos);
            if (arm.faults().isHaunted()) {
              receiver.receive(new CanFrame(MAKERS_HEARTBEAT, (byte) 1), atNanos);
            }
          }
        });
  }

  private static CanFrame version() {
    byte[] text = "6117".getBytes(StandardCharsets.US_ASCII);
    byte[] data = new byte[VERSION_BYTES];
    System.arraycopy(text, 0, data, 0, text.length);
    return new CanFrame(A1xFrames.VERSION, data);
  }
}
