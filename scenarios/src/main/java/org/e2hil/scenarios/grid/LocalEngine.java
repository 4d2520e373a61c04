package org.e2hil.scenarios.grid;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * Runs on this machine, in a process each, which ends in good order when this program ends in
 * whatever way.
 */
@API(status = API.Status.INTERNAL)
public final class LocalEngine implements Engine {

  private final List<String> command;
  private final int slots;
  private final boolean attended;
  private final List<LocalJob> jobs = new ArrayList<>();

  /**
   * Has processes begin as this one was begun.
   *
   * @param mainClass of the command line; its command {@code run} does one run
   * @param slots how many runs at once
   * @param cores of this machine that the runs share
   * @param attended whether a person is asked and told at the terminal along each run, as on a
   *     robot; then there must be one slot
   */
  public LocalEngine(String mainClass, int slots, int cores, boolean attended) {
    command = RunProcess.command(mainClass, Math.max(1, cores / slots));
    this.slots = slots;
    this.attended = attended;
  }

  @Override
  public int slots() {
    return slots;
  }

  @Override
  public Job start(PlannedRun run) {
    List<String> whole = new ArrayList<>(command);
    whole.add(run.directory().path().toString());
    whole.addAll(List.of("--end-with", String.valueOf(ProcessHandle.current().pid())));
    ProcessBuilder builder = new ProcessBuilder(whole);
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
      return RunProcess.failure(code, log)
          .map(
              why ->
                  attended
                      ? "it ended with exit code %d; the terminal told why".formatted(code)
                      : why);
    }

    @Override
    public void stop() {
      process.destroy();
    }
  }
}
