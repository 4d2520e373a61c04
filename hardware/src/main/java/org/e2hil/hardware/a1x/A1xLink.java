package org.e2hil.hardware.a1x;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.e2hil.hardware.checkup.Finding;
import org.e2hil.hardware.link.Link;
import org.e2hil.hardware.link.LinkCounts;
import org.e2hil.hardware.link.LinkLostException;

/**
 * One of the ways to an A1X. One thread at a time; nothing waits.
 *
 * <p>Receiving and sending throw {@link LinkLostException} once nobody can be reached any more.
 */
@API(status = API.Status.EXPERIMENTAL)
public interface A1xLink extends Link {

  /** Takes in all that has come, and passes on what the arm has told of itself, oldest first. */
  void receive(Consumer<A1xReading> readings);

  /**
   * Sends the arm to a set-point.
   *
   * @param jointsRad {@code [joint]}
   * @param gripper in its own unit; left alone where empty
   */
  void move(double[] jointsRad, OptionalDouble gripper);

  /** Tells the arm to do something else. */
  void call(FunctionCode function);

  /** A sentence on what is wrong with the arm or the way to it, if anything, and how to mend it. */
  Optional<String> trouble();

  /** A sentence for when the arm tells nothing: what to check. */
  String whenSilent();

  /** A sentence for while the arm has told nothing of its errors; empty once it has. */
  Optional<String> statusMissing();

  /** Whether the arm could be given torque on this way, as far as can be known without it. */
  Finding howToEnable();

  /** What has happened so far. */
  LinkCounts counts();
}
