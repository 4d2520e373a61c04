package org.e2hil.scenarios.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.camera.CameraSettings;
import org.e2hil.hardware.camera.Cameras;
import org.e2hil.hardware.camera.Snapshot;
import org.e2hil.scenarios.config.Blocks;
import org.e2hil.scenarios.config.Scenarios;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists the cameras, or shows what one of them sees and which part of it a policy would see. */
@Command(
    name = "cameras",
    description = "List the cameras, or take a snapshot of one and of what a policy sees of it.")
final class CamerasCommand implements Callable<Integer> {

  private static final String ENDING = ".png";

  @Spec private CommandSpec spec;

  @Option(
      names = "--snapshot",
      paramLabel = "FILE",
      description = "Take a picture into FILE.png, its crop outlined, and FILE-seen.png.")
  private Path snapshot;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description =
          "Set a field of the camera's block, such as device=/dev/video2, width=1280, crop.x=80 or"
              + " type=test; may be repeated.")
  private List<String> assignments = List.of();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (snapshot != null) {
      take(out);
    } else if (!assignments.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--set has no effect without --snapshot; name its file");
    } else {
      List<String> found = Cameras.found();
      found.forEach(out::println);
      if (found.isEmpty()) {
        out.println("There is no camera; plug one in.");
      }
    }
    out.flush();
    return 0;
  }

  private void take(PrintWriter out) throws IOException {
    Blocks blocks = Scenarios.discover().blocks();
    CameraSettings settings = blocks.camera(Settings.parse(assignments));
    if (snapshot.getFileName() == null) {
      throw new IllegalArgumentException("--snapshot must name a file, but is '" + snapshot + "'");
    }
    String name = snapshot.getFileName().toString();
    String stem = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    Path whole = free(stem + ENDING);
    Path seen = free(stem + "-seen" + ENDING);
    Snapshot taken = Snapshot.take(settings, Clock.system());
    write(taken.whole(), whole);
    write(taken.seen(), seen);
    out.printf(
        "%s is what the camera shows, %s what a policy sees of it. For robot.cameras:%n%s%n",
        whole, seen, blocks.write(taken.settings()));
  }

  private Path free(String name) {
    Path file = snapshot.resolveSibling(name);
    if (Files.exists(file)) {
      throw new IllegalArgumentException(file + " is there already; name another file");
    }
    return file;
  }

  private static void write(BufferedImage picture, Path file) throws IOException {
    if (file.toAbsolutePath().getParent() != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    try (var into = Files.newOutputStream(file)) {
      ImageIO.write(picture, "png", into);
    }
  }
}
