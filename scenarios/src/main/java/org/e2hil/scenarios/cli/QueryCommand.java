package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.e2hil.dataset.RecordedQuery;
import org.e2hil.scenarios.report.CsvLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Questions about datasets and runs. */
@Command(
    name = "query",
    description = {
      "Ask datasets, runs and experiments a question in SQL; they are not changed.",
      "Datasets have the tables episodes and frames, runs have metrics, evaluations and"
          + " interventions, experiments have runs and evaluations; in each the column run is the"
          + " name of the directory."
    })
final class QueryCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "SELECT",
      description = "Such as \"select * from episodes where not aided and success\".")
  private String select;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "RUN|DATASET|EXPERIMENT",
      description = "Directories of runs, datasets and experiments.")
  private List<Path> places;

  @Option(names = "--csv", description = "Print as CSV.")
  private boolean csv;

  @Option(
      names = "--parquet",
      paramLabel = "FILE",
      description = "Write the answer to this Parquet file, which there must not be yet.")
  private Optional<Path> parquet = Optional.empty();

  @Override
  public void run() {
    if (parquet.isPresent()) {
      RecordedQuery.save(select, places, parquet.get());
      return;
    }
    RecordedQuery.Answer answer = RecordedQuery.ask(select, places);
    PrintWriter out = spec.commandLine().getOut();
    if (csv) {
      out.println(CsvLine.of(answer.columns()));
      answer.rows().forEach(row -> out.println(CsvLine.of(row)));
    } else {
      Table table = new Table().row(answer.columns().toArray(String[]::new));
      answer.rows().forEach(row -> table.row(row.toArray(String[]::new)));
      out.print(table);
    }
    out.flush();
  }
}
