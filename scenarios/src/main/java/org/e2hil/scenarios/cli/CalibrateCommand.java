package org.e2hil.scenarios.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.feetech.BaudRates;
import org.e2hil.hardware.link.ByteLink;
import org.e2hil.hardware.link.SerialLink;
import org.e2hil.hardware.so101.Calibration;
import org.e2hil.hardware.so101.CalibrationFiles;
import org.e2hil.hardware.so101.CalibrationFiles.Role;
import org.e2hil.hardware.so101.HandCalibration;
import org.e2hil.hardware.terminal.Dialogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Calibrates an SO-101 as LeRobot does, into a file that LeRobot reads. */
@Command(
    name = "calibrate",
    description = "Calibrate an SO-101 by hand, as LeRobot does, into a file that LeRobot reads.")
final class CalibrateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      required = true,
      description = "Serial port of the arm's adapter, such as /dev/ttyACM0.")
  private String port;

  @Option(names = "--id", description = "What the arm is called (follower, or leader).")
  private String id;

  @Option(names = "--leader", description = "It is a leader arm, not the follower.")
  private boolean leader;

  @Option(names = "--file", description = "Write to this file instead of LeRobot's own place.")
  private Path file;

  @Override
  public Integer call() {
    if (file != null && id != null) {
      throw new IllegalArgumentException(
          "--id says in which of LeRobot's files it goes, and --file names another; leave one out");
    }
    if (file != null && leader) {
      throw new IllegalArgumentException(
          "--leader says in which of LeRobot's files it goes, and --file names another; leave one"
              + " out");
    }
    List<Path> places = file != null ? List.of(file) : places();
    places.forEach(CalibrationFiles::requireWritable);
    try (Interrupt interrupt = Interrupt.listen(spec.commandLine().getErr());
        Dialogue person = Dialogue.ofThisProgram(interrupt::requested)) {
      calibrate(places, person);
    }
    return 0;
  }

  private List<Path> places() {
    Role role = leader ? Role.LEADER : Role.FOLLOWER;
    String name = id != null ? id : leader ? "leader" : "follower";
    if (name.isBlank() || name.contains("/")) {
      throw new IllegalArgumentException(
          "--id must be a name without slashes, but is '" + name + "'");
    }
    CalibrationFiles files = CalibrationFiles.ofUser();
    List<Path> existing = files.existing(role, name);
    // several versions of LeRobot may look in several places, and shall find the same
    return existing.isEmpty() ? List.of(files.place(role, name)) : existing;
  }

  private void calibrate(List<Path> places, Dialogue person) {
    for (Path place : places) {
      if (place.toFile().exists()
          && !person.confirmed(
              place + " holds a calibration. Shall it be replaced and the earlier one kept?")) {
        throw new EnvironmentFaultException(place + " was left as it is");
      }
    }
    Clock clock = Clock.system();
    Calibration made;
    try (ByteLink link = SerialLink.open(port, BaudRates.USUAL, clock)) {
      made = HandCalibration.make(link, clock, person);
    }
    for (Path place : places) {
      CalibrationFiles.writeKeeping(place, made)
          .ifPresent(kept -> person.tell("The earlier calibration is kept as " + kept + "."));
      person.tell("The calibration is in " + place + ".");
    }
  }
}
