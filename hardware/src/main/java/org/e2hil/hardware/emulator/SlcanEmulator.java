package org.e2hil.hardware.emulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.e2hil.hardware.can.CanFrame;
import org.e2hil.hardware.can.SlcanCodec;
import org.e2hil.hardware.can.SlcanDecoder;

/** An SLCAN adapter on a serial port with an A1X behind it. Any thread, one at a time. */
final class SlcanEmulator implements EmulatedDevice {

  private static final long LISTEN_NANOS = 1_000_000;
  private static final byte[] REFUSED = {7};

  private final A1xFaults faults;
  private final CanA1x arm;
  private final SlcanDecoder decoder = new SlcanDecoder(this::execute);
  private final List<CanFrame> frames = new ArrayList<>();
  private boolean nominalRateSet;
  private boolean dataRateSet;
  private boolean open;

  SlcanEmulator(A1xEmulator emulator) {
    faults = emulator.faults();
    arm = new CanA1x(emulator);
  }

  @Override
  public String name() {
    return "the emulated serial port";
  }

  private void execute(String command) {
    switch (command) {
      case "C" -> open = false;
      case "S8" -> nominalRateSet = true;
      case "Y5" -> dataRateSet = true;
      // an arm that is spoken to at another rate hears nothing
      case "O" -> open = nominalRateSet && dataRateSet;
      default -> {}
    }
  }

  @Override
  public synchronized List<Arrival> accept(byte[] bytes, int length, long now) {
    List<Arrival> arrivals = new ArrayList<>();
    if (length > 0) {
      byte[] arriving = arriving(Arrays.copyOf(bytes, length));
      long damaged = decoder.damagedLines();
      decoder.accept(arriving, arriving.length, frames::add);
      for (long i = damaged; i < decoder.damagedLines(); i++) {
        arrivals.add(Arrival.of(REFUSED, now + faults.delayNanos()));
      }
      if (open) {
        frames.forEach(frame -> arm.accept(frame, now));
      }
      frames.clear();
    }
    arm.listen(
        now,
        (frame, at) -> {
          byte[] sent = open ? faults.transmit(SlcanCodec.encode(frame)) : new byte[0];
          if (sent.length > 0) {
            arrivals.add(Arrival.of(sent, at + faults.delayNanos()));
          }
        });
    return arrivals;
  }

  /**
   * What arrives at the adapter. A damaged digit arrives as no digit at all: that one digit turns
   * into another is what the checksums of USB and CAN are there for, and no arm could tell.
   */
  private byte[] arriving(byte[] sent) {
    byte[] arriving = faults.transmit(sent);
    for (int i = 0; i < arriving.length; i++) {
      if (arriving[i] != sent[i]) {
        arriving[i] |= (byte) 0x80;
      }
    }
    return arriving;
  }

  @Override
  public long listenNanos() {
    return LISTEN_NANOS;
  }

  @Override
  public WireFaults faults() {
    return faults;
  }
}
