package org.e2hil.hardware.emulator;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.e2hil.hardware.feetech.StatusBit;

/** What goes wrong on an emulated bus, switched on and off at any time by any thread. */
public final class BusFaults {

  private final RandomGenerator random;
  private final Map<Integer, Integer> status = new HashMap<>();
  private final Set<Integer> mute = new HashSet<>();
  private double dropShare;
  private double corruptShare;
  private long delayNanos;
  private boolean stalled;
  private boolean unplugged;

  /** None yet. */
  public BusFaults(RandomGenerator random) {
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

  /** Makes every reply late. */
  public synchronized void delay(long nanos) {
    delayNanos = nanos;
  }

  /** Makes a motor complain in every reply; without a complaint it is well again. */
  public synchronized void complain(int id, StatusBit... complaints) {
    int bits = 0;
    for (StatusBit bit : complaints) {
      bits |= bit.mask();
    }
    status.put(id, bits);
  }

  /** Takes a motor off the wire, or puts it back. */
  public synchronized void mute(int id, boolean isMute) {
    if (isMute) {
      mute.add(id);
    } else {
      mute.remove(id);
    }
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

  synchronized boolean isMute(int id) {
    return mute.contains(id);
  }

  synchronized int status(int id) {
    return status.getOrDefault(id, 0);
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
