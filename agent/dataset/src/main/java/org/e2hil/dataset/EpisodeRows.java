package org.e2hil.dataset;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Where the rows of a dataset's episodes come from. Each version of the format has its own; nothing
 * else needs to know where files lie.
 */
interface EpisodeRows {

  /** The files that hold rows, in the order in which LeRobot reads them. */
  List<Path> files();

  /** The rows of a file, in their order, as far as it can be read. */
  Found read(Duck duck, Path file);

  /**
   * The rows of these files as a table in SQL, with the columns {@code episode_index}, {@code
   * length} and whatever else they have.
   *
   * @param files some of {@link #files}, at least one
   */
  String table(Collection<Path> files);

  /**
   * What a file holds.
   *
   * @param rows up to the first that is damaged
   * @param flaw why there are no more, as a part of a sentence; empty where all were read
   */
  record Found(List<EpisodeRow> rows, Optional<String> flaw) {

    /** Of a file that was read to its end. */
    static Found all(List<EpisodeRow> rows) {
      return new Found(rows, Optional.empty());
    }

    /** Of a file that cannot be read. */
    static Found nothing(String flaw) {
      return new Found(List.of(), Optional.of(flaw));
    }
  }
}
