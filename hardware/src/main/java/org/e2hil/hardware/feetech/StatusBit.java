package org.e2hil.hardware.feetech;

import java.util.EnumSet;
import java.util.Set;
import org.apiguardian.api.API;

/** What a motor complains of in every reply. */
@API(status = API.Status.EXPERIMENTAL)
public enum StatusBit {
  /** The supply is outside the motor's limits. */
  VOLTAGE(
      1,
      "a supply voltage outside its limits",
      "check that the power supply fits the servo (7.4 V and 12 V kinds exist) and its plugs"),
  /** The magnetic encoder is not well. */
  ANGLE(2, "an encoder error", "power-cycle the arm, and replace the servo if it comes back"),
  /** It is too hot. */
  OVERHEAT(4, "overheating", "let it cool and take load off the arm"),
  /** It draws too much current. */
  OVERCURRENT(8, "overcurrent", "free what blocks it and power-cycle the arm"),
  /** It pushed too hard for too long. */
  OVERLOAD(
      32,
      "overload",
      "take away what it pushes against and power-cycle the arm, which alone clears it");

  private final int mask;
  private final String complaint;
  private final String remedy;

  StatusBit(int mask, String complaint, String remedy) {
    this.mask = mask;
    this.complaint = complaint;
    this.remedy = remedy;
  }

  /** Its bit in the status byte. */
  public int mask() {
    return mask;
  }

  /** As in "motor 3 reports …". */
  String complaint() {
    return complaint;
  }

  /** What a person does about it. */
  String remedy() {
    return remedy;
  }

  /** Those that are set in a status byte; bits without a meaning are left out. */
  public static Set<StatusBit> of(int status) {
    Set<StatusBit> set = EnumSet.noneOf(StatusBit.class);
    for (StatusBit bit : values()) {
      if ((status & bit.mask) != 0) {
        set.add(bit);
      }
    }
    return set;
  }
}
