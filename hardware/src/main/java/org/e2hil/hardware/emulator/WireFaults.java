package org.e2hil.hardware.emulator;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apiguardian.api.API;

/** What goes wrong on the way to any device, switched on and off at any time by any thread. */
@API(status = API.Status.EXPERIMENTAL)
public sealed class WireFaults permits BusFaults, A1xFaults {

  private final RandomGenerator random;
  private double dropShare;
  private double corruptShare;
  private long delayNanos;
  private boolean stalled;
  private boolean unplugged;
  private final Map<Integer, Error> errors = new HashMap<>();
  private final Map<Integer, Integer> tellsAs = new HashMap<>();

  /** What a motor tells wrongly. */
  private static final class Error {
    private double offset;
    private double perS;
    private long sinceNanos = Long.MIN_VALUE;
  }

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

  /**
   * Makes a motor tell a place beside its own.
   *
   * @param motor from 0, the gripper last
   * @param by rad, of a gripper in its body's own unit
   */
  public synchronized void offset(int motor, double by) {
    error(motor).offset = by;
  }

  /** Makes what a motor tells drift away from its own place from now on, in its unit a second. */
  public synchronized void drift(int motor, double perS) {
    error(motor).perS = perS;
  }

  private Error error(int motor) {
    return errors.computeIfAbsent(motor, m -> new Error());
  }

  /** By how much a motor tells another place than its own at a moment. */
  synchronized double error(int motor, long nowNanos) {
    Error error = errors.get(motor);
    if (error == null) {
      return 0;
    }
    if (error.sinceNanos == Long.MIN_VALUE) {
      error.sinceNanos = nowNanos;
    }
    return error.offset + error.perS * (nowNanos - error.sinceNanos) * 1e-9;
  }

  /** Makes what one motor tells arrive as if another had told it. Both are counted from 0. */
  public synchronized void misaddress(int motor, int as) {
    tellsAs.put(motor, as);
  }

  /** As which motor one is heard. */
  synchronized int heardAs(int motor) {
    return tellsAs.getOrDefault(motor, motor);
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
