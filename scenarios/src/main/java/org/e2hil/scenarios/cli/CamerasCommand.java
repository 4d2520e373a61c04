package org.e2hil.scenarios.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.camera.CameraSettings;
import org.e2hil.hardware.camera.Cameras;
import org.e2hil.hardware.camera.Snapshot;
import org.e2hil.hardware.workcell.CellSettings;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Blocks;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.report.page.CropPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists the cameras, or shows what they see and which part of it a policy would see. */
@Command(
    name = "cameras",
    description =
        "List the cameras, take a snapshot of one and of what a policy sees of it, or write a page on"
            + " which you draw that part.")
final class CamerasCommand implements Callable<Integer> {

  private static final String ENDING = ".png";

  @Spec private CommandSpec spec;

  @Option(
      names = "--snapshot",
      paramLabel = "FILE",
      description = "Take a picture into FILE.png, its crop outlined, and FILE-seen.png.")
  private Path snapshot;

  @Option(
      names = "--page",
      paramLabel = "FILE",
      description =
          "Take a picture of the camera, or of each of --scenario, into a page on which you draw what"
              + " a policy sees of it.")
  private Path page;

  @Option(
      names = "--scenario",
      paramLabel = "SCENARIO",
      description = "The scenario whose robot.cameras are on --page; +VARIATION may follow.")
  private String scenario;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description =
          "Set a field of the camera's block, such as device=/dev/video2, width=1280, crop.x=80 or"
              + " type=test, or of the scenario; may be repeated.")
  private List<String> assignments = List.of();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (snapshot != null && page != null) {
      throw new ParameterException(
          spec.commandLine(), "--snapshot and --page are two ways to look; give one of them");
    }
    if (scenario != null && page == null) {
      throw new ParameterException(
          spec.commandLine(), "--scenario has no effect without --page; name its file");
    }
    if (snapshot != null) {
      take(out);
    } else if (page != null) {
      draw(out);
    } else if (!assignments.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--set has no effect without --snapshot or --page; name its file");
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

  private void draw(PrintWriter out) {
    Scenarios scenarios = Scenarios.discover();
    Blocks blocks = scenarios.blocks();
    requireFree(page);
    List<Assignment> settings = Settings.parse(assignments);
    List<CameraSettings> cameras =
        scenario == null
            ? List.of(blocks.camera(settings))
            : cameras(scenarios.read(scenario, settings));
    cameras.forEach(CameraSettings::requirePresent);
    List<Snapshot> taken = new ArrayList<>();
    for (CameraSettings camera : cameras) {
      taken.add(Snapshot.take(camera, Clock.system()));
    }
    CropPage.write(taken, blocks::tree, page);
    out.printf(
        "Open %s in a browser, draw what a policy sees, and copy the cameras' JSON from there.%n",
        page.toUri());
  }

  private static List<CameraSettings> cameras(Scenario scenario) {
    if (!(scenario.robot().settings() instanceof CellSettings cell)) {
      throw new IllegalArgumentException(
          "the cameras of %s are simulated and show all of their picture; name a scenario for a robot such as so101"
              .formatted(scenario.robot().type()));
    }
    if (cell.cameras().isEmpty()) {
      throw new IllegalArgumentException(
          "robot.cameras lists no camera; add those that watch, such as {\"type\": \"v4l2\", \"name\": \"wrist\", \"device\": \"/dev/video0\"}");
    }
    return cell.cameras();
  }

  private Path free(String name) {
    Path file = snapshot.resolveSibling(name);
    requireFree(file);
    return file;
  }

  private static void requireFree(Path file) {
    if (Files.exists(file)) {
      throw new IllegalArgumentException(file + " is there already; name another file");
    }
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
