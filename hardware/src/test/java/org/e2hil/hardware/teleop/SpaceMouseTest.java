package org.e2hil.hardware.teleop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import org.e2hil.agent.env.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpaceMouseTest {

  private static final int PATIENCE_MS = 5000;
  private static final byte[] UNPLUGGED = {};

  private final BlockingQueue<byte[]> wire = new LinkedBlockingQueue<>();
  private final SpaceMouse mouse = SpaceMouse.of("the SpaceMouse", new Reports());

  /** A device that gives one report with each read, as Linux does. */
  private final class Reports extends InputStream {
    @Override
    public int read() {
      throw new AssertionError("reports are read as a whole");
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      try {
        byte[] report = wire.take();
        System.arraycopy(report, 0, into, offset, report.length);
        return report == UNPLUGGED ? -1 : report.length;
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  private ControlState await(Predicate<ControlState> seen) throws InterruptedException {
    for (int i = 0; i < PATIENCE_MS; i++) {
      ControlState state = mouse.poll();
      if (seen.test(state)) {
        return state;
      }
      Thread.sleep(1);
    }
    throw new AssertionError("the report never arrived");
  }

  @Test
  void theCapPushedAwayFromThePersonMovesTheToolForwardAndLiftedUp() throws Exception {
    // x 0, y −350, z −175
    wire.add(new byte[] {1, 0, 0, (byte) 0xA2, (byte) 0xFE, (byte) 0x51, (byte) 0xFF});

    ControlState state = await(s -> !s.axes().isEmpty());

    Action motion = TeleoperationConfig.Spacemouse.defaults().map().motion(state);
    assertThat(motion.value(0)).isEqualTo(1);
    assertThat(motion.value(1)).isZero();
    assertThat(motion.value(2)).isBetween(0.45, 0.5);
  }

  @Test
  void newerModelsSendAllSixAxesAtOnce() throws Exception {
    wire.add(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 94, 1});

    assertThat(await(s -> !s.axes().isEmpty()).axis("rz")).isEqualTo(1);
  }

  @Test
  void buttonsAreBits() throws Exception {
    wire.add(new byte[] {3, 2});

    assertThat(await(s -> !s.held().isEmpty()).pressed()).containsExactly("button1");
    wire.add(new byte[] {3, 0});
    await(s -> s.held().isEmpty());
  }

  @Test
  void anUnpluggedOneIsLost() {
    wire.add(UNPLUGGED);

    assertThatThrownBy(() -> await(s -> false))
        .isInstanceOf(DeviceLostException.class)
        .hasMessageContaining("the SpaceMouse is gone");
  }

  @Test
  void itIsFoundByItsMakerAndItsName(@TempDir Path kernel) throws IOException {
    device(kernel, "hidraw0", "0003:0000046D:0000C534", "Logitech USB Receiver");
    device(kernel, "hidraw1", "0003:0000256F:0000C635", "3Dconnexion SpaceMouse Compact");

    assertThat(SpaceMouse.found(kernel))
        .containsOnlyKeys(Path.of("hidraw1"))
        .containsValue("3Dconnexion SpaceMouse Compact");
    assertThat(SpaceMouse.found(kernel.resolve("absent"))).isEmpty();
  }

  private static void device(Path kernel, String node, String id, String name) throws IOException {
    Path folder = Files.createDirectories(kernel.resolve(node).resolve("device"));
    Files.writeString(folder.resolve("uevent"), "HID_ID=" + id + "\nHID_NAME=" + name + "\n");
  }
}
