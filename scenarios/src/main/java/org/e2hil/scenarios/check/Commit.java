package org.e2hil.scenarios.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which source is being tested. */
final class Commit {

  private static final Logger LOG = LoggerFactory.getLogger(Commit.class);

  private static final List<String> COMMAND =
      List.of("git", "describe", "--always", "--dirty", "--abbrev=12");

  private Commit() {}

  /** The commit of the working directory, {@code -dirty} where files differ; else "unknown". */
  static String current() {
    try {
      Process git =
          new ProcessBuilder(COMMAND).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      boolean done = git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0;
      return done && !said.isEmpty() ? said : "unknown";
    } catch (IOException e) {
      LOG.debug("The commit is unknown", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "unknown";
  }
}
