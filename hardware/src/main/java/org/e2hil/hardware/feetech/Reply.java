package org.e2hil.hardware.feetech;

import java.util.Set;
import org.apiguardian.api.API;

/** What one motor answered: its complaints and a piece of its memory. Immutable. */
@API(status = API.Status.INTERNAL)
public final class Reply {

  private final Frame frame;
  private final int address;

  Reply(Frame frame, int address) {
    this.frame = frame;
    this.address = address;
  }

  /** Who answered. */
  public int id() {
    return frame.id();
  }

  /** What it complains of, mostly nothing. */
  public Set<StatusBit> complaints() {
    return StatusBit.of(frame.code());
  }

  /**
   * What a register holds.
   *
   * @throws IllegalArgumentException if it was not asked for
   */
  public int value(Register register) {
    int at = register.address() - address;
    if (at < 0 || at + register.width() > frame.size()) {
      throw new IllegalArgumentException("the register " + register + " was not asked for");
    }
    return register.decode(frame.parameters(), at);
  }
}
