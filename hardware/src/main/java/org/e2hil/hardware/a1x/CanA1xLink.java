package org.e2hil.hardware.a1x;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.e2hil.hardware.can.CanBus;
import org.e2hil.hardware.can.CanFrame;
import org.e2hil.hardware.checkup.Finding;
import org.e2hil.hardware.link.LinkCounts;

/** An A1X on a CAN-FD bus, without any software of its maker. */
@API(status = API.Status.INTERNAL)
public final class CanA1xLink implements A1xLink {

  // inert in what has been measured, but an arm that is sent zero turns deaf
  private static final double KP = 20;
  private static final double KD = 1;

  private static final int MAKERS_HEARTBEAT = 0x023;
  // one may be a damaged one
  private static final int STATUSES_BELIEVED = 2;

  private final CanBus bus;
  private final boolean enable;
  private Optional<String> complaint = Optional.empty();
  private int complaintsInARow;
  private boolean otherWriter;
  private boolean statusTold;
  private long sent;
  private long damaged;
  private long stray;

  /**
   * A link over a bus, which belongs to it.
   *
   * @param enable false for an arm that obeys since its power came on and must not be enabled
   */
  public CanA1xLink(CanBus bus, boolean enable) {
    this.bus = bus;
    this.enable = enable;
  }

  @Override
  public String name() {
    return bus.name();
  }

  @Override
  public void receive(Consumer<A1xReading> readings) {
    for (Optional<CanFrame> frame = bus.receive(); frame.isPresent(); frame = bus.receive()) {
      take(frame.get(), readings);
    }
  }

  private void take(CanFrame frame, Consumer<A1xReading> readings) {
    switch (frame.id()) {
      case A1xFrames.FEEDBACK ->
          A1xFrames.feedback(frame).ifPresentOrElse(readings, () -> damaged++);
      case A1xFrames.STATUS -> A1xFrames.status(frame).ifPresentOrElse(this::note, () -> damaged++);
      case A1xFrames.VERSION -> {}
      case A1xFrames.ARM_COMMAND,
          A1xFrames.GRIPPER_COMMAND,
          A1xFrames.FUNCTION,
          MAKERS_HEARTBEAT -> {
        stray++;
        otherWriter = true;
      }
      default -> stray++;
    }
  }

  private void note(A1xStatus status) {
    statusTold = true;
    complaint = status.complaint();
    complaintsInARow = complaint.isPresent() ? complaintsInARow + 1 : 0;
  }

  @Override
  public void move(double[] jointsRad, OptionalDouble gripper) {
    A1xFrames.Target[] targets =
        Arrays.stream(jointsRad).mapToObj(CanA1xLink::target).toArray(A1xFrames.Target[]::new);
    send(A1xFrames.arm(targets));
    gripper.ifPresent(at -> send(A1xFrames.gripper(target(at))));
  }

  private static A1xFrames.Target target(double positionRad) {
    return new A1xFrames.Target(positionRad, 0, KP, KD, 0);
  }

  @Override
  public void call(FunctionCode function) {
    if (enable || function != FunctionCode.ENABLE) {
      send(A1xFrames.function(function));
    }
  }

  private void send(CanFrame frame) {
    sent++;
    bus.send(frame);
  }

  @Override
  public Optional<String> trouble() {
    if (otherWriter) {
      return Optional.of(
          "another program talks to the arm over "
              + bus.name()
              + ", and only one may; end it (the maker's HDAS too) and connect again");
    }
    return complaintsInARow >= STATUSES_BELIEVED ? complaint : Optional.empty();
  }

  @Override
  public String whenSilent() {
    return "nothing comes from the arm over "
        + bus.name()
        + "; check its 24 V supply, its cable and the bit rates of the bus (1 and 5 Mbit/s, sample"
        + " point 0.875)";
  }

  @Override
  public Optional<String> statusMissing() {
    return statusTold
        ? Optional.empty()
        : Optional.of(
            "the arm sends no status (frame 54h), so errors of its own would not be seen; check its"
                + " firmware");
  }

  @Override
  public Finding howToEnable() {
    return Finding.good(
        "torque", enable ? "by function code 1" : "the arm obeys since its power came on");
  }

  @Override
  public LinkCounts counts() {
    return new LinkCounts(sent, 0, damaged + bus.damagedFrames(), stray);
  }

  @Override
  public void beforeShutdown(Runnable action) {
    bus.beforeShutdown(action);
  }

  @Override
  public void close() {
    bus.close();
  }
}
