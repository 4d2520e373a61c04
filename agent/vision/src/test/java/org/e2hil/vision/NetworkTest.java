package org.e2hil.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.system.UserFiles;
import org.e2hil.vision.onnx.GraphBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkTest {

  private static final int SIZE = 40;

  @TempDir private Path folder;

  private Network open(byte[] file, String output) throws IOException {
    Path named = Files.write(folder.resolve("n.onnx"), file);
    Onnx settings =
        TinyNetwork.settings(named.toString(), Optional.of(output), Onnx.Features.SPATIAL_SOFTMAX);
    return new Network(NetworkFile.of(settings, UserFiles.ofThisProgram()), settings, SIZE, SIZE);
  }

  private static byte[] picture() {
    byte[] rgb = new byte[SIZE * SIZE * 3];
    SeededRandom.of(5, "picture").nextBytes(rgb);
    return rgb;
  }

  private static float[] map(Network network, byte[] rgb) {
    float[] map = new float[network.shape().channels() * network.shape().cells()];
    network.mapInto(rgb, map);
    return map;
  }

  /** The first convolution of the tiny network by its definition, {@code [12, 9, 9]}. */
  private static double[] firstByDefinition(byte[] rgb) {
    float[] weights = TinyNetwork.first();
    int kernel = TinyNetwork.FIRST_SIZE;
    int cells = (SIZE - kernel) / 4 + 1;
    double[] map = new double[TinyNetwork.FIRST * cells * cells];
    for (int to = 0; to < map.length; to++) {
      int channel = to / (cells * cells);
      int y = to / cells % cells * 4;
      int x = to % cells * 4;
      for (int i = 0; i < 3 * kernel * kernel; i++) {
        int colour = i / (kernel * kernel);
        int at = 3 * ((y + i / kernel % kernel) * SIZE + x + i % kernel) + colour;
        double value = (Byte.toUnsignedInt(rgb[at]) - 127.5) / 127.5;
        map[to] += weights[channel * 3 * kernel * kernel + i] * value;
      }
    }
    return map;
  }

  @Test
  void aTensorInsideTheGraphIsWhatItsDefinitionSays() throws IOException {
    Network network = open(TinyNetwork.file(), "first");

    assertThat(network.shape()).isEqualTo(new MapShape(12, 9, 9, true));
    float[] map = map(network, picture());
    double[] expected = firstByDefinition(picture());
    for (int i = 0; i < map.length; i++) {
      assertThat((double) map[i]).as("number %d", i).isCloseTo(expected[i], within(1e-5));
    }
  }

  @Test
  void eachColourHasItsMeanAndScale() throws IOException {
    byte[] file =
        new GraphBuilder()
            .input("picture", 1, 3, GraphBuilder.ANY, GraphBuilder.ANY)
            .step("GlobalAveragePool", "colours", "picture")
            .output("colours")
            .file("a test");
    Path named = Files.write(folder.resolve("n.onnx"), file);
    Onnx settings =
        new Onnx(
            Optional.of(named.toString()),
            Optional.empty(),
            List.of(10.0, 20.0, 30.0),
            List.of(1.0, 2.0, 3.0),
            Onnx.Features.MEAN);
    byte[] rgb = new byte[SIZE * SIZE * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) new int[] {210, 21, 40}[i % 3];
    }

    Network network =
        new Network(NetworkFile.of(settings, UserFiles.ofThisProgram()), settings, SIZE, SIZE);

    assertThat(map(network, rgb)).containsExactly(new float[] {200, 2, 30}, within(1e-3f));
  }

  @Test
  void everyRunGivesTheSameMapBitForBit() throws IOException {
    Network network = open(TinyNetwork.file(), "second");
    float[] first = map(network, picture());
    for (int i = 0; i < 20; i++) {
      map(network, new byte[SIZE * SIZE * 3]);

      assertThat(map(network, picture())).containsExactly(first);
      assertThat(map(open(TinyNetwork.file(), "second"), picture())).containsExactly(first);
    }
  }

  @Test
  void channelsThatStandLastAreTurned() throws IOException {
    byte[] file =
        TinyNetwork.steps(new GraphBuilder().input("picture", 1, 3, -1, -1), "picture")
            .transpose("last", "second", 0, 2, 3, 1)
            .output("last")
            .file("a test");

    Network last = open(file, "last");

    assertThat(last.shape()).isEqualTo(new MapShape(24, 4, 4, false));
    assertThat(map(last, picture())).containsExactly(map(open(file, "second"), picture()));
  }

  @Test
  void whatDoesNotLeadToTheTensorIsLeftOut() throws IOException {
    Path named = Files.write(folder.resolve("n.onnx"), TinyNetwork.file());
    NetworkFile file =
        NetworkFile.of(
            TinyNetwork.settings(named.toString(), Optional.of("first"), Onnx.Features.MEAN),
            UserFiles.ofThisProgram());

    assertThat(TinyNetwork.file()).hasSizeBetween(18_000, 22_000);
    assertThat(file.upToOutput()).hasSizeLessThan(10_000);
  }

  @Test
  void theGoldenNumbersOfTheTinyNetworkStay() throws IOException {
    float[] map = map(open(TinyNetwork.file(), "second"), picture());

    assertThat(List.of(map[0], map[1], map[100], map[383]))
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-6 ? 0 : 1)
        .containsExactly(0.11186735f, -0.01788932f, 0.0088823065f, -0.054794654f);
  }
}
