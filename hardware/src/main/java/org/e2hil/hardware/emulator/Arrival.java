package org.e2hil.hardware.emulator;

import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;

/**
 * A piece of what a device sends.
 *
 * @param bytes as they arrive, perhaps damaged
 * @param dueNanos when the last of them arrives
 */
@API(status = API.Status.EXPERIMENTAL)
public record Arrival(List<Byte> bytes, long dueNanos) {

  /** Copies the bytes. */
  public Arrival {
    bytes = List.copyOf(bytes);
  }

  /** A piece that arrives at a moment. */
  static Arrival of(byte[] bytes, long dueNanos) {
    List<Byte> list = new ArrayList<>(bytes.length);
    for (byte b : bytes) {
      list.add(b);
    }
    return new Arrival(list, dueNanos);
  }
}
