package org.e2hil.scenarios.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.link.PseudoTerminal;

/**
 * The command line in a process of its own, at a terminal of its own, where somebody says yes to
 * whatever is asked, but perhaps not to letting the arm go limp.
 */
final class TerminalProgram implements AutoCloseable {

  private static final long PATIENCE_NANOS = 180_000_000_000L;
  private static final long LOOK_NANOS = 20_000_000;
  private static final String QUESTION = "[y/n]";

  private final Clock clock = Clock.system();
  private final PseudoTerminal terminal;
  private final Process process;
  private final boolean maySupport;
  private final Thread person;
  private final StringBuffer screen = new StringBuffer();
  private volatile boolean closed;

  private TerminalProgram(PseudoTerminal terminal, Process process, boolean maySupport) {
    this.terminal = terminal;
    this.process = process;
    this.maySupport = maySupport;
    person = new Thread(this::watch, "person");
    person.setDaemon(true);
    person.start();
  }

  /**
   * Starts it.
   *
   * @param maySupport whether somebody supports the arm, so that it may go limp
   */
  static TerminalProgram start(boolean maySupport, String... arguments) throws IOException {
    return start(maySupport, Map.of(), arguments);
  }

  /**
   * Starts it with further variables of the environment.
   *
   * @param maySupport whether somebody supports the arm, so that it may go limp
   */
  static TerminalProgram start(
      boolean maySupport, Map<String, String> environment, String... arguments) throws IOException {
    PseudoTerminal terminal = PseudoTerminal.open(Clock.system());
    List<String> command =
        new ArrayList<>(
            List.of(
                // a build in the background may have been told not to hear of Ctrl-C
                "env",
                "--default-signal=INT",
                java.nio.file.Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(Arrays.asList(arguments));
    File file = new File(terminal.path());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(file)
            .redirectOutput(file)
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    return new TerminalProgram(terminal, builder.start(), maySupport);
  }

  private void watch() {
    byte[] bytes = new byte[4096];
    int answered = 0;
    while (!closed) {
      int count = terminal.read(bytes, clock.nanoTime() + LOOK_NANOS);
      screen.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
      int asked = screen.indexOf(QUESTION, answered);
      if (asked >= 0) {
        boolean limp = screen.substring(answered, asked).contains("go limp");
        answered = asked + QUESTION.length();
        terminal.write(new byte[] {(byte) (limp && !maySupport ? 'n' : 'y')}, 1);
      }
    }
  }

  /** Types a key. */
  void type(String key) {
    terminal.write(key.getBytes(StandardCharsets.UTF_8), key.length());
  }

  /** All that it has shown. */
  String screen() {
    return screen.toString();
  }

  /** Waits until something is so, while the program runs. */
  void await(String what, BooleanSupplier holds) throws InterruptedException {
    long limit = clock.nanoTime() + PATIENCE_NANOS;
    while (!holds.getAsBoolean()) {
      if (!process.isAlive() || limit - clock.nanoTime() < 0) {
        throw new AssertionError(
            "it never came to this: %s; the program showed:%n%s".formatted(what, screen));
      }
      clock.sleepUntil(clock.nanoTime() + LOOK_NANOS);
    }
  }

  /** Sends a signal, such as {@code INT}. */
  void signal(String name) throws IOException, InterruptedException {
    int sent =
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
    if (sent != 0) {
      throw new AssertionError("the signal " + name + " could not be sent");
    }
  }

  /** Waits for its end, and for what it has shown until then. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS)) {
      throw new AssertionError("it never ended; it showed:\n" + screen);
    }
    closed = true;
    person.join();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    closed = true;
    boolean interrupted = false;
    try {
      person.join();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    terminal.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
