package org.e2hil.scenarios.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.apiguardian.api.API;

/** What a run does cannot be recorded, or a record cannot be read. */
@API(status = API.Status.EXPERIMENTAL)
public final class RecordingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With one sentence that says what cannot be done, and why. */
  public RecordingException(String message) {
    super(message);
  }

  /** With such a sentence and what lies behind it. */
  public RecordingException(String message, Throwable cause) {
    super(message, cause);
  }

  public static RecordingException of(Path file, IOException cause) {
    return new RecordingException(
        "cannot write %s: %s; what was recorded before stays readable"
            .formatted(file, reason(cause)),
        cause);
  }

  /** Why the file system refused, in a few words. */
  public static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "there is no such file or folder";
    } else if (cause instanceof AccessDeniedException) {
      return "this user may not read or write there";
    } else if (cause instanceof FileAlreadyExistsException) {
      return "there is already something of that name";
    } else if (cause instanceof NotDirectoryException) {
      return "it is not a folder";
    } else if (cause instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    return cause.getMessage();
  }
}
