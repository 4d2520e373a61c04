package org.e2hil.agent.training;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Ending;
import org.e2hil.agent.experience.Floats;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.experience.Transition;

/**
 * Episodes on disk, each durable once {@link #append} returns: a killed process loses the running
 * episode at most. Layout: for every episode a magic word, the length and the CRC-32C of what
 * follows. Observations are stored as measured, and what the world drew is stored behind them.
 */
public final class EpisodeFile implements AutoCloseable {

  private static final int MAGIC = 0xE2411E90;
  private static final int HEADER_BYTES = 12;

  private final FileChannel channel;

  private EpisodeFile(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Opens a file to add to its end, and makes it where it is missing. A torn end is cut off first:
   * behind it nothing could be read.
   *
   * @throws IllegalArgumentException if it is a file of another kind
   */
  public static EpisodeFile append(Path file) {
    return append(file, Integer.MAX_VALUE);
  }

  /**
   * Opens a file to go on after its first episodes: all behind them is cut off.
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

  /** Bytes up to the end of the last whole episode, or of as many as are wanted. */
  private static long whole(Path file, int episodes) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    byte[] magic = ByteBuffer.allocate(Integer.BYTES).putInt(MAGIC).array();
    int begun = Math.min(bytes.remaining(), magic.length);
    if (!Arrays.equals(bytes.array(), 0, begun, magic, 0, begun)) {
      throw new IllegalArgumentException(
          file + " is not an episode file, so nothing is written to it; give another name");
    }
    int whole = 0;
    for (int i = 0; i < episodes && nextBody(bytes).isPresent(); i++) {
      whole = bytes.position();
    }
    return whole;
  }

  /** Adds one episode and waits until it is on the disk. */
  public void append(Episode episode) {
    try {
      long begin = channel.position();
      byte[] body = encode(episode);
      CRC32C crc = new CRC32C();
      crc.update(body);
      ByteBuffer block = ByteBuffer.allocate(HEADER_BYTES + body.length);
      block.putInt(MAGIC).putInt(body.length).putInt((int) crc.getValue()).put(body).flip();
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
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      List<Episode> episodes = new ArrayList<>();
      for (var body = nextBody(bytes); body.isPresent(); body = nextBody(bytes)) {
        episodes.add(decode(body.get()));
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
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      int episodes = 0;
      while (nextBody(bytes).isPresent()) {
        episodes++;
      }
      return episodes;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read the episodes of " + file + ": " + e.getMessage(), e);
    }
  }

  /** The next whole episode, undecoded; empty at the end and where the file is torn. */
  private static Optional<byte[]> nextBody(ByteBuffer bytes) {
    if (bytes.remaining() < HEADER_BYTES || bytes.getInt() != MAGIC) {
      return Optional.empty();
    }
    int length = bytes.getInt();
    int crc = bytes.getInt();
    if (length < 0 || length > bytes.remaining()) {
      return Optional.empty();
    }
    byte[] body = new byte[length];
    bytes.get(body);
    CRC32C actual = new CRC32C();
    actual.update(body);
    return (int) actual.getValue() == crc ? Optional.of(body) : Optional.empty();
  }

  private static byte[] encode(Episode whole) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    List<Transition> episode = whole.transitions();
    int size = episode.isEmpty() ? 0 : episode.get(0).observationSize();
    out.writeInt(episode.size());
    out.writeInt(size);
    float[] row = new float[size];
    for (Transition transition : episode) {
      transition.observationInto(row, 0);
      Floats.write(out, row, size);
      transition.nextObservationInto(row, 0);
      Floats.write(out, row, size);
      write(out, transition.proposed());
      write(out, transition.chosen());
      write(out, transition.applied());
      out.writeByte(transition.source().ordinal());
      out.writeDouble(transition.reward());
      out.writeByte(transition.ending().kind().ordinal());
      out.writeUTF(transition.ending().reason());
    }
    out.writeInt(whole.parameters().size());
    for (Map.Entry<String, Double> parameter : whole.parameters().entrySet()) {
      out.writeUTF(parameter.getKey());
      out.writeDouble(parameter.getValue());
    }
    return bytes.toByteArray();
  }

  private static Episode decode(byte[] body) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
    int steps = in.readInt();
    int size = in.readInt();
    List<Transition> episode = new ArrayList<>(steps);
    for (int i = 0; i < steps; i++) {
      float[] observation = new float[size];
      float[] next = new float[size];
      Floats.read(in, observation, size);
      Floats.read(in, next, size);
      episode.add(
          new Transition(
              observation,
              next,
              readAction(in),
              readAction(in),
              readAction(in),
              Source.values()[in.readByte()],
              in.readDouble(),
              new Ending(Ending.Kind.values()[in.readByte()], in.readUTF())));
    }
    return new Episode(episode, parameters(in));
  }

  /** Empty also for a file of the time before there were any. */
  private static Map<String, Double> parameters(DataInputStream in) throws IOException {
    Map<String, Double> parameters = new LinkedHashMap<>();
    for (int left = in.available() == 0 ? 0 : in.readInt(); left > 0; left--) {
      parameters.put(in.readUTF(), in.readDouble());
    }
    return parameters;
  }

  private static void write(DataOutputStream out, Action action) throws IOException {
    for (int i = 0; i < Action.SIZE; i++) {
      out.writeDouble(action.value(i));
    }
  }

  private static Action readAction(DataInputStream in) throws IOException {
    double[] values = new double[Action.SIZE];
    for (int i = 0; i < Action.SIZE; i++) {
      values[i] = in.readDouble();
    }
    return Action.of(values);
  }
}
