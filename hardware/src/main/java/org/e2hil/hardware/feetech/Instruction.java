package org.e2hil.hardware.feetech;

import java.util.Optional;
import org.apiguardian.api.API;

/** What a frame asks a motor to do (protocol 0). */
@API(status = API.Status.EXPERIMENTAL)
public enum Instruction {
  /** Answer, if you are there. */
  PING(0x01),
  /** Tell what some bytes of the memory hold. */
  READ(0x02),
  /** Take some bytes into the memory. */
  WRITE(0x03),
  /** Keep some bytes until {@link #ACTION}. */
  REG_WRITE(0x04),
  /** Take what was kept into the memory. */
  ACTION(0x05),
  /** Tell, one motor after the other, what the same bytes of each memory hold. */
  SYNC_READ(0x82),
  /** Take some bytes each; nobody answers. */
  SYNC_WRITE(0x83);

  private final int code;

  Instruction(int code) {
    this.code = code;
  }

  /** The byte on the wire. */
  public int code() {
    return code;
  }

  /** The instruction that a byte means, if any. */
  public static Optional<Instruction> of(int code) {
    for (Instruction instruction : values()) {
      if (instruction.code == code) {
        return Optional.of(instruction);
      }
    }
    return Optional.empty();
  }
}
