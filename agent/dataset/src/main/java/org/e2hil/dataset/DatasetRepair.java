package org.e2hil.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;

/**
 * Brings a dataset to its longest prefix of whole episodes, as a writer does that opens it. Killed
 * at any moment, it ends as it should when it is run again: files are moved before the totals are
 * written that no longer speak of them.
 */
@API(status = API.Status.INTERNAL)
public final class DatasetRepair {

  private DatasetRepair() {}

  /**
   * Repairs one. A dataset that is whole is only read.
   *
   * @return a sentence each for what was kept, left out and moved
   * @throws DatasetException if it is no dataset, of an older version, if another program wrote it
   *     and it is not whole, if another writer has it, or if it cannot be written to
   */
  public static List<String> of(Path folder) {
    Dataset dataset = Dataset.open(folder);
    dataset.requireNewest();
    boolean ours = dataset.spec().isPresent();
    boolean whole =
        ours
            ? DatasetCheck.of(folder).isEmpty()
            : dataset.leftOut().isEmpty()
                && new Strays(dataset.layout(), dataset.whole()).files().isEmpty();
    if (whole) {
      return List.of(
          "%s is whole with %s; nothing was changed."
              .formatted(folder, episodes(dataset.episodes())));
    }
    if (!ours) {
      throw new DatasetException(
          "the dataset %s was written by another program and is not whole, and only those of E2HiL are repaired; restore it from a copy"
              .formatted(folder));
    }
    List<String> said = new ArrayList<>();
    try (DatasetWriter writer = DatasetWriter.mend(folder, dataset.spec().get())) {
      writer.leftOut().ifPresent(sentence -> said.add(capital(sentence) + "."));
      said.add("%s kept.".formatted(kept(writer.episodes())));
      writer
          .moved()
          .ifPresent(
              moved ->
                  said.add(
                      "%d %s moved to %s."
                          .formatted(
                              moved.files(),
                              moved.files() == 1 ? "file was" : "files were",
                              moved.to())));
      said.add("meta/info.json, meta/stats.json and meta/tasks.parquet were written again.");
    }
    return said;
  }

  private static String kept(long count) {
    return episodes(count) + (count == 1 ? " is" : " are");
  }

  private static String episodes(long count) {
    return count == 1 ? "1 episode" : "%d episodes".formatted(count);
  }

  private static String capital(String sentence) {
    return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }
}
