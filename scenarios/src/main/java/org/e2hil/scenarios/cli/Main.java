package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The command {@code e2hil}: where the process begins, and how it says what went wrong. */
@Command(
    name = "e2hil",
    description = "Entropy-guided human-in-the-loop reinforcement learning for robot arms.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      TrainCommand.class,
      ExperimentCommand.class,
      EvaluateCommand.class,
      ExportCommand.class,
      DemoCommand.class,
      ExpertsCommand.class,
      ListCommand.class,
      ValidateCommand.class,
      DoctorCommand.class,
      FindPortCommand.class,
      ReportCommand.class,
      BenchCommand.class
    })
public final class Main {

  private static final int FAILED = 1;

  @Option(
      names = "--stacktrace",
      description = "Show where in the program an error arose.",
      scope = ScopeType.INHERIT)
  private boolean stacktrace;

  private Main() {}

  /** Runs a command and ends the process: 0 done, 1 failed, 2 called in the wrong way. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The whole command line, ready to execute. */
  static CommandLine commandLine() {
    Main main = new Main();
    return new CommandLine(main)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(main::explain);
  }

  private int explain(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (stacktrace) {
      failure.printStackTrace(err);
    } else {
      err.println("e2hil: " + Sentence.of(failure));
    }
    return FAILED;
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {"e2hil " + current()};
    }

    static String current() {
      String version = Main.class.getPackage().getImplementationVersion();
      return version == null ? "development" : version;
    }
  }
}
