package org.e2hil.hardware.emulator;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apiguardian.api.API;
import org.e2hil.hardware.feetech.StatusBit;

/** What goes wrong on an emulated bus of servos, switched on and off at any time by any thread. */
@API(status = API.Status.EXPERIMENTAL)
public final class BusFaults extends WireFaults {

  private final Map<Integer, Integer> status = new HashMap<>();
  private final Set<Integer> mute = new HashSet<>();

  /** None yet. */
  public BusFaults(RandomGenerator random) {
    super(random);
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

  synchronized boolean isMute(int id) {
    return mute.contains(id);
  }

  synchronized int status(int id) {
    return status.getOrDefault(id, 0);
  }
}
