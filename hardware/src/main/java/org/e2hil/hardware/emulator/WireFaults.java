package org.e2hil.hardware.emulator;

import java.util.random.RandomGenerator;

/** What goes wrong on the way to any device, switched on and off at any time by any thread. */
public sealed class WireFaults permits BusFaults, A1xFaults {

  private final RandomGenerator random;
  private double dropShare;
  private double corruptShare;
  private long delayNanos;
  private boolean stalled;
  private boolean unplugged;

  /** None yet. */
  WireFaults(RandomGenerator random) {
    this.random = random;
  }

  /** Loses this share of all frames, both ways. */
  public synchronized void drop(double share) {
    dropShare = share;
  }

  /** Damages one byte in this share of all frames, both ways. */
  public synchronized void corrupt(double share) {
    corruptShare = share;
  }

  /** Makes everything that the device says late. */
  public synchronized void delay(long nanos) {
    delayNanos = nanos;
  }

  /** Lets nothing through, or everything again. */
  public synchronized void stall(boolean isStalled) {
    stalled = isStalled;
  }

  /** Pulls the cable for good. */
  public synchronized void unplug() {
    unplugged = true;
  }

  synchronized boolean isUnplugged() {
    return unplugged;
  }

  synchronized long delayNanos() {
    return delayNanos;
  }

  /** What arrives of a frame: all, something damaged, or nothing. */
  synchronized byte[] transmit(byte[] bytes) {
    if (stalled || (dropShare > 0 && random.nextDouble() < dropShare)) {
      return new byte[0];
    }
    byte[] arriving = bytes.clone();
    if (arriving.length > 0 && corruptShare > 0 && random.nextDouble() < corruptShare) {
      arriving[random.nextInt(arriving.length)] ^= (byte) (1 + random.nextInt(255));
    }
    return arriving;
  }
}
