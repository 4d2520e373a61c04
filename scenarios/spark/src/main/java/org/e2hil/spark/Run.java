package org.e2hil.spark;

import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run, done by a worker in a process of its own, so that nothing of Spark's is in it.
 *
 * @param command of {@code e2hil run}, the run's directory and what follows left out
 * @param environment what the program that asked for the run had, of what a run goes by
 * @param directory of the run, on a disk that every machine sees
 */
record Run(List<String> command, Map<String, String> environment, String directory)
    implements Serializable {

  private static final long MOST_SECONDS_TO_STOP = 60;

  /**
   * Does it and waits.
   *
   * @return {@code exit CODE}, or {@code failed WHY}
   * @throws InterruptedException if Spark calls it off; the process has ended in good order by then
   */
  String call() throws InterruptedException {
    if (!Files.isDirectory(Path.of(directory))) {
      return "failed the worker on %s does not see the folder %s: choose an --out that all machines share"
          .formatted(host(), directory);
    }
    List<String> whole = new ArrayList<>(command);
    if (!Files.isExecutable(Path.of(command.get(0)))) {
      whole.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }
    whole.add(directory);
    // a worker that is lost ends its runs, which others go on with
    whole.addAll(List.of("--end-with", String.valueOf(ProcessHandle.current().pid())));
    ProcessBuilder builder =
        new ProcessBuilder(whole)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(new File(directory, "run.log")));
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      try {
        return "exit " + process.waitFor();
      } catch (InterruptedException e) {
        process.destroy();
        process.waitFor(MOST_SECONDS_TO_STOP, TimeUnit.SECONDS);
        throw e;
      }
    } catch (IOException e) {
      return "failed the worker on %s cannot begin it: %s".formatted(host(), e.getMessage());
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException unknown) {
      return "an unknown machine";
    }
  }
}
