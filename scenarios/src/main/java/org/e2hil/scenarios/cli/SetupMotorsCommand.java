package org.e2hil.scenarios.cli;

import java.util.concurrent.Callable;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.link.SerialLink;
import org.e2hil.hardware.so101.MotorSetup;
import org.e2hil.hardware.terminal.Dialogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Gives the motors of a new SO-101 their numbers, one after the other. */
@Command(
    name = "setup-motors",
    description = "Give the motors of a new SO-101 their ids, one motor at a time.")
final class SetupMotorsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      required = true,
      description = "Serial port of the arm's adapter, such as /dev/ttyACM0.")
  private String port;

  @Override
  public Integer call() {
    Clock clock = Clock.system();
    try (Interrupt interrupt = Interrupt.listen(spec.commandLine().getErr());
        Dialogue person = Dialogue.ofThisProgram(interrupt::requested)) {
      new MotorSetup(baud -> SerialLink.open(port, baud, clock), clock, person).all();
    }
    return 0;
  }
}
