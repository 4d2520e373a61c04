package org.e2hil.scenarios.cli;

import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.e2hil.scenarios.report.RecordingException;

/** What to tell a person of a failure: its own sentence, or a better one where it has none. */
final class Sentence {

  private Sentence() {}

  static String of(Throwable failure) {
    Throwable told = failure instanceof UncheckedIOException ? failure.getCause() : failure;
    if (told instanceof FileSystemException file) {
      return file.getFile() + ": " + RecordingException.reason(file);
    } else if (told instanceof OutOfMemoryError) {
      return "the memory is exhausted; give Java more with E2HIL_JAVA_OPTIONS=-Xmx4g";
    }
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? "an unexpected " + failure.getClass().getSimpleName() + "; --stacktrace shows where"
        : message;
  }
}
