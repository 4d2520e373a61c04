package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.Callable;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.link.SerialPorts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds the serial port of an arm: the one that goes away when its cable is pulled. */
@Command(
    name = "find-port",
    description = "Find the serial port of an arm by pulling its USB cable.")
final class FindPortCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--wait", paramLabel = "SECONDS", description = "How long to wait (60).")
  private int waitS = 60;

  @Override
  public Integer call() throws InterruptedException {
    if (waitS <= 0) {
      throw new IllegalArgumentException("--wait must be more than 0 seconds, but is " + waitS);
    }
    return find(SerialPorts.ofThisMachine(), Clock.system());
  }

  private int find(SerialPorts ports, Clock clock) throws InterruptedException {
    Set<String> before = ports.found();
    if (before.isEmpty()) {
      throw new EnvironmentFaultException(
          "there is no USB serial port on this machine; plug in the arm's adapter and its power,"
              + " and try again");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "There is %s. Now pull the USB cable of the arm whose port you look for.%n",
        String.join(", ", before));
    out.flush();
    Set<String> gone = ports.awaitPulled(before, clock, waitS * 1_000_000_000L);
    if (gone.isEmpty()) {
      throw new EnvironmentFaultException(
          "no port went away within "
              + waitS
              + " s; pull the cable that leads from the arm's adapter to this machine");
    } else if (gone.size() > 1) {
      throw new EnvironmentFaultException(
          String.join(" and ", gone)
              + " went away together; pull the cable of one arm, not that of a hub");
    }
    out.printf("It was %s. Plug it in again, and use it as driver.port.%n", gone.iterator().next());
    out.flush();
    return 0;
  }
}
