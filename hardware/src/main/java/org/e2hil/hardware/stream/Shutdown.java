package org.e2hil.hardware.stream;

import java.util.List;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.hardware.link.Link;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts an arm to rest, however its program ends: it holds, then parks, and goes limp only when
 * somebody confirms that it may. Any thread may begin it, and the rest wait until it is done.
 */
final class Shutdown {

  private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

  private static final double ARRIVED_RAD = 1e-3;
  private static final double PARK_GRACE_S = 1;
  private static final long REST_NANOS = 300_000_000;

  private final StreamSettings settings;
  private final Motors motors;
  private final Link link;
  private final Pace pace;
  private final JointStream stream;
  private final StreamWait wait;
  private final Confirmation release;
  private final Object once = new Object();
  private volatile Runnable stopCycles = () -> {};
  private volatile boolean settled;
  private volatile boolean closed;

  Shutdown(
      StreamSettings settings,
      Motors motors,
      Link link,
      Pace pace,
      JointStream stream,
      Confirmation release) {
    this.settings = settings;
    this.motors = motors;
    this.link = link;
    this.pace = pace;
    this.stream = stream;
    this.release = release;
    wait = new StreamWait(stream, pace);
  }

  /** Ends these cycles, too, once the arm rests. */
  void ending(Cycles cycles) {
    stopCycles = cycles::stop;
  }

  /** Refuses a call to an arm that is put to rest. */
  void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this arm has been put to rest; connect again");
    }
    if (settled) {
      // no mistake of the caller's, who has not yet heard of it
      throw new EnvironmentFaultException("the program is ending, and the arm is put to rest");
    }
  }

  /** Ends the cycles of an arm that never took up its work, and so has nothing to park. */
  void abandon() {
    settled = true;
    stopCycles.run();
  }

  /** Hold, then park, then no more cycles: the motors hold the last goal by themselves. */
  void settle() {
    synchronized (once) {
      if (!settled) {
        settled = true;
        stream.hold();
        try {
          park();
        } catch (RuntimeException e) {
          LOG.warn("Holding instead of parking: {}", e.getMessage());
        }
        stream.hold();
        comeToRest();
        stopCycles.run();
      }
    }
  }

  /** Settles, lets the arm go limp if somebody confirms it, and lets go of the link. */
  void close() {
    synchronized (once) {
      if (closed) {
        return;
      }
      closed = true;
    }
    // somebody who interrupts a program wants the arm to come to rest, not to be left half-way
    boolean interrupted = Thread.interrupted();
    try {
      settle();
      boolean reachable = !settings.dryRun() && !stream.isLinkLost();
      if (reachable
          && release.confirmed("Is somebody supporting the arm, so that it may go limp?")) {
        letGo();
      } else if (!settings.dryRun()) {
        LOG.warn("The arm is left holding under torque; support it before its power is cut");
      }
    } finally {
      link.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void letGo() {
    try {
      motors.release();
      LOG.info("The arm is limp");
    } catch (EnvironmentFaultException e) {
      LOG.error("The arm may not be limp: {}", e.getMessage());
    }
  }

  /** The set-points slow down, and the arm reaches the last of them. */
  private void comeToRest() {
    if (!settings.dryRun() && !stream.isLinkLost()) {
      try {
        wait.until(pace.nanoTime() + REST_NANOS);
      } catch (RuntimeException e) {
        LOG.warn("Not waiting for the arm to come to rest: {}", e.getMessage());
      }
    }
  }

  private void park() {
    List<Double> pose = settings.park().poseRad();
    if (pose.isEmpty() || settings.dryRun()) {
      return;
    }
    wait.throwIfStopped();
    double[] target = pose.stream().mapToDouble(Double::doubleValue).toArray();
    stream.park(new JointCommand(target, stream.setpoint()[target.length]));
    double limitS = 2 * distanceRad(target) / settings.park().speedRadPerS() + PARK_GRACE_S;
    wait.until(() -> distanceRad(target) <= ARRIVED_RAD || wait.isStopped(), (long) (limitS * 1e9));
    wait.throwIfStopped();
  }

  private double distanceRad(double[] target) {
    double[] setpoint = stream.setpoint();
    double farthest = 0;
    for (int i = 0; i < target.length; i++) {
      farthest = Math.max(farthest, Math.abs(setpoint[i] - target[i]));
    }
    return farthest;
  }
}
