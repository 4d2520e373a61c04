package org.e2hil.sim.mujoco;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateOnlyRunTest {

  /** Steps a simulation in a fresh virtual machine and writes down what that one has loaded. */
  static final class Run {
    public static void main(String[] arguments) throws IOException {
      try (MujocoModel model = MujocoModel.compile(Scenes.BOX);
          Simulation simulation = new Simulation(model)) {
        simulation.step(10);
        Files.copy(Path.of("/proc/self/maps"), Path.of(arguments[0]));
      }
    }
  }

  @Test
  void nothingOfOpenGlIsLoadedByARunThatRendersNothing(@TempDir Path folder) throws Exception {
    Path maps = folder.resolve("maps");
    Process run =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Run.class.getName(),
                    maps.toString()))
            .inheritIO()
            .start();

    assertThat(run.waitFor()).isZero();
    assertThat(Files.readString(maps))
        .contains("libmujoco.so.3.14.0")
        .doesNotContain("libEGL", "libOSMesa", "libGL");
  }
}
