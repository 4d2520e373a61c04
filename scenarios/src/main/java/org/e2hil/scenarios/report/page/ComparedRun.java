package org.e2hil.scenarios.report.page;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.e2hil.scenarios.report.RecordedTable;
import org.e2hil.scenarios.report.RecordingException;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.Summary;

/** A run with all that its figures are drawn from, read once. */
final class ComparedRun {

  private final Path path;
  private final Summary summary;
  private final Map<RunFile, RecordedTable> tables = new EnumMap<>(RunFile.class);
  private final Map<RunFile, String> damages = new EnumMap<>(RunFile.class);

  private ComparedRun(Path path, Summary summary) {
    this.path = path;
    this.summary = summary;
  }

  /**
   * Reads a run.
   *
   * @return empty if it has recorded nothing yet
   * @throws RecordingException if there is no run
   */
  static Optional<ComparedRun> open(Path path) {
    RunDirectory directory = RunDirectory.find(path);
    Optional<Summary> summary = Summary.find(directory);
    if (summary.isEmpty()) {
      return Optional.empty();
    }
    ComparedRun run = new ComparedRun(directory.path(), summary.get());
    for (RunFile file : RunFile.values()) {
      if (Files.exists(directory.path().resolve(file.path()))) {
        try {
          run.tables.put(file, file.read(directory));
        } catch (RecordingException e) {
          run.damages.put(file, e.getMessage());
        }
      }
    }
    return Optional.of(run);
  }

  /** The directory, as it was named. */
  Path path() {
    return path;
  }

  Summary summary() {
    return summary;
  }

  /** The scenario's name and the seed. */
  String label() {
    return summary.scenario() + ", seed " + seed();
  }

  long seed() {
    return summary.seeds().get(0);
  }

  /** A table, if the run has it, undamaged and with at least one row. */
  Optional<RecordedTable> table(RunFile file) {
    return Optional.ofNullable(tables.get(file)).filter(table -> table.rows() > 0);
  }

  /** Whether there is such a table, be it good or bad. */
  boolean has(RunFile file) {
    return tables.containsKey(file) || damages.containsKey(file);
  }

  /** Why {@link #table} is empty though there is such a table, as the end of a sentence. */
  String whyNot(RunFile file) {
    return damages.getOrDefault(file, path.resolve(file.path()) + " has no rows yet");
  }

  /** What to tell of tables that could be read though something is missing in them. */
  List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (!summary.isTimed()) {
      remarks.add(
          "How long %s took is unknown: its summary.json was lost, and is from the tables."
              .formatted(path));
    }
    tables.values().forEach(table -> table.remark().ifPresent(remarks::add));
    return remarks;
  }
}
