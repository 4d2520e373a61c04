package org.e2hil.agent.training;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.experience.ControlStep;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.experience.Source;

/**
 * How an episode lies in a block of an {@link EpisodeFile}. Every format that was ever written is
 * read, the last alone is written.
 */
enum EpisodeFormat {

  /** Numbers alone, two observations a step, the parameters missing in the first files. */
  NUMBERS(0xE2411E90) {
    @Override
    Episode decode(byte[] body) throws IOException {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
      int steps = in.readInt();
      RecordedObservation.Shape shape = new RecordedObservation.Shape(in.readInt(), List.of());
      List<RecordedStep> episode = new ArrayList<>();
      for (int i = 0; i < steps; i++) {
        RecordedObservation written = readMeasurement(in, shape);
        // every step but the first repeats what the one before led to
        RecordedObservation now = i == 0 ? written : episode.get(i - 1).next();
        episode.add(new RecordedStep(now, readMeasurement(in, shape), readStep(in)));
      }
      return new Episode(episode, in.available() == 0 ? Map.of() : readParameters(in));
    }
  },

  /** Numbers and pictures, every observation once, deflated. */
  MEASUREMENTS(0xE2411E91) {
    @Override
    Episode decode(byte[] body) throws IOException {
      return readEpisode(inflate(body));
    }
  },

  /** The same behind what the numbers mean. */
  ORIGIN(0xE2411E92) {
    @Override
    Episode decode(byte[] body) throws IOException {
      return readEpisodeWithOrigin(inflate(body));
    }
  },

  /** The same behind the seed that the world was reset with. */
  RESET_SEED(0xE2411E93) {
    @Override
    Episode decode(byte[] body) throws IOException {
      DataInputStream in = inflate(body);
      boolean known = in.readBoolean();
      long seed = known ? in.readLong() : 0;
      Episode episode = readEpisodeWithOrigin(in);
      return known ? episode.resetWith(seed) : episode;
    }
  };

  /** The one that is written. */
  static final EpisodeFormat LAST = RESET_SEED;

  private final int magic;

  EpisodeFormat(int magic) {
    this.magic = magic;
  }

  /** The word that a block of this format begins with. */
  int magic() {
    return magic;
  }

  /** Reads a block's body, whose check sum was right. */
  abstract Episode decode(byte[] body) throws IOException;

  /** The body of a block in the last format. */
  static byte[] encode(Episode episode) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(new DeflaterOutputStream(bytes)))) {
      out.writeBoolean(episode.resetSeed().isPresent());
      if (episode.resetSeed().isPresent()) {
        out.writeLong(episode.resetSeed().getAsLong());
      }
      write(out, episode.origin());
      List<RecordedStep> steps = episode.steps();
      out.writeInt(steps.size());
      if (!steps.isEmpty()) {
        RecordedObservation.Shape shape = steps.get(0).measurement().shape();
        write(out, shape);
        write(out, steps.get(0).measurement(), shape);
        for (RecordedStep step : steps) {
          write(out, step.next(), shape);
          write(out, step.step());
        }
      }
      out.writeInt(episode.parameters().size());
      for (Map.Entry<String, Double> parameter : episode.parameters().entrySet()) {
        out.writeUTF(parameter.getKey());
        out.writeDouble(parameter.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static DataInputStream inflate(byte[] body) {
    return new DataInputStream(
        new BufferedInputStream(new InflaterInputStream(new ByteArrayInputStream(body))));
  }

  private static Episode readEpisodeWithOrigin(DataInputStream in) throws IOException {
    Optional<Origin> origin = readOrigin(in);
    Episode episode = readEpisode(in);
    return origin.map(episode::from).orElse(episode);
  }

  private static Episode readEpisode(DataInputStream in) throws IOException {
    int steps = in.readInt();
    List<RecordedStep> episode = new ArrayList<>();
    if (steps > 0) {
      RecordedObservation.Shape shape = readShape(in);
      RecordedObservation now = readMeasurement(in, shape);
      for (int i = 0; i < steps; i++) {
        RecordedObservation next = readMeasurement(in, shape);
        episode.add(new RecordedStep(now, next, readStep(in)));
        now = next;
      }
    }
    return new Episode(episode, readParameters(in));
  }

  private static void write(DataOutputStream out, Optional<Origin> origin) throws IOException {
    out.writeBoolean(origin.isPresent());
    if (origin.isPresent()) {
      Origin known = origin.get();
      out.writeUTF(known.task());
      out.writeUTF(known.arm());
      out.writeDouble(known.actionScale().translationM());
      out.writeDouble(known.actionScale().rotationRad());
      out.writeDouble(known.actionScale().gripperFraction());
      out.writeInt(known.groups().size());
      for (String group : known.groups()) {
        out.writeUTF(group);
      }
    }
  }

  private static Optional<Origin> readOrigin(DataInputStream in) throws IOException {
    if (!in.readBoolean()) {
      return Optional.empty();
    }
    String task = in.readUTF();
    String arm = in.readUTF();
    ActionScale scale = new ActionScale(in.readDouble(), in.readDouble(), in.readDouble());
    List<String> groups = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      groups.add(in.readUTF());
    }
    return Optional.of(new Origin(task, arm, scale, groups));
  }

  private static void write(DataOutputStream out, RecordedObservation.Shape shape)
      throws IOException {
    out.writeInt(shape.numbers());
    out.writeInt(shape.pictureBytes().size());
    for (int bytes : shape.pictureBytes()) {
      out.writeInt(bytes);
    }
  }

  private static RecordedObservation.Shape readShape(DataInputStream in) throws IOException {
    int numbers = in.readInt();
    List<Integer> pictureBytes = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      pictureBytes.add(in.readInt());
    }
    return new RecordedObservation.Shape(numbers, pictureBytes);
  }

  private static void write(
      DataOutputStream out, RecordedObservation measurement, RecordedObservation.Shape shape)
      throws IOException {
    if (!measurement.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "an episode that began with %s cannot go on with %s"
              .formatted(shape, measurement.shape()));
    }
    for (int i = 0; i < shape.numbers(); i++) {
      out.writeFloat(measurement.number(i));
    }
    for (int i = 0; i < shape.pictureBytes().size(); i++) {
      out.write(measurement.picture(i));
    }
  }

  private static RecordedObservation readMeasurement(
      DataInputStream in, RecordedObservation.Shape shape) throws IOException {
    float[] numbers = new float[shape.numbers()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readFloat();
    }
    List<byte[]> pictures = new ArrayList<>();
    for (int bytes : shape.pictureBytes()) {
      byte[] picture = new byte[bytes];
      in.readFully(picture);
      pictures.add(picture);
    }
    return new RecordedObservation(numbers, pictures);
  }

  private static void write(DataOutputStream out, ControlStep step) throws IOException {
    write(out, step.proposed());
    write(out, step.chosen());
    write(out, step.applied());
    out.writeByte(step.source().ordinal());
    out.writeDouble(step.reward());
    out.writeByte(step.episodeEnd().kind().ordinal());
    out.writeUTF(step.episodeEnd().reason());
  }

  private static ControlStep readStep(DataInputStream in) throws IOException {
    return new ControlStep(
        readAction(in),
        readAction(in),
        readAction(in),
        Source.values()[in.readByte()],
        in.readDouble(),
        new EpisodeEnd(EpisodeEnd.Kind.values()[in.readByte()], in.readUTF()));
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

  private static Map<String, Double> readParameters(DataInputStream in) throws IOException {
    Map<String, Double> parameters = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      parameters.put(in.readUTF(), in.readDouble());
    }
    return parameters;
  }
}
