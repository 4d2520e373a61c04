package org.e2hil.hardware.emulator;

import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.agent.robot.RobotState;
import org.e2hil.hardware.a1x.A1x;
import org.e2hil.hardware.a1x.A1xSettings;
import org.e2hil.hardware.stream.Confirmation;
import org.e2hil.hardware.stream.Lateness;
import org.e2hil.hardware.stream.Pace;
import org.e2hil.hardware.stream.Park;
import org.e2hil.hardware.stream.StreamCounts;

/**
 * How punctual this machine is: the streaming thread of a whole driver, over an emulated arm in
 * memory that is being moved.
 */
@API(status = API.Status.INTERNAL)
public final class LoopBench {

  private static final double SWING_RAD = 0.2;
  private static final double SWING_PERIOD_S = 4;

  private LoopBench() {}

  /**
   * What was measured.
   *
   * @param cycles of the stream
   * @param p50Us lateness that half of the cycles did not exceed, µs, to 10 µs
   * @param p99Us of 99%
   * @param p999Us of 99.9%
   * @param worstUs of all
   * @param lateCycles begun more than half a period late
   * @param holds times that the arm held because of it
   */
  public record Result(
      long cycles,
      double p50Us,
      double p99Us,
      double p999Us,
      double worstUs,
      long lateCycles,
      long holds) {}

  /** Streams for some seconds at a rate, with the driver's own thread and clock. */
  public static Result run(double seconds, double streamHz, Pace pace) {
    EmulatedA1x device = EmulatedA1x.atHome(SeededRandom.of(0, "faults"));
    A1xSettings usual = A1xSettings.over(A1xSettings.Can.DEFAULT);
    A1xSettings settings =
        new A1xSettings(
            usual.route(),
            streamHz,
            usual.limits(),
            usual.watchdogs(),
            Park.anywhere(),
            Optional.empty(),
            false);
    // nobody is under an emulated arm
    Confirmation limp = question -> true;
    try (A1x robot = A1x.connect(settings, device.onCan(pace), pace, limp)) {
      RobotState begin = robot.state();
      long end = pace.nanoTime() + (long) (seconds * 1e9);
      while (end - pace.nanoTime() > 0) {
        double[] goal = begin.positionsRad();
        double turn = 2 * Math.PI * pace.nanoTime() * 1e-9 / SWING_PERIOD_S;
        goal[0] += SWING_RAD * Math.sin(turn);
        robot.command(new JointCommand(goal, begin.gripperOpening()));
        robot.awaitTick();
      }
      return result(robot.lateness(), robot.counts());
    }
  }

  private static Result result(Lateness lateness, StreamCounts counts) {
    return new Result(
        lateness.cycles(),
        lateness.quantileNanos(0.5) / 1e3,
        lateness.quantileNanos(0.99) / 1e3,
        lateness.quantileNanos(0.999) / 1e3,
        lateness.worstNanos() / 1e3,
        lateness.lateCycles(),
        counts.staleHolds() + counts.silenceHolds());
  }
}
