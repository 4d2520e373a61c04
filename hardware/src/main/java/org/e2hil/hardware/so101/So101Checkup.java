package org.e2hil.hardware.so101;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.camera.CameraCheckup;
import org.e2hil.hardware.checkup.Checkup;
import org.e2hil.hardware.checkup.Finding;
import org.e2hil.hardware.feetech.BusSettings;
import org.e2hil.hardware.feetech.FeetechBus;
import org.e2hil.hardware.feetech.Register;
import org.e2hil.hardware.feetech.Reply;
import org.e2hil.hardware.link.ByteLink;
import org.e2hil.hardware.link.LinkLostException;
import org.e2hil.hardware.link.SerialLink;

/** Looks at an SO-101: its calibration file, its port, each motor and the rate of its feedback. */
@API(status = API.Status.INTERNAL)
public final class So101Checkup implements Checkup {

  private static final int SWEEPS = 100;
  private static final double SLOWEST_SWEEP_MS = 10;
  private static final double MOST_LOST = 0.01;
  private static final int HOT_C = 60;
  private static final double MIXED_SUPPLIES_V = 1;
  private static final double VOLTS_PER_UNIT = 0.1;

  @Override
  public String robot() {
    return "so101";
  }

  @Override
  public void check(Record settings, Consumer<Finding> report) {
    So101CellSettings station = (So101CellSettings) settings;
    So101Settings driver = station.driver();
    Optional<Calibration> calibration = calibration(driver, report);
    Clock clock = Clock.system();
    try (ByteLink link = SerialLink.open(driver.port(), So101.BAUD, clock)) {
      report.accept(Finding.good("serial port", driver.port() + " can be opened"));
      check(link, clock, calibration, report);
    } catch (EnvironmentFaultException e) {
      report.accept(Finding.missing("serial port", e.getMessage()));
    }
    CameraCheckup.check(station.cameras(), clock, report);
  }

  private static Optional<Calibration> calibration(So101Settings driver, Consumer<Finding> report) {
    try {
      Path file = So101.calibrationFile(driver);
      Calibration calibration = CalibrationFiles.read(file);
      CalibrationCheck.requirePossible(calibration);
      List<String> doubts = CalibrationCheck.doubts(calibration);
      report.accept(
          doubts.isEmpty()
              ? Finding.good("calibration", file.toString())
              : Finding.limited("calibration", file + ": " + String.join("; ", doubts)));
      return Optional.of(calibration);
    } catch (CalibrationException e) {
      report.accept(Finding.missing("calibration", e.getMessage()));
      return Optional.empty();
    }
  }

  /** Looks at the motors at the other end of a link, which stays the caller's. */
  static void check(
      ByteLink link, Clock clock, Optional<Calibration> calibration, Consumer<Finding> report) {
    FeetechBus bus = new FeetechBus(link, clock, Motor.labelsById(), BusSettings.DEFAULT);
    List<Double> volts = new ArrayList<>();
    try {
      for (Motor motor : Motor.values()) {
        report.accept(motor(bus, motor, calibration, volts));
      }
      double lowest = volts.stream().min(Double::compare).orElse(0.0);
      double highest = volts.stream().max(Double::compare).orElse(0.0);
      if (highest - lowest > MIXED_SUPPLIES_V) {
        report.accept(
            Finding.limited(
                "supply",
                text(
                    "the motors measure from %.1f to %.1f V; check the plugs, and that no motor"
                        + " for 12 V is among those for 7.4 V",
                    lowest, highest)));
      }
      if (volts.size() == Motor.COUNT) {
        report.accept(feedback(bus, clock));
      }
    } catch (LinkLostException e) {
      report.accept(Finding.missing("link", e.getMessage()));
    }
  }

