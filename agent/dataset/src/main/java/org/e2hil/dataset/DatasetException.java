package org.e2hil.dataset;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import org.apiguardian.api.API;

/** A dataset that cannot be read or written. The message is one sentence for a person. */
@API(status = API.Status.EXPERIMENTAL)
public final class DatasetException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Says what is wrong. */
  public DatasetException(String message) {
    super(message);
  }

  /** Says what is wrong, and what it came from. */
  public DatasetException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Says what failed, and why in one line. */
  static DatasetException of(String what, Exception e) {
    String why =
        e instanceof SQLException sql
            ? Duck.reason(sql)
            : e instanceof AccessDeniedException denied
                ? denied.getFile() + " may not be written"
                : e instanceof FileSystemException file && file.getReason() != null
                    ? file.getFile() + ": " + file.getReason()
                    : String.valueOf(e.getMessage());
    return new DatasetException(what + ": " + why, e);
  }
}
