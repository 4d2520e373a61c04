package org.e2hil.scenarios.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.e2hil.agent.network.NativeLibrary;
import org.e2hil.agent.system.SupportedSystem;
import org.e2hil.agent.system.UserFiles;
import org.e2hil.hardware.camera.Cameras;
import org.e2hil.hardware.checkup.Checkup;
import org.e2hil.hardware.checkup.Finding;
import org.e2hil.hardware.teleop.InputDevices;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.sim.mujoco.Mujoco;
import org.e2hil.sim.mujoco.Renderer;
import org.e2hil.sim.mujoco.RenderingSupport;
import org.e2hil.vision.backbone.Backbone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks at the machine and says what would not work on it, and how to mend that. */
@Command(
    name = "doctor",
    description = "Check this machine for all that E2HiL needs, or a robot step by step.")
final class DoctorCommand implements Callable<Integer> {

  private static final long MIB = 1 << 20;
  private static final Path DEVICES = Path.of("/dev");
  private static final long LEAST_DISK_MIB = 1024;
  private static final long LEAST_MEMORY_MIB = 2048;

  @Spec private CommandSpec spec;

  @Option(
      names = "--robot",
      description = "Check this robot instead; it is only read, never moved or changed.")
  private String robot;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Set a field of the robot's block, such as driver.port=/dev/ttyACM1.")
  private List<String> assignments = List.of();

  /** What one check found; a thing that is only wanted by some does not fail the whole. */
  private enum State {
    GOOD,
    ABSENT,
    LIMITED,
    BAD
  }

  private boolean failed;
  private final Table table = new Table();

  @Override
  public Integer call() {
    if (robot != null) {
      return check();
    }
    if (!assignments.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--set has no effect without --robot; name the robot with --robot");
    }
    checkJava();
    checkProcessor();
    check("BLAS", NativeLibrary::description);
    check("MuJoCo", () -> "version " + Mujoco.version());
    checkRendering();
    checkDefaultNetwork();
    checkMemory();
    checkDisk();
    checkDevices("serial ports", "tty{ACM,USB}*", "plug one in for an SO-101 or an SLCAN adapter");
    checkDevices("cameras", Cameras::found, "plug one in for a robot whose policy sees pictures");
    checkDevices("game controllers", InputDevices::joysticks, "plug one in to take over with it");
    checkDevices("SpaceMouse", InputDevices::spaceMice, "plug one in to take over with it");
    return conclude();
  }

  private int conclude() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(table);
    out.println(failed ? "Something is missing, see above." : "All that is needed is there.");
    out.flush();
    return failed ? 1 : 0;
  }

  private int check() {
    List<Assignment> settings = Settings.parse(assignments);
    Record block = Scenarios.discover().blocks().robot(robot, settings);
    Optional<Checkup> checkup =
        ServiceLoader.load(Checkup.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(c -> c.robot().equals(robot))
            .findFirst();
    if (checkup.isEmpty() && !settings.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--set has no effect on %s, which lives in this machine; leave it out, or check a scenario of it with validate"
              .formatted(robot));
    }
    if (checkup.isEmpty()) {
      add(State.GOOD, robot, "lives in this machine; 'e2hil doctor' without --robot checks that");
    } else {
      checkup.get().check(block, finding -> add(state(finding), finding.what(), finding.found()));
    }
    return conclude();
  }

  private static State state(Finding finding) {
    return switch (finding.state()) {
      case GOOD -> State.GOOD;
      case LIMITED -> State.LIMITED;
      case MISSING -> State.BAD;
    };
  }

  private void checkDevices(String name, String pattern, String use) {
    PathMatcher matcher = DEVICES.getFileSystem().getPathMatcher("glob:" + DEVICES + "/" + pattern);
    checkDevices(
        name,
        () -> {
          try (Stream<Path> files = Files.walk(DEVICES, 2)) {
            return files.filter(matcher::matches).map(Path::toString).sorted().toList();
          }
        },
        use);
  }

  private void checkDevices(String name, Callable<List<String>> search, String use) {
    try {
      List<String> found = search.call();
      boolean none = found.isEmpty();
      add(none ? State.ABSENT : State.GOOD, name, none ? use : String.join(", ", found));
    } catch (Exception e) {
      add(State.LIMITED, name, ErrorText.of(e));
    }
  }

  private void checkJava() {
    int version = Runtime.version().feature();
    String found = System.getProperty("java.vm.name") + " " + System.getProperty("java.version");
    add(version >= 17 ? State.GOOD : State.BAD, "Java", found);
  }

  private void checkProcessor() {
    String features = "unknown features";
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      List<String> flags =
          lines
              .filter(line -> line.startsWith("flags"))
              .findFirst()
              .map(line -> List.of(line.split("\\s+")))
              .orElse(List.of());
      features =
          flags.contains("avx512f") ? "AVX-512" : flags.contains("avx2") ? "AVX2" : "no AVX2";
    } catch (IOException e) {
      // not Linux; the system check below says so
    }
    add(
        SupportedSystem.isThisOne() ? State.GOOD : State.BAD,
        "system",
        SupportedSystem.isThisOne() ? SupportedSystem.name() : SupportedSystem.sentence());
    add(
        features.equals("no AVX2") ? State.LIMITED : State.GOOD,
        "processor",
        Runtime.getRuntime().availableProcessors() + " cores, " + features);
  }

  private void checkRendering() {
    try {
      RenderingSupport support = Renderer.probe();
      add(support.available() ? State.GOOD : State.LIMITED, "rendering", support.description());
    } catch (RuntimeException | LinkageError e) {
      add(State.LIMITED, "rendering", ErrorText.of(e));
    }
  }

  private void checkDefaultNetwork() {
    Backbone network = new Backbone(UserFiles.ofThisProgram().cache());
    boolean there = network.isThere();
    add(
        there ? State.GOOD : State.ABSENT,
        "picture network",
        there
            ? network.path().toString()
            : "npm fetches it when a scenario first says pictureEncoder=onnx and names no file");
  }

  private void checkMemory() {
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      long mib = system.getTotalMemorySize() / MIB;
      long heapMib = Runtime.getRuntime().maxMemory() / MIB;
      add(
          mib >= LEAST_MEMORY_MIB ? State.GOOD : State.BAD,
          "memory",
          "%,d MiB, of which Java may use %,d%s"
              .formatted(mib, heapMib, mib >= LEAST_MEMORY_MIB ? "" : "; 2 GiB are needed"));
    }
  }

  private void checkDisk() {
    try {
      long mib = Files.getFileStore(Path.of("").toAbsolutePath()).getUsableSpace() / MIB;
      add(
          mib >= LEAST_DISK_MIB ? State.GOOD : State.LIMITED,
          "disk",
          "%,d MiB free in this folder%s"
              .formatted(mib, mib >= LEAST_DISK_MIB ? "" : "; a run may need 1 GiB"));
    } catch (IOException e) {
      add(State.LIMITED, "disk", ErrorText.of(e));
    }
  }

  private void check(String name, Callable<String> probe) {
    try {
      add(State.GOOD, name, probe.call());
    } catch (Exception | LinkageError e) {
      add(State.BAD, name, ErrorText.of(e));
    }
  }

  private void add(State state, String name, String found) {
    failed |= state == State.BAD;
    String mark =
        switch (state) {
          case GOOD -> "ok";
          case ABSENT -> "none";
          case LIMITED -> "limited";
          case BAD -> "missing";
        };
    table.row(mark, name, found.replace('\n', ' '));
  }
}
