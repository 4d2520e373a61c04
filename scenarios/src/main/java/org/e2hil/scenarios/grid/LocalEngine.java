package org.e2hil.scenarios.grid;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
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

/**
 * Runs on this machine, in a process each, which ends in good order when this program ends in
 * whatever way.
 */
@API(status = API.Status.INTERNAL)
public final class LocalEngine implements Engine {

  /** What a process returns that was hung up, interrupted or terminated, all in good order. */
  private static final Set<Integer> STOPPED = Set.of(129, 130, 143);

  /** What the command {@code run} returns where another program does the run. */
  public static final int TAKEN = 75;

  private final String mainClass;
  private final int slots;
  private final int cores;
  private final boolean attended;
  private final List<LocalJob> jobs = new ArrayList<>();

  /**
   * Has processes begin as this one was begun.
   *
   * @param mainClass of the command line, whose command {@code run} does one run
   * @param slots how many runs at once
   * @param cores of this machine that the runs share
   * @param attended whether a person is asked and told at the terminal along each run, as on a
   *     robot; then there must be one slot
   */
  public LocalEngine(String mainClass, int slots, int cores, boolean attended) {
    this.mainClass = mainClass;
    this.slots = slots;
    this.cores = cores;
    this.attended = attended;
  }

  @Override
  public int slots() {
    return slots;
  }

  @Override
  public Job start(PlannedRun run) {
    ProcessBuilder builder = new ProcessBuilder(command(run));
    if (attended) {
      builder.inheritIO();
    } else {
      builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(run.log().toFile()));
    }
    try {
      LocalJob job = new LocalJob(builder.start(), run.log(), attended);
      jobs.add(job);
      return job;
    } catch (IOException e) {
      throw new UncheckedIOException("no process can be started: " + e.getMessage(), e);
    }
  }

  private List<String> command(PlannedRun run) {
    List<String> command = new ArrayList<>();
    command.add(UserFiles.path(System.getProperty("java.home")).resolve("bin/java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        // another collector for fewer cores, and no second debugger on the same port
        .filter(
            option ->
                !option.matches(
                    "-XX:\\+Use\\w+GC|-agent(lib|path):.*|-javaagent:.*|-Xrun.*|-Xlog.*"))
        .forEach(command::add);
    // its share of the machine: threads, collectors and compilers all go by this number
    command.add("-XX:ActiveProcessorCount=" + Math.max(1, cores / slots));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass, "run"));
    command.add(run.directory().path().toString());
    command.addAll(List.of("--end-with", String.valueOf(ProcessHandle.current().pid())));
    return command;
  }

  @Override
  public void close() {
    jobs.forEach(Job::stop);
  }

  private record LocalJob(Process process, Path log, boolean attended) implements Job {

    @Override
    public boolean isOver() {
      return !process.isAlive();
    }

    @Override
    public Optional<String> failure() {
      int code = process.exitValue();
      return code == 0 || code == TAKEN || STOPPED.contains(code)
          ? Optional.empty()
          : Optional.of(reason(code));
    }

    private String reason(int code) {
      String unknown = "its process ended with exit code %d; see %s".formatted(code, log);
      try {
        return attended
            ? "it ended with exit code %d; the terminal told why".formatted(code)
            : Files.readAllLines(log).stream()
                .filter(line -> line.startsWith("e2hil: "))
                .map(line -> line.substring("e2hil: ".length()))
                .reduce((earlier, last) -> last)
                .orElse(unknown);
      } catch (IOException e) {
        return unknown + ", which cannot be read: " + RecordingException.reason(e);
      }
    }

    @Override
    public void stop() {
      process.destroy();
    }
  }
}
