package org.e2hil.hardware.a1x;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.Arms;
import org.e2hil.hardware.camera.CameraCheckup;
import org.e2hil.hardware.checkup.Checkup;
import org.e2hil.hardware.checkup.Finding;
import org.e2hil.hardware.stream.Pace;

/** Looks at an A1X: the way to it, what it tells of itself, how often, and where it stands. */
@API(status = API.Status.INTERNAL)
public final class A1xCheckup implements Checkup {

  private static final long LISTEN_NANOS = 4_000_000_000L;
  private static final long LOOK_NANOS = 5_000_000;
  private static final double SLOWEST_HZ = 100;
  private static final double OUTSIDE_RAD = 0.1;

  @Override
  public String robot() {
    return "a1x";
  }

  @Override
  public void check(Record settings, Consumer<Finding> report) {
    A1xCellSettings station = (A1xCellSettings) settings;
    A1xSettings driver = station.driver();
    Pace pace = Pace.system();
    try (A1xLink link = A1x.open(driver, pace)) {
      report.accept(
          driver.route() instanceof A1xSettings.Slcan
              ? Finding.limited(
                  "way",
                  link.name()
                      + " can be opened, but SLCAN cannot send the 10 bytes that move the gripper"
                      + " and sends 12, which some arms pass over: use a bus of the kernel or"
                      + " rosbridge if it does not move")
              : Finding.good("way", link.name() + " can be opened"));
      check(link, pace, report);
    } catch (EnvironmentFaultException e) {
      report.accept(Finding.missing("way", e.getMessage()));
    }
    CameraCheckup.check(station.cameras(), pace, report);
  }

  /** Listens to the arm at the other end of a link, which stays the caller's. */
  static void check(A1xLink link, Pace pace, Consumer<Finding> report) {
    List<A1xReading> readings = new ArrayList<>();
    try {
      listen(link, pace, readings);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      report.accept(Finding.missing("feedback", "the program was asked to stop while listening"));
      return;
    } catch (EnvironmentFaultException e) {
      report.accept(Finding.missing("feedback", e.getMessage()));
      return;
    }
    report.accept(feedback(link, readings));
    link.trouble().ifPresent(trouble -> report.accept(Finding.missing("state", trouble)));
    if (!readings.isEmpty()) {
      report.accept(
          link.statusMissing()
              .map(missing -> Finding.limited("errors", missing))
              .orElse(Finding.good("errors", "the arm tells of its own")));
      report.accept(link.howToEnable());
      A1xReading last = readings.get(readings.size() - 1);
      for (int i = 0; i < A1xFrames.JOINTS; i++) {
        report.accept(joint(Arms.a1x().joints().get(i), last.position(i)));
      }
      report.accept(
          Finding.good(
              "gripper",
              text(
                  "at %.2f in its own unit; driver.gripper says what is closed and what open",
                  last.position(A1xFrames.JOINTS))));
    }
  }

  private static void listen(A1xLink link, Pace pace, List<A1xReading> readings)
      throws InterruptedException {
    long until = pace.nanoTime() + LISTEN_NANOS;
    while (until - pace.nanoTime() > 0) {
      pace.sleepUntil(pace.nanoTime() + LOOK_NANOS);
      link.receive(readings::add);
    }
  }

  private static Finding feedback(A1xLink link, List<A1xReading> readings) {
    if (readings.isEmpty()) {
      return Finding.missing("feedback", link.whenSilent());
    }
    double rateHz = readings.size() * 1e9 / LISTEN_NANOS;
    String found = text("%.0f readings a second, %d damaged", rateHz, link.counts().damaged());
    A1xReading first = readings.get(0);
    if (readings.size() > A1xMotors.FROZEN_READINGS && readings.stream().allMatch(first::equals)) {
      return Finding.missing(
          "feedback",
          found
              + ", all the same: the arm was let go of, or its emergency stop is pressed; support"
              + " it, release the stop and power-cycle it");
    }
    return rateHz < SLOWEST_HZ
        ? Finding.limited(
            "feedback", found + "; 200 are usual: check the cable, and end other programs")
        : Finding.good("feedback", found);
  }

  private static Finding joint(ArmModel.Joint joint, double positionRad) {
    String found = text("%.1f°", Math.toDegrees(positionRad));
    double outsideRad = Math.max(joint.lowerRad() - positionRad, positionRad - joint.upperRad());
    return outsideRad <= OUTSIDE_RAD
        ? Finding.good(joint.name(), found)
        : Finding.missing(
            joint.name(),
            found
                + text(
                    ", but it may only go from %.1f to %.1f°: move it back by hand while it is"
                        + " limp",
                    Math.toDegrees(joint.lowerRad()), Math.toDegrees(joint.upperRad())));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
