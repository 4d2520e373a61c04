package org.e2hil.scenarios.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What to tell a person of a failure: its own sentence, or a better one where it has none. */
final class Sentence {

  private Sentence() {}

  static String of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FileSystemException file) {
        return file.getFile() + ": " + reason(file);
      } else if (cause instanceof OutOfMemoryError) {
        return "the memory is exhausted; give Java more with E2HIL_JAVA_OPTIONS=-Xmx4g";
      }
    }
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? "an unexpected " + failure.getClass().getSimpleName() + "; --stacktrace shows where"
        : message;
  }

  private static String reason(FileSystemException failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such file or folder";
    } else if (failure instanceof AccessDeniedException) {
      return "this user may not read or write there";
    } else if (failure instanceof FileAlreadyExistsException) {
      return "there is already something of that name";
    } else if (failure instanceof NotDirectoryException) {
      return "is not a folder";
    }
    return failure.getReason() == null ? "cannot be used" : failure.getReason();
  }
}
