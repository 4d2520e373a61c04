package org.e2hil.agent.robot;

import java.util.Locale;
import org.apiguardian.api.API;

/** No joint angles within the limits bring the tool to a pose. */
@API(status = API.Status.EXPERIMENTAL)
public final class UnreachablePoseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final double residualM;
  private final double residualRad;

  /**
   * A pose that was missed.
   *
   * @param arm its name
   * @param residualM distance left, m
   * @param residualRad angle left of what the arm can turn, rad
   */
  public UnreachablePoseException(String arm, double residualM, double residualRad) {
    super(
        String.format(
            Locale.ROOT,
            "the arm %s cannot reach this tool pose: it ends %.1f mm and %.3f rad away; choose a"
                + " pose nearer to its base, or start from joint angles nearer to the pose",
            arm,
            residualM * 1000,
            residualRad));
    this.residualM = residualM;
    this.residualRad = residualRad;
  }

  /** Distance left, m. */
  public double residualM() {
    return residualM;
  }

  /** Angle left of what the arm can turn, rad. */
  public double residualRad() {
    return residualRad;
  }
}
