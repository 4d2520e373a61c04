package org.e2hil.agent.training;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apiguardian.api.API;

/**
 * Episodes on disk, each durable once {@link #append} returns: a killed process loses the running
 * episode at most. Layout: for every episode a word that names its format, the length and the
 * CRC-32C of what follows. What was measured is stored without loss, pictures included, and what
 * the world drew behind it. A file may hold episodes of several formats.
 */
@API(status = API.Status.INTERNAL)
public final class EpisodeFile implements AutoCloseable {

  private static final int HEADER_BYTES = 12;

  private final FileChannel channel;

  private EpisodeFile(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Opens a file to add to its end, and makes it where it is missing. What stands behind a torn or
   * damaged episode is cut off first, see {@link #bytes}: there nothing could be read.
   *
   * @throws IllegalArgumentException if it is a file of another kind
   */
  public static EpisodeFile append(Path file) {
    return append(file, Integer.MAX_VALUE);
  }

  /**
   * Opens a file to go on after its first episodes: all behind them, see {@link #bytes}, is cut
   * off.
   *
   * @param episodes how many at most to keep
   * @throws IllegalArgumentException if it is a file of another kind
   */
  public static EpisodeFile append(Path file, int episodes) {
    try {
      long whole = Files.exists(file) ? whole(file, episodes) : 0;
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.truncate(whole).position(whole);
      return new EpisodeFile(channel);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write episodes to " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Tells how many bytes of a file {@link #append(Path, int)} keeps: those of its first episodes up
   * to a torn or damaged one. A file that is larger should be copied before it is cut.
   *
   * @param episodes how many at most to keep
   * @throws IllegalArgumentException if it is a file of another kind
   */
  public static long bytes(Path file, int episodes) {
    try {
      return whole(file, episodes);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read the episodes of " + file + ": " + e.getMessage(), e);
    }
  }

  /** Bytes up to the end of the last whole episode, or of as many as are wanted. */
  private static long whole(Path file, int episodes) throws IOException {
    if (!isOurs(file)) {
      throw new IllegalArgumentException(
          file + " is not an episode file, so nothing is written to it; give another name");
    }
    try (Blocks blocks = new Blocks(file)) {
      int kept = 0;
      while (kept < episodes && blocks.next()) {
        kept++;
      }
      return blocks.end();
    }
  }

  /** True if it begins as an episode file does, even if it was torn within the first word. */
  private static boolean isOurs(Path file) throws IOException {
    byte[] begun;
    try (InputStream in = Files.newInputStream(file)) {
      begun = in.readNBytes(Integer.BYTES);
    }
    return Arrays.stream(EpisodeFormat.values())
        .map(format -> ByteBuffer.allocate(Integer.BYTES).putInt(format.magic()).array())
        .anyMatch(word -> Arrays.equals(begun, Arrays.copyOf(word, begun.length)));
  }

  /** Adds one episode and waits until it is on the disk. */
  public void append(Episode episode) {
    try {
      long begin = channel.position();
      byte[] body = EpisodeFormat.encode(episode);
      CRC32C crc = new CRC32C();
      crc.update(body);
      ByteBuffer block = ByteBuffer.allocate(HEADER_BYTES + body.length);
      block
          .putInt(EpisodeFormat.LAST.magic())
          .putInt(body.length)
          .putInt((int) crc.getValue())
          .put(body)
          .flip();
      try {
        while (block.hasRemaining()) {
          channel.write(block);
        }
      } catch (IOException e) {
        // half an episode would hide all that follow once the disk has room again
        channel.truncate(begin);
        throw e;
      }
      channel.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot record an episode: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the episode file: " + e.getMessage(), e);
    }
  }

  /**
   * Reads every whole episode. A damaged or torn end, as a killed process leaves it, is left out.
   *
   * @throws IllegalArgumentException if the file holds no whole episode at all
   */
  public static List<Episode> read(Path file) {
    try (Blocks blocks = new Blocks(file)) {
      List<Episode> episodes = new ArrayList<>();
      while (blocks.next()) {
        episodes.add(blocks.episode());
      }
      if (episodes.isEmpty()) {
        throw new IllegalArgumentException(
            file + " holds no whole episode: it is not an episode file, or was cut off early");
      }
      return episodes;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read the episodes of " + file + ": " + e.getMessage(), e);
    }
  }

  /** How many whole episodes a file holds. */
  public static int count(Path file) {
    try (Blocks blocks = new Blocks(file)) {
      int episodes = 0;
      while (blocks.next()) {
        episodes++;
      }
      return episodes;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read the episodes of " + file + ": " + e.getMessage(), e);
    }
  }

  /** The whole blocks of a file, one after the other, up to its end or where it is torn. */
  private static final class Blocks implements AutoCloseable {

    private final long size;
    private final DataInputStream in;
    private EpisodeFormat format = EpisodeFormat.LAST;
    private byte[] body = new byte[0];
    private long end;

    Blocks(Path file) throws IOException {
      size = Files.size(file);
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
    }

    /** Reads one more, false where there is none. */
    boolean next() throws IOException {
      if (size - end < HEADER_BYTES) {
        return false;
      }
      Optional<EpisodeFormat> begun = format(in.readInt());
      int length = in.readInt();
      int crc = in.readInt();
      // before so much room is made: a damaged length may say anything
      if (begun.isEmpty() || length < 0 || length > size - end - HEADER_BYTES) {
        return false;
      }
      format = begun.get();
      body = new byte[length];
      in.readFully(body);
      CRC32C actual = new CRC32C();
      actual.update(body);
      if ((int) actual.getValue() != crc) {
        return false;
      }
      end += HEADER_BYTES + length;
      return true;
    }

    private static Optional<EpisodeFormat> format(int magic) {
      return Arrays.stream(EpisodeFormat.values())
          .filter(known -> known.magic() == magic)
          .findFirst();
    }

    /** What the last one holds. */
    Episode episode() throws IOException {
      return format.decode(body);
    }

    /** Bytes up to its end. */
    long end() {
      return end;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