  private static Finding motor(
      FeetechBus bus, Motor motor, Optional<Calibration> calibration, List<Double> volts) {
    int id = motor.id();
    String name = bus.name(id);
    try {
      bus.ping(id);
      int model = bus.read(id, Register.MODEL);
      if (model != Register.STS3215_MODEL) {
        return Finding.missing(
            name, "is of model " + model + ", but must be an STS3215 (model 777)");
      }
      double voltage = bus.read(id, Register.PRESENT_VOLTAGE) * VOLTS_PER_UNIT;
      double lowest = bus.read(id, Register.MIN_VOLTAGE) * VOLTS_PER_UNIT;
      double highest = bus.read(id, Register.MAX_VOLTAGE) * VOLTS_PER_UNIT;
      int temperatureC = bus.read(id, Register.PRESENT_TEMPERATURE);
      volts.add(voltage);
      String found =
          text(
              "firmware %d.%d, %.1f V, %d °C, %s",
              bus.read(id, Register.FIRMWARE_MAJOR),
              bus.read(id, Register.FIRMWARE_MINOR),
              voltage,
              temperatureC,
              bus.read(id, Register.TORQUE_ENABLE) == 0 ? "limp" : "under torque");
      if ((bus.read(id, Register.PHASE) & ConnectSequence.COUNTS_TURNS) != 0) {
        return Finding.limited(
            name,
            found
                + "; it counts turns (bit 10h of its Phase, register 18, is set), which connecting"
                + " ends, so its position is not looked at");
      }
      if (voltage < lowest || voltage > highest) {
        return Finding.missing(
            name, found + text("; it needs %.1f to %.1f V: check its supply", lowest, highest));
      }
      if (temperatureC > HOT_C) {
        return Finding.limited(name, found + "; let it cool down before it is used");
      }
      return calibration
          .flatMap(file -> difference(bus, motor, file.of(motor)))
          .map(difference -> Finding.missing(name, found + "; " + difference))
          .orElse(Finding.good(name, found));
    } catch (LinkLostException e) {
      throw e;
    } catch (EnvironmentFaultException e) {
      return Finding.missing(name, e.getMessage());
    }
  }

  private static Optional<String> difference(FeetechBus bus, Motor motor, MotorCalibration file) {
    int id = motor.id();
    if (bus.read(id, Register.HOMING_OFFSET) != file.homingOffset()
        || bus.read(id, Register.MIN_POSITION) != file.rangeMin()
        || bus.read(id, Register.MAX_POSITION) != file.rangeMax()) {
      return Optional.of(
          "it holds another calibration than the file: check that this is the right arm, and set"
              + " driver.restoreCalibration to write the file's into it");
    }
    int ticks = bus.read(id, Register.PRESENT_POSITION);
    return ticks >= file.rangeMin() && ticks <= file.rangeMax()
        ? Optional.empty()
        : Optional.of(
            "it stands at "
                + ticks
                + ", outside its calibrated range: move it back by hand, or calibrate again");
  }

  private static Finding feedback(FeetechBus bus, Clock clock) {
    long begin = clock.nanoTime();
    long retriesBefore = bus.counts().retries();
    for (int i = 0; i < SWEEPS; i++) {
      Map<Integer, Reply> replies =
          // as much as the driver reads in every cycle
          bus.sweep(Register.TORQUE_ENABLE, Register.PRESENT_TEMPERATURE, Motor.ids());
      if (replies.size() < Motor.COUNT) {
        return Finding.missing(
            "feedback",
            "not all motors answer when they are asked at once; check the plugs from motor to"
                + " motor");
      }
    }
    double sweepMs = (clock.nanoTime() - begin) / 1e6 / SWEEPS;
    double lost = (double) (bus.counts().retries() - retriesBefore) / SWEEPS;
    String found = text("all motors in %.1f ms, %.0f%% asked again", sweepMs, 100 * lost);
    return sweepMs > SLOWEST_SWEEP_MS || lost > MOST_LOST
        ? Finding.limited(
            "feedback",
            found
                + "; at 100 Hz there are 10 ms: plug the adapter into the machine itself, and end"
                + " other programs")
        : Finding.good("feedback", found);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
