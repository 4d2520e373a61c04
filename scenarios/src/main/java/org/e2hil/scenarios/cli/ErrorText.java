package org.e2hil.scenarios.cli;

import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.stream.Stream;
import org.e2hil.agent.network.VectorApi;
import org.e2hil.agent.system.SupportedSystem;
import org.e2hil.scenarios.report.RecordingException;

/** What to tell a person of a failure: its own sentence, or a better one where it has none. */
final class ErrorText {

  /** The package of Java's Vector API, in the names of classes that were not found. */
  private static final String VECTORS = "jdk/incubator/vector";

  private ErrorText() {}

  static String of(Throwable failure) {
    return first(failure, OutOfMemoryError.class)
        .map(ErrorText::memory)
        .or(() -> first(failure, UnsatisfiedLinkError.class).map(ErrorText::library))
        .or(() -> first(failure, NoClassDefFoundError.class).flatMap(ErrorText::missing))
        .or(() -> first(failure, ServiceConfigurationError.class).map(ErrorText::broken))
        .orElseGet(() -> ownOf(failure));
  }

  /** Errors of the virtual machine may lie behind whatever was made of them on their way. */
  private static <T> Optional<T> first(Throwable failure, Class<T> type) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }

  private static String memory(OutOfMemoryError failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("thread")
        ? "this machine allows no more threads; ask for fewer with agent.threads, or raise the limit (ulimit -u)"
        : "the memory is exhausted; give Java more with E2HIL_JAVA_OPTIONS=-Xmx4g, or ask for less";
  }

  private static String library(UnsatisfiedLinkError failure) {
    if (!SupportedSystem.isThisOne()) {
      return SupportedSystem.sentence();
    }
    String message = String.valueOf(failure.getMessage()).strip();
    return "a native library cannot be loaded: %s; the folder of the libraries must allow programs to run (another one: E2HIL_JAVA_OPTIONS=-Dorg.bytedeco.javacpp.cachedir=DIR), and the system must have glibc"
        .formatted(message.lines().findFirst().orElse("no reason is given"));
  }

  private static Optional<String> missing(NoClassDefFoundError failure) {
    if (String.valueOf(failure.getMessage()).contains(VECTORS)) {
      return Optional.of(VectorApi.sentence());
    }
    // a class that has failed before says only its name from then on
    return SupportedSystem.isThisOne() ? Optional.empty() : Optional.of(SupportedSystem.sentence());
  }

  /** What a jar provides is looked up by the names that it lists. */
  private static String broken(ServiceConfigurationError failure) {
    Throwable cause = failure.getCause();
    return "a jar on the class path is broken: %s%s; mend it, or take it out of E2HIL_CLASSPATH"
        .formatted(String.valueOf(failure.getMessage()).strip(), cause == null ? "" : ": " + cause);
  }

  private static String ownOf(Throwable failure) {
    Throwable told = told(failure);
    if (told instanceof FileSystemException file) {
      return file.getFile() + ": " + RecordingException.reason(file);
    }
    String message = told.getMessage();
    return message == null || message.isBlank()
        ? "an unexpected " + told.getClass().getSimpleName() + "; --stacktrace shows where"
        : message;
  }

  /** What lies behind it, where it has no sentence of its own. */
  private static Throwable told(Throwable failure) {
    boolean wraps =
        failure instanceof UncheckedIOException || failure instanceof ExceptionInInitializerError;
    return wraps && failure.getCause() != null ? told(failure.getCause()) : failure;
  }
}
