package org.e2hil.agent.training;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.apiguardian.api.API;
import org.e2hil.agent.state.StateReader;
import org.e2hil.agent.state.StateWriter;

/**
 * A run's whole state in one file that is replaced atomically: written beside, forced to the disk,
 * then renamed. Whatever moment a process is killed at, the last whole checkpoint stands. A CRC at
 * the end tells a damaged file from a good one, a fingerprint a foreign one.
 */
@API(status = API.Status.INTERNAL)
public final class Checkpoint {

  /** The file's name in a run directory. */
  public static final String FILE_NAME = "checkpoint.e2hil";

  private static final byte[] MAGIC = {'E', '2', 'H', 'I', 'L', 'C', 'P', '4'};

  private Checkpoint() {}

  /** Writes the sections of a checkpoint. */
  @FunctionalInterface
  public interface Writer {
    /** Adds all sections. */
    void write(StateWriter out) throws IOException;
  }

  /** Reads the sections of a checkpoint. */
  @FunctionalInterface
  public interface Reader {
    /** Takes over the sections that it needs. */
    void read(StateReader in) throws IOException;
  }

  /**
   * Writes a checkpoint in the place of the last one.
   *
   * @param fingerprint of what the run learns and from what; a checkpoint only fits its own
   * @throws CheckpointException if it cannot be written; the last one then still stands
   */
  public static void write(Path file, String fingerprint, Writer state) {
    write(file, fingerprint, new StateWriter(), state);
  }

  /** {@link #write(Path, String, Writer)} with sections that were collected before. */
  static void write(Path file, String fingerprint, StateWriter sections, Writer state) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      replace(file, fresh, fingerprint, sections, state);
    } catch (AtomicMoveNotSupportedException e) {
      throw new CheckpointException(
          "the file system of " + file + " cannot replace a file atomically; use another disk", e);
    } catch (IOException e) {
      throw new CheckpointException(
          "cannot write the checkpoint %s: %s; the last checkpoint still stands"
              .formatted(file, e.getMessage()),
          e);
    } finally {
      // half a checkpoint would take the room on a full disk that a whole one needs
      deleteQuietly(fresh);
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // what was wrong with writing it is told already
      return;
    }
  }

  private static void replace(
      Path file, Path fresh, String fingerprint, StateWriter sections, Writer state)
      throws IOException {
    state.write(sections);
    CRC32C crc = new CRC32C();
    try (OutputStream raw = new BufferedOutputStream(Files.newOutputStream(fresh), 1 << 16);
        DataOutputStream out = new DataOutputStream(new CheckedOutputStream(raw, crc))) {
      out.write(MAGIC);
      out.writeUTF(fingerprint);
      sections.writeTo(out);
      out.flush();
      out.writeInt((int) crc.getValue());
    }
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Reads a checkpoint.
   *
   * @throws CheckpointException if it is missing, damaged or foreign
   */
  public static void read(Path file, String fingerprint, Reader state) {
    read(
        file,
        found -> {
          if (!found.equals(fingerprint)) {
            throw new CheckpointException(
                "%s belongs to another run: it was made for %s, but this is %s"
                    .formatted(file, found, fingerprint));
          }
        },
        state);
  }

  /**
   * Reads a checkpoint of whatever run.
   *
   * @param state need not read all sections
   * @throws CheckpointException if it is missing or damaged
   */
  public static void readAny(Path file, Reader state) {
    read(file, found -> {}, state);
  }

  private static void read(Path file, Consumer<String> fingerprint, Reader state) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length < MAGIC.length + Integer.BYTES
          || !Arrays.equals(Arrays.copyOf(bytes, MAGIC.length), MAGIC)) {
        throw new CheckpointException(
            file + " is not a checkpoint of E2HiL, or of another version");
      }
      int end = bytes.length - Integer.BYTES;
      CRC32C crc = new CRC32C();
      crc.update(bytes, 0, end);
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, end));
      DataInputStream tail =
          new DataInputStream(new ByteArrayInputStream(bytes, end, Integer.BYTES));
      if (tail.readInt() != (int) crc.getValue()) {
        throw new CheckpointException(
            file
                + " is damaged: its check sum does not fit; restore it from a copy or train again");
      }
      in.skipBytes(MAGIC.length);
      fingerprint.accept(in.readUTF());
      state.read(StateReader.of(in));
    } catch (NoSuchFileException e) {
      throw new CheckpointException(
          "there is no checkpoint " + file + "; was the run stopped before its first one?", e);
    } catch (EOFException e) {
      throw new CheckpointException(file + " ends early: it does not fit this version", e);
    } catch (IOException e) {
      throw new CheckpointException(
          "cannot read the checkpoint %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
