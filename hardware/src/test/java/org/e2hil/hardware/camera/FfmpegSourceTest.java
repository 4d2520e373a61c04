package org.e2hil.hardware.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.stream.SteppedClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class FfmpegSourceTest {

  private static final int PATIENCE = 100;

  private final Clock clock = new SteppedClock();

  private static Picture next(PictureSource source) {
    for (int i = 0; i < PATIENCE; i++) {
      Optional<Picture> picture = source.next();
      if (picture.isPresent()) {
        return picture.get();
      }
    }
    throw new AssertionError("no picture came");
  }

  @Test
  void coloursArriveAsTheyWereMeant() {
    var red = new CameraSettings.Test("wrist", "color=c=red", 64, 48, 30, Optional.empty(), 500);
    try (PictureSource source = red.open(clock)) {
      Picture picture = next(source);

      assertThat(picture.width()).isEqualTo(64);
      assertThat(picture.height()).isEqualTo(48);
      assertThat(picture.value(10, 10, 0)).isCloseTo(255, within(3));
      assertThat(picture.value(10, 10, 1)).isCloseTo(0, within(3));
      assertThat(picture.value(10, 10, 2)).isCloseTo(0, within(3));
    }
  }

  @Test
  void aTestSourceIsTheSameWhereDigitsLookDifferent() {
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try (PictureSource source = CameraSettings.Test.defaults().open(clock)) {
      assertThat(next(source).width()).isEqualTo(320);
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void aTestSourceIsASensorLikeASimulatedCamera() {
    List<CameraSensor> cameras =
        Cameras.open(
            List.of(
                CameraSettings.Test.defaults(),
                new CameraSettings.Test(
                    "side", "smptebars", 320, 240, 30, Optional.empty(), 10_000)),
            Clock.system());
    try {
      Observation.Builder into = Observation.builder();
      cameras.get(1).observe(into);

      byte[] rgb = new byte[128 * 128 * 3];
      into.build().picture("side").get(rgb);
      assertThat(rgb[0] & 0xFF).as("light grey is the first bar").isCloseTo(190, within(4));
      assertThat(rgb[3 * 127] & 0xFF).as("blue the last").isCloseTo(0, within(4));
    } finally {
      cameras.forEach(CameraSensor::close);
    }
  }

  /** Two frames of 16×16 in grey: black, then white. */
  private static Path film(Path folder) throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes("YUV4MPEG2 W16 H16 F10:1 Ip C444\n".getBytes(StandardCharsets.US_ASCII));
    for (int luma : new int[] {16, 235}) {
      bytes.writeBytes("FRAME\n".getBytes(StandardCharsets.US_ASCII));
      byte[] planes = new byte[3 * 256];
      Arrays.fill(planes, (byte) 128);
      Arrays.fill(planes, 0, 256, (byte) luma);
      bytes.writeBytes(planes);
    }
    Path file = folder.resolve("film.y4m");
    Files.write(file, bytes.toByteArray());
    return file;
  }

  @Test
  void aFilePlaysFrameByFrameAndBeginsAgain(@TempDir Path folder) throws IOException {
    var film = new CameraSettings.File("wrist", film(folder).toString(), 10, Optional.empty(), 500);
    try (PictureSource source = film.open(clock)) {
      for (int expected : new int[] {0, 255, 0, 255, 0}) {
        assertThat(next(source).value(8, 8, 1)).isCloseTo(expected, within(2));
      }
    }
  }

  @Test
  void whatCannotBeOpenedIsOneSentence(@TempDir Path folder) throws IOException {
    Path text = Files.writeString(folder.resolve("text.mp4"), "this is no film");
    assertSentence(
        new CameraSettings.File("wrist", text.toString(), 30, Optional.empty(), 500),
        "holds no video");
    assertSentence(
        new CameraSettings.File("wrist", folder + "/absent.mp4", 30, Optional.empty(), 500),
        "absent.mp4 does not exist; mend the path of the camera wrist");
    assertSentence(
        new CameraSettings.Test("wrist", "nosuchpattern", 64, 48, 30, Optional.empty(), 500),
        "the test source nosuchpattern");
    assertSentence(camera("/dev/video87"), "there is no camera /dev/video87");
    assertSentence(camera("/dev/null"), "/dev/null");
  }

  private static CameraSettings camera(String device) {
    return new CameraSettings.V4l2(
        "wrist", device, 640, 480, 30, Optional.empty(), Optional.empty(), 500);
  }

  private void assertSentence(CameraSettings settings, String part) {
    assertThatThrownBy(() -> settings.open(clock).close())
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageContaining(part)
        .hasMessageNotContaining("\n");
  }

  @Test
  void theMachinesCamerasAreListedWithoutTheirFurtherNodes(@TempDir Path kernel)
      throws IOException {
    node(kernel, "video0", "HD Webcam", "0");
    node(kernel, "video1", "HD Webcam", "1");
    node(kernel, "video2", "Endoscope", "0");

    assertThat(Cameras.found(kernel))
        .containsExactly("HD Webcam at /dev/video0", "Endoscope at /dev/video2");
  }

  private static void node(Path kernel, String device, String name, String index)
      throws IOException {
    Path folder = Files.createDirectories(kernel.resolve(device));
    Files.writeString(folder.resolve("name"), name + "\n");
    Files.writeString(folder.resolve("index"), index + "\n");
  }
}
