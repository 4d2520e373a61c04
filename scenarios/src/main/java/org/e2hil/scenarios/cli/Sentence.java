package org.e2hil.scenarios.cli;

import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.e2hil.scenarios.report.RecordingException;

/** What to tell a person of a failure: its own sentence, or a better one where it has none. */
final class Sentence {

  private Sentence() {}

  static String of(Throwable failure) {
    Throwable told = told(failure);
    if (told instanceof FileSystemException file) {
      return file.getFile() + ": " + RecordingException.reason(file);
    } else if (told instanceof OutOfMemoryError) {
      return "the memory is exhausted; give Java more with E2HIL_JAVA_OPTIONS=-Xmx4g";
    }
    String message = told.getMessage();
    if (message == null || message.isBlank()) {
      return "an unexpected " + told.getClass().getSimpleName() + "; --stacktrace shows where";
    }
    return told instanceof UnsatisfiedLinkError
        ? "a native library cannot be loaded: %s; E2HiL runs on Linux on x86-64, and the folder of its libraries must allow programs (another one: E2HIL_JAVA_OPTIONS=-Dorg.bytedeco.javacpp.cachedir=DIR)"
            .formatted(message.lines().findFirst().orElse(message))
        : message;
  }

  /** What lies behind it, where it has no sentence of its own. */
  private static Throwable told(Throwable failure) {
    boolean wraps =
        failure instanceof UncheckedIOException || failure instanceof ExceptionInInitializerError;
    return wraps && failure.getCause() != null ? told(failure.getCause()) : failure;
  }
}
