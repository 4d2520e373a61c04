package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.ServiceConfigurationError;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What every command has in common: how it speaks, and how it says what went wrong. */
class MainTest {

  private final Locale locale = Locale.getDefault();

  @AfterEach
  void restore() {
    Locale.setDefault(locale);
  }

  /** A command in which the virtual machine itself fails. */
  @Command(name = "broken")
  private static final class Broken implements Runnable {

    private final Supplier<Error> failure;

    Broken(Supplier<Error> failure) {
      this.failure = failure;
    }

    @Override
    public void run() {
      throw failure.get();
    }
  }

  private static String said(Supplier<Error> failure) {
    StringWriter err = new StringWriter();
    int code = Main.run(new CommandLine(new Broken(failure)).setErr(new PrintWriter(err)));
    assertThat(code).isEqualTo(1);
    assertThat(err.toString().strip().lines()).hasSize(1);
    return err.toString();
  }

  @Test
  void anErrorOfTheVirtualMachineIsOneSentence() {
    assertThat(said(() -> new OutOfMemoryError("Java heap space")))
        .startsWith("e2hil: the memory is exhausted")
        .contains("E2HIL_JAVA_OPTIONS");
    assertThat(said(() -> new UnsatisfiedLinkError("failed to map segment\nand more")))
        .contains("a native library cannot be loaded: failed to map segment;", "cachedir=DIR")
        .doesNotContain("and more");
    assertThat(
            said(
                () ->
                    new ExceptionInInitializerError(
                        new IllegalStateException("the scenes are not in the jar"))))
        .isEqualTo("e2hil: the scenes are not in the jar" + System.lineSeparator());
  }

  @Test
  void aBrokenJarOfOnesOwnIsOneSentenceAndSoIsAnyOtherError() {
    assertThat(
            said(
                () ->
                    new ServiceConfigurationError(
                        "org.e2hil.agent.task.TaskProvider: Provider mine.Task not found")))
        .startsWith("e2hil: a jar on the class path is broken:")
        .contains("mine.Task", "E2HIL_CLASSPATH");
    assertThat(said(() -> new AssertionError("two and two are five")))
        .isEqualTo("e2hil: two and two are five" + System.lineSeparator());
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "tr-TR", "ar-EG-u-nu-arab", "de-DE"})
  void numbersAndLettersAreTheSameInEveryLocale(String language) {
    Locale.setDefault(Locale.forLanguageTag(language));

    assertThat(
            Called.e2hil("validate", "pick-banana", "--set", "training.steps=12345").done().out())
        .contains("pick-banana on sim-a1x, 12,345 steps.");
  }
}
