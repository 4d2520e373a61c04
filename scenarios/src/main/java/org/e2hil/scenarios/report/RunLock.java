package org.e2hil.scenarios.report;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apiguardian.api.API;

/**
 * Keeps a second training out of a run directory, where the two would overwrite each other's
 * checkpoints. The system lets go of it when the process ends, in whatever way.
 */
@API(status = API.Status.INTERNAL)
public final class RunLock implements AutoCloseable {

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the directory for this training.
   *
   * @throws RecordingException if another training writes to it, or it cannot be written
   */
  public static RunLock take(RunDirectory run) {
    Path file = file(run);
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isTaken(channel)) {
        channel.close();
        throw new RecordingException(
            run.path()
                + " is being written by another training that still runs; end that one first, or"
                + " choose another --out");
      }
      return new RunLock(channel);
    } catch (IOException e) {
      throw RecordingException.of(file, e);
    }
  }

  /**
   * Takes a directory for a short while, once nobody else has it.
   *
   * @throws RecordingException if it cannot be written
   */
  public static RunLock await(RunDirectory directory) {
    Path file = file(directory);
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.lock();
      return new RunLock(channel);
    } catch (IOException e) {
      throw RecordingException.of(file, e);
    }
  }

  /**
   * Whether another training writes to the directory.
   *
   * @throws RecordingException if that cannot be known
   */
  public static boolean isTaken(RunDirectory run) {
    Path file = file(run);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      return isTaken(channel);
    } catch (IOException e) {
      throw RecordingException.of(file, e);
    }
  }

  private static Path file(RunDirectory run) {
    return run.path().resolve(".lock");
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  /** Lets others write to the directory. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new RecordingException("cannot let go of the run directory: " + e.getMessage(), e);
    }
  }
}
