package org.e2hil.dataset;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One writer a folder. The system gives the lock back when the process ends, however it ends. */
final class FolderLock {

  static final String FILE = ".lock";

  private FolderLock() {}

  /**
   * Takes the lock, which is given back by closing.
   *
   * @throws DatasetException if another writer has it, of this process or not
   */
  static FileChannel take(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // of this process, and no less another writer
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new DatasetException(
        "another writer has the dataset %s open; wait until it is done".formatted(folder));
  }
}
