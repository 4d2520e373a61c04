package org.e2hil.scenarios.grid;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.e2hil.agent.system.UserFiles;
import org.e2hil.scenarios.report.RecordingException;

/** The process that does one run, by the command {@code run}, on any machine. */
@API(status = API.Status.INTERNAL)
public final class RunProcess {

  /** What it returns where another program does the run. */
  public static final int TAKEN = 75;

  /** What it returns if it was hung up, interrupted or terminated, all in good order. */
  private static final Set<Integer> STOPPED = Set.of(129, 130, 143);

  private RunProcess() {}

  /**
   * The command that begins it as this program was begun; the run's directory comes after it.
   *
   * @param mainClass of the command line
   * @param cores that it uses
   */
  static List<String> command(String mainClass, int cores) {
    List<String> command = new ArrayList<>();
    command.add(java());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        // another collector for fewer cores, and no second debugger on the same port
        .filter(
            option ->
                !option.matches(
                    "-XX:\\+Use\\w+GC|-agent(lib|path):.*|-javaagent:.*|-Xrun.*|-Xlog.*"))
        .forEach(command::add);
    // its share of the machine: threads, collectors and compilers all go by this number
    command.add("-XX:ActiveProcessorCount=" + cores);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass, "run"));
    return command;
  }

  /** The Java that this program runs in. */
  static String java() {
    return UserFiles.path(System.getProperty("java.home")).resolve("bin/java").toString();
  }

  /** Why it failed; empty if the run is complete, another program's or stopped in good order. */
  static Optional<String> failure(int exitCode, Path log) {
    return exitCode == 0 || exitCode == TAKEN || STOPPED.contains(exitCode)
        ? Optional.empty()
        : Optional.of(reason(exitCode, log));
  }

  private static String reason(int exitCode, Path log) {
    String unknown = "its process ended with exit code %d; see %s".formatted(exitCode, log);
    try {
      return Files.readAllLines(log).stream()
          .filter(line -> line.startsWith("e2hil: "))
          .map(line -> line.substring("e2hil: ".length()))
          .reduce((earlier, last) -> last)
          .orElse(unknown);
    } catch (IOException e) {
      return unknown + ", which cannot be read: " + RecordingException.reason(e);
    }
  }
}
