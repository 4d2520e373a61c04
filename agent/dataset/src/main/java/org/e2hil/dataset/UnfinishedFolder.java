package org.e2hil.dataset;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A dataset that gets its name only when all of it is there. Until then it grows in a hidden folder
 * beside it, and what a killed process left there is deleted by the next with the same name. One
 * process at a time.
 */
final class UnfinishedFolder implements AutoCloseable {

  private final Path out;
  private final Path hidden;
  private final FileChannel lock;

  private UnfinishedFolder(Path out, Path hidden, FileChannel lock) {
    this.out = out;
    this.hidden = hidden;
    this.lock = lock;
  }

  /**
   * Begins one.
   *
   * @param out which there must not be, or be an empty folder
   */
  static UnfinishedFolder of(Path out) throws IOException {
    requireEmpty(out);
    Path target = out.toAbsolutePath().normalize();
    Path hidden = target.resolveSibling("." + target.getFileName() + ".unfinished");
    DurableFile.createFolders(hidden);
    FileChannel lock = FolderLock.take(hidden);
    UnfinishedFolder folder = new UnfinishedFolder(target, hidden, lock);
    try {
      delete(folder.path());
      return folder;
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  private static void requireEmpty(Path out) throws IOException {
    if (Files.exists(out) && !Files.isDirectory(out)) {
      throw new DatasetException(out + " is a file; a dataset is a folder, give another name");
    }
    if (Files.isDirectory(out)) {
      try (Stream<Path> there = Files.list(out)) {
        if (there.findAny().isPresent()) {
          throw new DatasetException(out + " is not empty; give the name of a new folder");
        }
      }
    }
  }

  /** Where it grows; not there yet. */
  Path path() {
    return hidden.resolve("dataset");
  }

  /** Gives it its name, of which nothing is replaced but an empty folder. */
  void finish() throws IOException {
    requireEmpty(out);
    DurableFile.rename(path(), out);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Deletes what did not get its name. */
  @Override
  public void close() throws IOException {
    try (lock) {
      delete(hidden);
    }
  }
}
