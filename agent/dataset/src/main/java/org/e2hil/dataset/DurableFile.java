package org.e2hil.dataset;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is there as a whole or not at all, whenever the process is killed or the power fails.
 */
final class DurableFile {

  /** No reader's pattern matches it: those end in .parquet, .json or .mp4. */
  static final String TEMPORARY = ".new";

  private DurableFile() {}

  /** Writes a file that has no name yet. */
  @FunctionalInterface
  interface Content {
    void write(Path temporary) throws IOException;
  }

  /** Writes a file and returns once it is on the disk under its name. */
  static void write(Path file, Content content) throws IOException {
    createFolders(file.toAbsolutePath().getParent());
    Path temporary = file.resolveSibling(file.getFileName() + TEMPORARY);
    try {
      content.write(temporary);
      // the name must not reach the disk before the content does
      force(temporary, StandardOpenOption.WRITE);
      rename(temporary, file);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Gives a file or folder another name at once, and returns when that is on the disk. A file or an
   * empty folder of that name is replaced.
   */
  static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    force(to.toAbsolutePath().getParent(), StandardOpenOption.READ);
  }

  /** Makes a folder and those above it, and returns once their names are on the disk. */
  static void createFolders(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath();
    if (!Files.isDirectory(absolute)) {
      createFolders(absolute.getParent());
      Files.createDirectory(absolute);
      force(absolute.getParent(), StandardOpenOption.READ);
    }
  }

  private static void force(Path path, StandardOpenOption access) throws IOException {
    try (FileChannel channel = FileChannel.open(path, access)) {
      channel.force(true);
    }
  }
}
