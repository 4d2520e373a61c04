package org.e2hil.scenarios.joints;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** A recording of two short episodes, for tests in other packages. */
public final class ImportedRecording {

  private ImportedRecording() {}

  /** Writes it. */
  public static Path write(Path folder) throws IOException, SQLException {
    return recording().to(folder);
  }

  /** Writes it in version 2.1. */
  public static Path writeOlder(Path folder) throws IOException, SQLException {
    return recording().older().to(folder);
  }

  private static LeRobotRecording recording() {
    return new LeRobotRecording().with(LeRobotRecording.sweep(31)).with(LeRobotRecording.sweep(46));
  }
}
