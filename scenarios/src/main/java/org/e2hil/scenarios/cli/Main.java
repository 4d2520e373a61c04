package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apiguardian.api.API;
import org.e2hil.agent.system.UserFiles;
import org.e2hil.scenarios.report.Provenance;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The command {@code e2hil}: where the process begins, and how it says what went wrong. */
@API(status = API.Status.INTERNAL)
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
      RunCommand.class,
      CheckCommand.class,
      EvaluateCommand.class,
      ExportCommand.class,
      RecordCommand.class,
      DatasetCommand.class,
      QueryCommand.class,
      RewardCommand.class,
      ReplayCommand.class,
      DemoCommand.class,
      ExpertsCommand.class,
      ListCommand.class,
      ValidateCommand.class,
      DoctorCommand.class,
      FindPortCommand.class,
      SetupMotorsCommand.class,
      CalibrateCommand.class,
      JogCommand.class,
      CamerasCommand.class,
      ReportCommand.class,
      BenchCommand.class
    })
public final class Main {

  private static final int FAILED = 1;

  private static final String LOGGING = "logback.configurationFile";

  @Option(
      names = "--stacktrace",
      description = "Show where in the program an error arose.",
      scope = ScopeType.INHERIT)
  private boolean stacktrace;

  private Main() {}

  /** Runs a command and ends the process: 0 done, 1 failed, 2 called in the wrong way. */
  public static void main(String[] arguments) {
    configureLogging();
    UserFiles.tellLibraries();
    VectorModule.load();
    System.exit(run(commandLine(), arguments));
  }

  /**
   * The command line's own configuration, unless Java was given another. It is found by this name
   * alone, so that it says nothing in a program that has this jar on its class path.
   */
  private static void configureLogging() {
    if (System.getProperty(LOGGING) == null) {
      System.setProperty(LOGGING, "org/e2hil/scenarios/cli/logback.xml");
    }
  }

  /** Executes a command; an Error, which passes by the command line's own handler, is told, too. */
  static int run(CommandLine line, String... arguments) {
    // the same numbers and letters everywhere, also in what a run leaves behind
    Locale.setDefault(Locale.ROOT);
    try {
      return line.execute(arguments);
    } catch (Error failure) {
      return explain(failure, line, List.of(arguments).contains("--stacktrace"));
    }
  }

  /** The whole command line, ready to execute. */
  static CommandLine commandLine() {
    Main main = new Main();
    return new CommandLine(main)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Path.class, Main::path)
        .setExecutionExceptionHandler(main::explain);
  }

  /** An empty name, as of a variable that is not set, would be the current directory. */
  private static Path path(String text) {
    if (text.isBlank()) {
      throw new TypeConversionException("the name of a file or folder must not be empty");
    }
    try {
      return UserFiles.path(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private int explain(Exception failure, CommandLine command, ParseResult parsed) {
    explain(failure, command, stacktrace);
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  private static int explain(Throwable failure, CommandLine command, boolean stacktrace) {
    PrintWriter err = command.getErr();
    if (stacktrace) {
      failure.printStackTrace(err);
    } else {
      err.println("e2hil: " + ErrorText.of(failure));
    }
    return FAILED;
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {"e2hil " + Provenance.version()};
    }
  }
}
