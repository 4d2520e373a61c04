package org.e2hil.hardware.stream;

import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.hardware.link.LinkCounts;
import org.e2hil.hardware.link.LinkLostException;

/**
 * The motors of one arm as one, the joints first, the gripper last: what a driver must write for a
 * new arm. One thread; none of its methods waits longer than a cycle.
 *
 * <p>Every method but {@link #name} and {@link #counts} may throw {@link LinkLostException}.
 */
@API(status = API.Status.EXPERIMENTAL)
public interface Motors {

  /** What a person calls a motor, such as {@code motor 3 (elbow_flex)}. */
  String name(int motor);

  /** What is known by now; motors that stay silent keep their old numbers. */
  Feedback measure(Feedback before);

  /**
   * Takes the next step on the way to motors that follow set-points. It is called once a cycle
   * until it returns true, and again after a fault was forgiven, whatever it was: motors that lost
   * their power come back limp. Meanwhile {@link #command} streams where the arm is measured, so
   * that it does not swing when it gets torque.
   *
   * @return true once they follow, which was read back from them where they can be asked
   * @throws EnvironmentFaultException if a motor cannot be armed
   */
  boolean arm();

  /** What is wrong with them, if they insist on it. */
  Optional<EnvironmentFaultException> complaint();

  /**
   * Sends all motors to a set-point.
   *
   * @param setpoint {@code [joint]} in rad, then the gripper's opening, 0 closed, 1 open
   */
  void command(double[] setpoint);

  /**
   * Lets all motors go limp, and returns once they have said so. No cycle runs any more.
   *
   * @throws EnvironmentFaultException naming those that may still hold, after all were tried
   */
  void release();

  /** What has happened on the way to them so far. */
  LinkCounts counts();
}
