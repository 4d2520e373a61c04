package org.e2hil.hardware.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.robot.Clock;
import org.junit.jupiter.api.Test;

/** A camera whose pictures and whose time a test gives out. */
class CameraSensorTest {

  private static final CameraSettings SETTINGS = CameraSettings.Test.defaults();
  private static final int PATIENCE_S = 10;

  private final AtomicLong nowNanos = new AtomicLong();
  private final Clock clock =
      new Clock() {
        @Override
        public long nanoTime() {
          return nowNanos.get();
        }

        @Override
        public void sleepUntil(long nanoTime) {}
      };
  private final Source source = new Source();

  /** Hands out a picture of one brightness when it is told to. */
  private static final class Source implements PictureSource {
    private final BlockingQueue<Runnable> script = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private int brightness;

    void show(int value) {
      script.add(() -> brightness = value);
    }

    @Override
    public Optional<Picture> next() {
      try {
        Runnable next = script.poll(10, TimeUnit.MILLISECONDS);
        if (next == null) {
          return Optional.empty();
        }
        next.run();
        byte[] rgb = new byte[320 * 240 * 3];
        Arrays.fill(rgb, (byte) brightness);
        return Optional.of(new Picture(320, 240, rgb));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  private static int look(CameraSensor camera) {
    Observation.Builder into = Observation.builder();
    camera.observe(into);
    return into.build().picture("wrist").get(0);
  }

  private static void awaitBrightness(CameraSensor camera, int value) {
    while (look(camera) != value) {
      Thread.onSpinWait();
    }
  }

  @Test
  void theNewestPictureIsSeenInTheShapeOfASimulatedOne() {
    source.show(10);
    try (CameraSensor camera = CameraSensor.open(SETTINGS, source, clock)) {
      assertThat(camera.group().name()).isEqualTo("wrist");
      assertThat(camera.group().shape()).isEqualTo(List.of(128, 128, 3));
      assertThat(look(camera)).isEqualTo(10);
      source.show(20);
      source.show(30);

      awaitBrightness(camera, 30);

      assertThat(look(camera)).as("until a newer one comes").isEqualTo(30);
    }
  }

  @Test
  void anOldPictureIsAFault() {
    source.show(10);
    try (CameraSensor camera = CameraSensor.open(SETTINGS, source, clock)) {
      nowNanos.addAndGet(499_000_000);
      assertThat(look(camera)).isEqualTo(10);
      nowNanos.addAndGet(2_000_000);

      assertThatThrownBy(() -> look(camera))
          .isInstanceOf(EnvironmentFaultException.class)
          .hasMessageContaining("the camera wrist has shown nothing new for 501 ms");
    }
  }

  private void awaitTaken() {
    while (!source.script.isEmpty()) {
      Thread.onSpinWait();
    }
  }

  /** Shows two brightnesses in turn until the second has been seen. */
  private void showFor(CameraSensor camera, int seconds, int value, int other) {
    for (int i = 0; i < 4 * seconds; i++) {
      nowNanos.addAndGet(250_000_000);
      int shown = i % 2 == 0 ? value : other;
      source.show(shown);
      awaitTaken();
      awaitBrightness(camera, shown);
    }
  }

  @Test
  void aSensorThatShowsTheSameForTwoSecondsIsFrozenOrCovered() {
    source.show(0);
    try (CameraSensor camera = CameraSensor.open(CameraSettings.V4l2.defaults(), source, clock)) {
      showFor(camera, 4, 1, 2);

      assertThatThrownBy(() -> showFor(camera, 4, 2, 2))
          .isInstanceOf(EnvironmentFaultException.class)
          .hasMessageContaining("the camera wrist has shown the same picture, bit for bit, for 2.")
          .hasMessageEndingWith("take off what covers it, or unplug it and plug it in again");
    }
  }

  @Test
  void aFilmOrATestPictureMayStandStill() {
    source.show(7);
    try (CameraSensor camera = CameraSensor.open(SETTINGS, source, clock)) {
      showFor(camera, 10, 7, 7);

      assertThat(look(camera)).isEqualTo(7);
    }
  }

  @Test
  void aCameraThatBreaksSaysWhy() {
    source.show(10);
    try (CameraSensor camera = CameraSensor.open(SETTINGS, source, clock)) {
      source.script.add(
          () -> {
            throw new EnvironmentFaultException("the cable was pulled");
          });

      assertThatThrownBy(() -> awaitBrightness(camera, 99))
          .hasMessage("the camera wrist stopped: the cable was pulled");
    }
  }

  @Test
  void anErrorInTheThreadOfACameraIsToldWithItsCause() {
    source.show(10);
    try (CameraSensor camera = CameraSensor.open(SETTINGS, source, clock)) {
      source.script.add(
          () -> {
            throw new StackOverflowError("in the decoder");
          });

      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1000 * PATIENCE_S; i++) {
                  look(camera);
                  Thread.sleep(1);
                }
              })
          .isInstanceOf(EnvironmentFaultException.class)
          .hasMessageContaining("the camera wrist stopped: ")
          .hasMessageContaining("StackOverflowError: in the decoder")
          .hasCauseInstanceOf(StackOverflowError.class);
    }
  }

  @Test
  void closingLetsGoOfTheDevice() throws InterruptedException {
    source.show(10);
    CameraSensor.open(SETTINGS, source, clock).close();

    assertThat(source.closed.await(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aCropOutsideThePictureIsRefused() {
    CameraSettings settings =
        new CameraSettings.File("wrist", "x.mp4", 30, Optional.of(new Crop(200, 0, 240, 240)), 500);
    source.show(10);

    assertThatThrownBy(() -> CameraSensor.open(settings, source, clock))
        .hasMessageContaining("320×240, too small for its Crop");
    assertThatThrownBy(
            () ->
                new CameraSettings.Test(
                    "wrist", "testsrc", 320, 240, 30, Optional.of(new Crop(0, 0, 320, 241)), 500))
        .hasMessageContaining("crop");
  }
}
