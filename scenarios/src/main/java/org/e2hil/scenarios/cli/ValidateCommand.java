package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.e2hil.scenarios.check.Judgeable;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.Preflight;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks for everything that is wrong with a scenario, as training would, without training. */
@Command(name = "validate", description = "Check a scenario and report all that is wrong with it.")
final class ValidateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "SCENARIO",
      description = "The name of a scenario or a JSON file, and +VARIATION after it (see list).")
  private String scenario;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Set a field of the scenario; may be repeated.")
  private List<String> assignments = List.of();

  @Option(names = "--show", description = "Print the scenario with every field spelt out.")
  private boolean show;

  @Override
  public Integer call() {
    Scenarios scenarios = Scenarios.discover();
    Scenario read = scenarios.read(scenario, Settings.parse(assignments));
    PrintWriter out = spec.commandLine().getOut();
    if (show) {
      out.print(scenarios.writeWithTunables(read));
      out.flush();
    }
    Preflight.check(scenarios, read);
    Judgeable.require(scenarios, read);
    if (!show) {
      out.printf(
          "%s is a good scenario: %s on %s, %,d steps.%n",
          scenario, read.task().type(), read.robot().type(), read.training().steps());
      out.flush();
    }
    return 0;
  }
}
