package org.e2hil.vision.backbone;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The default network: the backbone of an object detector, MobileNetV3-large × 0.75 (Howard et al.
 * 2019, "Searching for MobileNetV3") under a CenterNet, trained on the 80 kinds of COCO. It is
 * taken from the npm package {@code @vladmandic/human} (MIT), where it lies as a TensorFlow.js
 * graph, written as ONNX, and kept in the cache beside MuJoCo. What is fetched and what is kept
 * have to have the SHA-256 that this class knows. Any thread; two programs at once do no harm.
 */
@API(status = API.Status.INTERNAL)
public final class Backbone {

  /** The tensor that is seen with by default. */
  public static final String OUTPUT = "expanded_conv_9/add";

  /** Where the graph ends; earlier tensors can be seen with as well. */
  public static final String END = "expanded_conv_14/add";

  static final String PACKAGE = "@vladmandic/human@3.3.6";
  static final String SHA256 = "9e9cc80fc8c0a5a220905bbf26faef4645bb124d767af91dcba3176704cfda15";

  private static final String GRAPH = "package/models/centernet.json";
  private static final String WEIGHTS = "package/models/centernet.bin";
  private static final String LICENCE = "package/LICENSE";
  private static final Map<String, String> FETCHED =
      Map.of(
          GRAPH,
          "bfb942eaacc5becf738d536663bc4580a0ae9e560722306e6d4dd7fe4a09de05",
          WEIGHTS,
          "1b635a15009071f506f9f2b3519b31c072c534888989f30d269ffd44734ef7ef");

  private static final String PREFIX = "tower_0/MobilenetV3/";
  private static final int MINUTES = 10;
  private static final String OTHERWISE =
      "name an ONNX file of your own with pictureEncoder.file, or see with pictureEncoder=colour-keypoints";

  private static final Logger LOG = LoggerFactory.getLogger(Backbone.class);

  private final Path file;
  private final String npm;

  /**
   * The one that is kept in a folder.
   *
   * @param cache the user's
   */
  public Backbone(Path cache) {
    this(cache, "npm");
  }

  Backbone(Path cache, String npm) {
    file = cache.resolve("e2hil").resolve("mobilenetv3-centernet-3.3.6.onnx");
    this.npm = npm;
  }

  /** Whether it is there, as it should be. */
  public boolean isThere() {
    try {
      return Files.exists(file) && sha256(Files.readAllBytes(file)).equals(SHA256);
    } catch (IOException e) {
      return false;
    }
  }

  /** Where it lies, or will. */
  public Path path() {
    return file;
  }

  /**
   * Its file, which is fetched first where it is not there, with npm, in some ten seconds.
   *
   * @throws IllegalArgumentException if it cannot be fetched or kept, saying what to do
   */
  public Path file() {
    if (!isThere()) {
      LOG.info("Fetching the default network, {}, into {}", PACKAGE, file);
      try {
        fetch();
      } catch (IOException e) {
        throw new IllegalArgumentException(
            "the default network cannot be kept in %s (%s): set XDG_CACHE_HOME to a folder that can be written to, %s"
                .formatted(file.getParent(), e.getMessage(), OTHERWISE),
            e);
      }
    }
    return file;
  }

  private void fetch() throws IOException {
    Files.createDirectories(file.getParent());
    // beside the cache, so that the last step is a rename within one file system
    Path folder = Files.createTempDirectory(file.getParent(), "fetched");
    try {
      pack(folder);
      byte[] onnx = converted(folder);
      if (!sha256(onnx).equals(SHA256)) {
        throw new IllegalStateException(
            "the network was converted into another one than was tested: its SHA-256 is "
                + sha256(onnx));
      }
      Path whole = Files.write(folder.resolve("network"), onnx);
      Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      try (Stream<Path> left = Files.walk(folder)) {
        for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private void pack(Path folder) throws IOException {
    Path log = folder.resolve("npm.log");
    Process process;
    try {
      process =
          new ProcessBuilder(npm, "pack", PACKAGE, "--ignore-scripts", "--silent")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the default network is fetched with npm, and there is none here: install it (Debian: apt-get install npm), "
              + OTHERWISE,
          e);
    }
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroy();
        throw new IllegalArgumentException(
            "npm could not fetch %s (%s): check the network, %s"
                .formatted(PACKAGE, lastLine(log), OTHERWISE));
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IllegalArgumentException("fetching the default network was interrupted", e);
    }
  }

  private static String lastLine(Path log) throws IOException {
    List<String> lines =
        Files.readString(log).lines().filter(line -> !line.isBlank()).map(String::strip).toList();
    return lines.isEmpty() ? "it does not say why" : lines.get(lines.size() - 1);
  }

  private static byte[] converted(Path folder) throws IOException {
    Map<String, byte[]> files = Map.of();
    try (Stream<Path> found = Files.list(folder)) {
      for (Path packed : found.filter(path -> path.toString().endsWith(".tgz")).toList()) {
        files = Tarball.read(packed, Set.of(GRAPH, WEIGHTS, LICENCE));
      }
    } catch (IOException e) {
      throw another(e);
    }
    for (Map.Entry<String, String> known : FETCHED.entrySet()) {
      byte[] content = files.get(known.getKey());
      if (content == null || !sha256(content).equals(known.getValue())) {
        throw another(null);
      }
    }
    String licence = new String(files.getOrDefault(LICENCE, new byte[0]), StandardCharsets.UTF_8);
    return new TfjsGraph(new ObjectMapper().readTree(files.get(GRAPH)), files.get(WEIGHTS), PREFIX)
        .toOnnx(END, "From %s.\n\n%s".formatted(PACKAGE, licence));
  }

  private static IllegalArgumentException another(IOException cause) {
    return new IllegalArgumentException(
        "what npm fetched as %s is not the package that this program was made for (its SHA-256 is wrong): try again, %s"
            .formatted(PACKAGE, OTHERWISE),
        cause);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
