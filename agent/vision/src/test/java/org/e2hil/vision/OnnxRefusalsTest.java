package org.e2hil.vision;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.vision.onnx.GraphBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be seen with is refused before anything is shown or learned, in one sentence. */
class OnnxRefusalsTest {

  private static final ObservationGroup CAMERA = ObservationGroup.picture("side", 64, 64);

  @TempDir private Path folder;

  private AbstractThrowableAssert<?, ?> refused(byte[] file, Optional<String> output)
      throws IOException {
    Path named = Files.write(folder.resolve("n.onnx"), file);
    return refused(named.toString(), output);
  }

  private static AbstractThrowableAssert<?, ?> refused(String file, Optional<String> output) {
    Onnx settings = TinyNetwork.settings(file, output, Onnx.Features.MEAN);
    return assertThatThrownBy(() -> settings.encoder(CAMERA))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private AbstractThrowableAssert<?, ?> refused(byte[] file) throws IOException {
    return refused(file, Optional.empty());
  }

  @Test
  void aFileThatIsNotThere() {
    refused("/nowhere/n.onnx", Optional.empty())
        .hasMessage(
            "there is no file /nowhere/n.onnx; name an ONNX file with pictureEncoder.file, or none"
                + " for the default network");
  }

  @Test
  void aFolder() {
    refused(folder.toString(), Optional.empty()).hasMessageContaining("cannot be read (");
  }

  @Test
  void aFileOfAnotherKind() throws IOException {
    refused("GIF89a, but not really".getBytes(StandardCharsets.US_ASCII))
        .hasMessageMatching("[^ ]*n\\.onnx is no ONNX file, or a damaged one: .+");
    refused(new byte[0]).hasMessageEndingWith("n.onnx is no ONNX file: there is no graph in it");
  }

  @Test
  void aFileThatBreaksOff() throws IOException {
    byte[] whole = TinyNetwork.file();
    refused(Arrays.copyOf(whole, whole.length - 100))
        .hasMessageEndingWith("n.onnx is no ONNX file, or a damaged one: a field breaks off");
  }

  @Test
  void aGraphThatOnnxRuntimeDoesNotKnow() throws IOException {
    refused(
            new GraphBuilder()
                .input("picture", 1, 3, -1, -1)
                .step("FrobnicatedConv", "out", "picture")
                .output("out")
                .file("a test"))
        .hasMessageContaining("n.onnx cannot be run: ")
        .hasMessageContaining("FrobnicatedConv")
        .message()
        .hasLineCount(1);
  }

  @Test
  void anOutputThatItDoesNotHaveWithTheNearestThatItHas() throws IOException {
    refused(TinyNetwork.file(), Optional.of("first/rellu"))
        .hasMessageEndingWith(
            "n.onnx has no output 'first/rellu'; the nearest are [first/relu, first, second]");
  }

  @Test
  void noOutputWhereThereAreSeveral() throws IOException {
    refused(
            TinyNetwork.steps(new GraphBuilder().input("picture", 1, 3, -1, -1), "picture")
                .output("first")
                .output("second")
                .file("a test"))
        .hasMessageEndingWith(
            "ends in 2 tensors; choose one with pictureEncoder.output: [first, second]");
  }

  @Test
  void anInputOfAnotherSize() throws IOException {
    refused(TinyNetwork.fileFor(224, 224))
        .hasMessageEndingWith(
            "n.onnx takes FLOAT [1, 3, 224, 224], but the pictures are of 64×64 pixels: it must take"
                + " floats [1, 3, height, width] or [1, height, width, 3], of this size or of any");
  }

  @Test
  void anInputThatIsNoPicture() throws IOException {
    refused(
            new GraphBuilder()
                .input("numbers", 1, 12)
                .step("Relu", "out", "numbers")
                .output("out")
                .file("a test"))
        .hasMessageContaining("takes FLOAT [1, 12], but the pictures are of 64×64 pixels");
  }

  @Test
  void moreInputsThanAPicture() throws IOException {
    refused(
            new GraphBuilder()
                .input("picture", 1, 3, -1, -1)
                .input("words", 1, 3, 1, 1)
                .step("Add", "out", "picture", "words")
                .output("out")
                .file("a test"))
        .hasMessageContaining("wants [")
        .hasMessageContaining("words")
        .hasMessageContaining("but a picture is all that there is");
  }

  @Test
  void anOutputThatIsNoMap() throws IOException {
    refused(
            new GraphBuilder()
                .input("picture", 1, 3, -1, -1)
                .step("Shape", "shape", "picture")
                .output("shape")
                .file("a test"))
        .hasMessageContaining("the output 'shape' of ")
        .hasMessageEndingWith(
            " is INT64 [4], but must be floats of 4 dimensions, or of 2, for one picture");
  }

  @Test
  void numbersThatAreNone() throws IOException {
    refused(
            new GraphBuilder()
                .input("picture", 1, 3, -1, -1)
                // the logarithm of what is below 0
                .step("Log", "out", "picture")
                .output("out")
                .file("a test"),
            Optional.empty())
        .hasMessageEndingWith(
            "n.onnx makes NaN of a picture, which is no number to learn from: choose another"
                + " pictureEncoder.output, or the mean and scale that the network was trained with");
  }

  @Test
  void settingsThatCannotBeMeant() {
    assertThatThrownBy(() -> settings(List.of(1.0, 2.0), List.of(1.0)))
        .hasMessage(
            "mean must be one finite number or three, for red, green and blue, but is [1.0, 2.0]");
    assertThatThrownBy(() -> settings(List.of(0.0), List.of(Double.NaN)))
        .hasMessageStartingWith("scale must be one finite number or three");
    assertThatThrownBy(() -> settings(List.of(0.0), List.of(1.0, 0.0, 1.0)))
        .hasMessage("scale must not be 0, or every picture is the same");
  }

  private static Onnx settings(List<Double> mean, List<Double> scale) {
    return new Onnx(Optional.empty(), Optional.empty(), mean, scale, Onnx.Features.MEAN);
  }
}
