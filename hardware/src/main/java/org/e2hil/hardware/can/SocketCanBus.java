package org.e2hil.hardware.can;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.hardware.link.LinkLostException;
import org.e2hil.hardware.link.ShutdownAction;
import tel.schich.javacan.CanChannels;
import tel.schich.javacan.CanSocketOptions;
import tel.schich.javacan.NetworkDevice;
import tel.schich.javacan.RawCanChannel;
import tel.schich.javacan.platform.linux.LinuxNativeOperationException;

/**
 * A CAN-FD bus that the Linux kernel drives (SocketCAN), by JavaCAN. Its bit rates are the kernel's
 * to set: {@code ip link set can0 up type can bitrate 1000000 sample-point 0.875 dbitrate 5000000
 * dsample-point 0.875 fd on}.
 */
@API(status = API.Status.INTERNAL)
public final class SocketCanBus implements CanBus {

  /** Where the kernel lists its network devices, among which its CAN buses are. */
  private static final Path DEVICES = Path.of("/sys/class/net");

  private static final int EAGAIN = 11;
  private static final int ENOBUFS = 105;

  private final RawCanChannel channel;
  private final String name;
  private final ByteBuffer buffer = RawCanChannel.allocateSufficientMemory();
  private final ShutdownAction lastWords = new ShutdownAction();
  private long damagedFrames;

  private SocketCanBus(RawCanChannel channel, String name) {
    this.channel = channel;
    this.name = name;
  }

  /**
   * Opens a bus.
   *
   * @param device the kernel's name for it, such as {@code can0}
   * @throws EnvironmentFaultException if there is none
   */
  public static SocketCanBus open(String device) {
    try {
      RawCanChannel channel = CanChannels.newRawChannel(NetworkDevice.lookup(device));
      channel.configureBlocking(false);
      channel.setOption(CanSocketOptions.FD_FRAMES, true);
      return new SocketCanBus(channel, device);
    } catch (IOException | LinkageError e) {
      throw new EnvironmentFaultException(notOpened(device, reason(e)), e);
    }
  }

  /**
   * Looks for a bus without opening it.
   *
   * @param device the kernel's name for it, such as {@code can0}
   * @throws EnvironmentFaultException if there is none
   */
  public static void requirePresent(String device) {
    if (!Files.exists(DEVICES.resolve(device))) {
      throw new EnvironmentFaultException(notOpened(device, "there is no such device"));
    }
  }

  private static String notOpened(String device, String reason) {
    return "the CAN bus "
        + device
        + " cannot be opened ("
        + reason
        + "); bring it up with 'ip link set "
        + device
        + " up type can bitrate 1000000 sample-point 0.875 dbitrate 5000000 dsample-point 0.875"
        + " fd on', or use an adapter on a serial port (slcan) or rosbridge where the kernel has no"
        + " CAN";
  }

  private static String reason(Throwable e) {
    return e instanceof LinuxNativeOperationException system
        ? system.getErrorString()
        : e.getMessage();
  }

  @Override
  public String name() {
    return "the CAN bus " + name;
  }

  @Override
  public void send(CanFrame frame) {
    try {
      // the kernel fills the frame up itself, and the arm's gripper minds who does
      channel.write(
          tel.schich.javacan.CanFrame.create(
              frame.id(), tel.schich.javacan.CanFrame.FD_FLAG_BIT_RATE_SWITCH, frame.data()));
    } catch (IOException e) {
      if (!isFull(e)) {
        throw lost(e);
      }
    }
  }

  @Override
  public Optional<CanFrame> receive() {
    try {
      while (true) {
        buffer.clear();
        tel.schich.javacan.CanFrame frame = channel.read(buffer);
        if (frame.isError()) {
          damagedFrames++;
        } else if (!frame.isExtended() && !frame.isRemoteTransmissionRequest()) {
          byte[] data = new byte[frame.getDataLength()];
          frame.getData(data, 0, data.length);
          return Optional.of(new CanFrame(frame.getId(), data));
        }
      }
    } catch (IOException e) {
      if (isFull(e)) {
        return Optional.empty();
      }
      throw lost(e);
    }
  }

  /** Nothing to read, or no room to send: both pass by themselves. */
  private static boolean isFull(IOException e) {
    return e instanceof LinuxNativeOperationException system
        && (system.getErrorNumber() == EAGAIN || system.getErrorNumber() == ENOBUFS);
  }

  private LinkLostException lost(IOException e) {
    return new LinkLostException(
        "the CAN bus "
            + name
            + " is gone ("
            + reason(e)
            + "): its adapter was pulled or it was taken down; bring it up and connect again");
  }

  @Override
  public long damagedFrames() {
    return damagedFrames;
  }

  @Override
  public void beforeShutdown(Runnable action) {
    lastWords.set(action);
  }

  @Override
  public void close() {
    lastWords.forget();
    try {
      channel.close();
    } catch (IOException e) {
      throw lost(e);
    }
  }
}
