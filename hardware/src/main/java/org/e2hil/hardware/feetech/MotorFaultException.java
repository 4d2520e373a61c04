package org.e2hil.hardware.feetech;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;

/** A motor answered, and complained. */
@API(status = API.Status.INTERNAL)
public final class MotorFaultException extends EnvironmentFaultException {

  private static final long serialVersionUID = 1L;

  private final EnumSet<StatusBit> complaints;

  /**
   * A fault of one motor.
   *
   * @param motor such as {@code motor 3 (elbow_flex)}
   * @param complaints at least one
   */
  public MotorFaultException(String motor, Set<StatusBit> complaints) {
    super(
        motor
            + " reports "
            + complaints.stream().map(StatusBit::complaint).collect(Collectors.joining(" and "))
            + ": "
            + complaints.stream().map(StatusBit::remedy).collect(Collectors.joining("; ")));
    this.complaints = EnumSet.copyOf(complaints);
  }

  /** A copy of what it complains of. */
  public Set<StatusBit> complaints() {
    return EnumSet.copyOf(complaints);
  }
}
