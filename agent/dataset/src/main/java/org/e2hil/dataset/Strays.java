package org.e2hil.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Files of a dataset that no whole episode needs. LeRobot reads every Parquet file in the folders,
 * so that they must not stay; they are moved and not deleted, for they may be all that is left of
 * something.
 */
final class Strays {

  private final Layout layout;
  private final WholeEpisodes whole;

  Strays(Layout layout, WholeEpisodes whole) {
    this.layout = layout;
    this.whole = whole;
  }

  /** The files, frames first. */
  List<Path> files() {
    Set<Path> needed = new HashSet<>();
    for (EpisodeRow row : whole.rows()) {
      needed.addAll(row.files());
      needed.add(row.file());
    }
    List<Path> strays = new ArrayList<>(layout.dataFiles());
    strays.addAll(layout.videoFiles());
    strays.addAll(layout.episodeFiles());
    strays.removeIf(needed::contains);
    return strays;
  }

  /**
   * What was moved.
   *
   * @param files how many
   * @param to the folder that they are in now, in the folders that they were in
   */
  record Moved(int files, Path to) {}

  /** Moves them into a new folder below {@code left-out}; empty where there was none. */
  Optional<Moved> moveAside() throws IOException {
    List<Path> strays = files();
    if (strays.isEmpty()) {
      return Optional.empty();
    }
    Path aside = free();
    for (Path stray : strays) {
      Path target = aside.resolve(layout.root().relativize(stray));
      DurableFile.createFolders(target.getParent());
      Files.move(stray, target);
    }
    return Optional.of(new Moved(strays.size(), aside));
  }

  private Path free() {
    for (int number = 0; ; number++) {
      Path aside = layout.root().resolve("left-out").resolve(Integer.toString(number));
      if (!Files.exists(aside)) {
        return aside;
      }
    }
  }
}
