package org.e2hil.scenarios.report.page;

/** A table of a run is not what it should be; the message says where, and what is wrong there. */
final class DamagedTableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DamagedTableException(String message) {
    super(message);
  }
}
