package org.e2hil.scenarios.reward;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apiguardian.api.API;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.reward.Labelling;
import org.e2hil.agent.reward.RewardClassifier;
import org.e2hil.agent.reward.RewardException;
import org.e2hil.agent.reward.Sight;
import org.e2hil.agent.vision.PictureEncoderConfig;
import org.e2hil.scenarios.config.JsonRecords;
import org.e2hil.scenarios.config.ScenarioException;
import org.e2hil.scenarios.report.RecordingException;
import org.e2hil.scenarios.report.RunDirectory;

/**
 * A classifier as one file: the archive that DL4J makes of its network, and in it what the cameras'
 * encoders were fitted to and a description in JSON. There as a whole or not at all.
 */
@API(status = API.Status.INTERNAL)
public final class RewardFile {

  private static final int FORMAT = 1;
  private static final String DESCRIPTION = "e2hil-reward.json";
  private static final String ENCODERS = "encoders.bin";

  private final Path path;
  private final Description description;
  private final RewardClassifier classifier;

  private RewardFile(Path path, Description description, RewardClassifier classifier) {
    this.path = path;
    this.description = description;
    this.classifier = classifier;
  }

  /**
   * What the rest of the file means.
   *
   * @param format of it
   * @param task that it sees the end of
   * @param arm that was recorded
   * @param cameras that it looks through, in this order
   * @param gripper whether it is told how far the gripper is open
   * @param pictureEncoder of each camera
   * @param done moments at the end of a success that were learned as done
   * @param unknown moments before them that were not learned from
   * @param seed of the training
   * @param episodes marks of those that it was trained with, see {@link
   *     org.e2hil.agent.reward.EpisodeMark}
   */
  public record Description(
      int format,
      String task,
      String arm,
      List<Camera> cameras,
      boolean gripper,
      PictureEncoderConfig pictureEncoder,
      int done,
      int unknown,
      long seed,
      List<Long> episodes) {

    /** Copies the lists. */
    public Description {
      cameras = List.copyOf(cameras);
      episodes = List.copyOf(episodes);
    }

    /** The description of a classifier. */
    public static Description of(
        String task,
        String arm,
        Sight sight,
        PictureEncoderConfig encoder,
        Labelling labelling,
        long seed,
        List<Long> episodes) {
      List<Camera> cameras =
          sight.cameras().stream()
              .map(g -> new Camera(g.name(), g.shape().get(0), g.shape().get(1)))
              .toList();
      return new Description(
          FORMAT,
          task,
          arm,
          cameras,
          sight.gripper(),
          encoder,
          labelling.done(),
          labelling.unknown(),
          seed,
          episodes);
    }

    private Sight sight() {
      return new Sight(
          cameras.stream()
              .map(c -> ObservationGroup.picture(c.name(), c.height(), c.width()))
              .toList(),
          gripper);
    }

    /** Which moments were learned as what. */
    public Labelling labelling() {
      return new Labelling(done, unknown);
    }
  }

  /**
   * A camera.
   *
   * @param name of its observation group
   * @param height in pixels
   * @param width in pixels
   */
  public record Camera(String name, int height, int width) {}

  /**
   * Writes a classifier in the place of what was there.
   *
   * @throws RecordingException if it cannot be written; what was there then still stands
   */
  public static void write(Path file, Description description, RewardClassifier classifier) {
    try {
      ByteArrayOutputStream encoders = new ByteArrayOutputStream();
      classifier.saveEncoders(new DataOutputStream(encoders));
      Map<String, byte[]> entries = entries(classifier.network());
      entries.put(ENCODERS, encoders.toByteArray());
      entries.put(DESCRIPTION, JsonRecords.write(description).getBytes(StandardCharsets.UTF_8));
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      RunDirectory.write(file, ByteBuffer.wrap(archive(entries)));
    } catch (IOException e) {
      throw RecordingException.of(file, e);
    }
  }

  private static byte[] archive(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(archive)) {
      for (Map.Entry<String, byte[]> content : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(content.getKey());
        // the same classifier gives the same bytes
        entry.setTime(0);
        out.putNextEntry(entry);
        out.write(content.getValue());
        out.closeEntry();
      }
    }
    return archive.toByteArray();
  }

  /** What a ZIP holds, each entry's check sum looked at. */
  private static Map<String, byte[]> entries(byte[] archive) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    return entries;
  }

  /**
   * Reads a classifier.
   *
   * @throws RewardException if there is none, it is damaged, or of another kind or version
   */
  public static RewardFile read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new RewardException(
          "there is no file %s; 'e2hil reward train' makes one of recorded episodes"
              .formatted(file),
          e);
    } catch (IOException e) {
      throw new RewardException(
          "%s cannot be read: %s; name a file that 'e2hil reward train' wrote"
              .formatted(file, RecordingException.reason(e)),
          e);
    }
    try {
      return read(file, bytes);
    } catch (IOException | UncheckedIOException | ScenarioException e) {
      throw new RewardException(
          "%s is damaged (%s); restore it from a copy, or train again"
              .formatted(file, e.getMessage()),
          e);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new RewardException(
          "%s does not fit this version (%s); train again".formatted(file, e.getMessage()), e);
    }
  }

  private static RewardFile read(Path file, byte[] bytes) throws IOException {
    boolean zip = bytes.length > 1 && bytes[0] == 'P' && bytes[1] == 'K';
    Map<String, byte[]> entries = zip ? entries(bytes) : Map.of();
    byte[] described = entries.get(DESCRIPTION);
    if (!zip || (described == null && !isTorn(bytes))) {
      throw new RewardException(
          "%s is no reward classifier; name a file that 'e2hil reward train' wrote"
              .formatted(file));
    }
    byte[] encoders = entries.get(ENCODERS);
    if (described == null || encoders == null || isTorn(bytes)) {
      throw new IOException("it ends early");
    }
    Description description =
        JsonRecords.read(
            new String(described, StandardCharsets.UTF_8),
            file + ", " + DESCRIPTION,
            Description.class);
    if (description.format() != FORMAT) {
      throw new IllegalArgumentException("its format is " + description.format());
    }
    return new RewardFile(
        file,
        description,
        RewardClassifier.load(
            description.sight(),
            description.pictureEncoder(),
            new DataInputStream(new ByteArrayInputStream(encoders)),
            bytes));
  }

  /** Whether the list of entries, with which a ZIP without a comment ends, is not there. */
  private static boolean isTorn(byte[] zip) {
    int end = zip.length - 22;
    return end < 0
        || zip[end] != 'P'
        || zip[end + 1] != 'K'
        || zip[end + 2] != 5
        || zip[end + 3] != 6;
  }

  /** What the file says of itself. */
  public Description description() {
    return description;
  }

  /** The classifier, which the caller closes. */
  public RewardClassifier classifier() {
    return classifier;
  }

  /**
   * Refuses another task than that which it was trained for.
   *
   * @throws RewardException if it is another
   */
  public void requireTask(String task) {
    if (!description.task().equals(task)) {
      throw new RewardException(
          "%s sees the end of the task %s, not of %s; train a classifier with recordings of that task"
              .formatted(path, description.task(), task));
    }
  }
}
