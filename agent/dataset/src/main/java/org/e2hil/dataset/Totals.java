package org.e2hil.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** What a dataset says of all its episodes: the tasks, the statistics and info.json. */
final class Totals {

  /** How the metadata of pandas tells that the text of a task is the index of the table. */
  private static final String PANDAS =
      """
      {"index_columns": ["task"], "column_indexes": [{"name": null, "field_name": null, \
      "pandas_type": "unicode", "numpy_type": "object", "metadata": {"encoding": "UTF-8"}}], \
      "columns": [{"name": "task_index", "field_name": "task_index", "pandas_type": "int64", \
      "numpy_type": "int64", "metadata": null}, {"name": "task", "field_name": "task", \
      "pandas_type": "unicode", "numpy_type": "object", "metadata": null}], "attributes": {}, \
      "creator": {"library": "e2hil", "version": "1"}, "pandas_version": "2.2.3"}\
      """;

  private final Layout layout;
  private final DatasetSpec spec;
  private final Duck duck;
  private final TotalStatistics statistics = new TotalStatistics();

  Totals(Layout layout, DatasetSpec spec, Duck duck) {
    this.layout = layout;
    this.spec = spec;
    this.duck = duck;
  }

  /** Counts the next episode in. */
  void add(Map<Feature, Statistics> episode) {
    statistics.add(episode);
  }

  /** Counts stored episodes in, in their order. */
  void addStored(List<EpisodeRow> rows) throws SQLException {
    statistics.addStored(duck, spec, rows);
  }

  void writeTasks() throws IOException {
    String rows = "SELECT 0::BIGINT AS task_index, %s AS task".formatted(Duck.text(spec.task()));
    String how = "%s, KV_METADATA {pandas: %s}".formatted(FrameFile.PARQUET, Duck.text(PANDAS));
    DurableFile.write(
        layout.tasks(),
        Duck.asIo(to -> duck.execute("COPY (%s) TO %s (%s)".formatted(rows, Duck.file(to), how))));
  }

  /** These come last, so that they never announce what is not there. */
  void write(long episodes, long frames) throws IOException {
    DurableFile.write(layout.stats(), to -> Files.writeString(to, statistics.text()));
    DurableFile.write(
        layout.info(), to -> Files.writeString(to, DatasetInfo.of(spec, episodes, frames).text()));
  }
}
