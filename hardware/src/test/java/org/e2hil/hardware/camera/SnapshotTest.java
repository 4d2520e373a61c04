package org.e2hil.hardware.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.Optional;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.Clock;
import org.junit.jupiter.api.Test;

class SnapshotTest {

  private static final int MAGENTA = 0xFFFF00FF;

  private static Snapshot take(Optional<Crop> crop) {
    return Snapshot.take(
        new CameraSettings.Test("wrist", "color=c=red", 320, 240, 30, crop, 500), Clock.system());
  }

  @Test
  void theWholePictureIsKeptAndItsCropOutlined() {
    BufferedImage whole = take(Optional.of(new Crop(10, 20, 100, 80))).whole();

    assertThat(whole.getWidth()).isEqualTo(320);
    assertThat(whole.getHeight()).isEqualTo(240);
    assertThat(whole.getRGB(10, 20)).isEqualTo(MAGENTA);
    assertThat(whole.getRGB(109, 99)).isEqualTo(MAGENTA);
    assertThat(whole.getRGB(11, 21)).isNotEqualTo(MAGENTA).isEqualTo(whole.getRGB(200, 200));
  }

  @Test
  void whatAPolicySeesIsTheSquareInTheMiddle() {
    Snapshot taken = take(Optional.empty());

    assertThat(taken.seen().getWidth()).isEqualTo(CameraSensor.PICTURE_PIXELS);
    assertThat(taken.seen().getHeight()).isEqualTo(CameraSensor.PICTURE_PIXELS);
    assertThat(taken.whole().getRGB(40, 0)).isEqualTo(MAGENTA);
    assertThat(taken.whole().getRGB(39, 0)).isNotEqualTo(MAGENTA);
    assertThat(taken.seen().getRGB(64, 64)).isEqualTo(taken.whole().getRGB(160, 120));
  }

  @Test
  void aVideoThatIsNotThereIsNamed() {
    assertThatThrownBy(
            () ->
                Snapshot.take(
                    new CameraSettings.File("side", "no.mp4", 30, Optional.empty(), 500),
                    Clock.system()))
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageContaining("no.mp4 does not exist");
  }
}
