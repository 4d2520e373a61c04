package org.e2hil.scenarios.joints;

import java.util.ArrayList;
import java.util.List;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.dataset.DatasetException;
import org.e2hil.dataset.ForeignFrame;

/**
 * One episode as joint angles over time: what the leader asked for and what the follower measured.
 * Between two frames both are on the straight line. Immutable.
 */
final class JointRecording {

  private final double[] timesS;
  private final List<JointCommand> asked = new ArrayList<>();
  private final List<JointCommand> measured = new ArrayList<>();

  /**
   * Reads the numbers of an episode.
   *
   * @param frames up to the last that counts
   * @param columns what each number means
   * @param outsideRad how far outside its limits a joint may be measured
   * @throws DatasetException for a number that cannot be, naming it
   */
  JointRecording(
      List<ForeignFrame> frames, List<JointColumn> columns, ArmModel arm, double outsideRad) {
    timesS = new double[frames.size()];
    for (int i = 0; i < timesS.length; i++) {
      ForeignFrame frame = frames.get(i);
      timesS[i] = frame.timeS() - frames.get(0).timeS();
      if (!(i == 0 ? timesS[i] == 0 : timesS[i] > timesS[i - 1])) {
        throw new DatasetException(
            "its frame %d has the time %s s, which is not after that of the frame before"
                .formatted(i, frame.timeS()));
      }
      requireFinite(i, "action", frame.action(), columns);
      requireFinite(i, "observation.state", frame.state(), columns);
      requireWithin(i, frame.state(), columns, arm, outsideRad);
      asked.add(command(frame.action(), columns, arm));
      measured.add(command(frame.state(), columns, arm));
    }
  }

  private static void requireFinite(
      int frame, String what, List<Double> numbers, List<JointColumn> columns) {
    if (numbers.size() != columns.size()) {
      throw new DatasetException(
          "%s of its frame %d has %d numbers, not %d"
              .formatted(what, frame, numbers.size(), columns.size()));
    }
    for (int i = 0; i < numbers.size(); i++) {
      if (!Double.isFinite(numbers.get(i))) {
        throw new DatasetException(
            "%s of its frame %d has %s for %s, which is no place of a joint"
                .formatted(what, frame, numbers.get(i), columns.get(i).name()));
      }
    }
  }

  private static void requireWithin(
      int frame, List<Double> state, List<JointColumn> columns, ArmModel arm, double outsideRad) {
    for (int i = 0; i < arm.joints().size(); i++) {
      ArmModel.Joint joint = arm.joints().get(i);
      JointColumn column = columns.get(i);
      double rad = column.ours(state.get(i));
      if (rad < joint.lowerRad() - outsideRad || rad > joint.upperRad() + outsideRad) {
        throw new DatasetException(
            "observation.state of its frame %d has %.1f %s for %s, but the %s reaches from %.1f to %.1f; check --units, and that the zero of the recording is the middle of the range"
                .formatted(
                    frame,
                    state.get(i),
                    column.unit(),
                    column.name(),
                    arm.name(),
                    column.recorded(column.sign() > 0 ? joint.lowerRad() : joint.upperRad()),
                    column.recorded(column.sign() > 0 ? joint.upperRad() : joint.lowerRad())));
      }
    }
  }

  /** A leader may be led further than the follower reaches, which stops at its limits then. */
  private static JointCommand command(
      List<Double> numbers, List<JointColumn> columns, ArmModel arm) {
    double[] positionsRad = new double[arm.joints().size()];
    for (int i = 0; i < positionsRad.length; i++) {
      ArmModel.Joint joint = arm.joints().get(i);
      positionsRad[i] =
          clip(columns.get(i).ours(numbers.get(i)), joint.lowerRad(), joint.upperRad());
    }
    int gripper = positionsRad.length;
    return new JointCommand(
        positionsRad, clip(columns.get(gripper).ours(numbers.get(gripper)), 0, 1));
  }

  private static double clip(double value, double low, double high) {
    return Math.max(low, Math.min(high, value));
  }

  /** When it ends, s; it begins at 0. */
  double endS() {
    return timesS[timesS.length - 1];
  }

  /** The frame nearest to a time. */
  int nearest(double atS) {
    int next = notBefore(atS);
    return next > 0 && atS - timesS[next - 1] <= timesS[next] - atS ? next - 1 : next;
  }

  /** The first frame that is not before a time; the last where all are. */
  private int notBefore(double atS) {
    int next = 0;
    while (next < timesS.length - 1 && timesS[next] < atS) {
      next++;
    }
    return next;
  }

  /** What the leader asked for at a time. */
  JointCommand asked(double atS) {
    return between(asked, atS);
  }

  /** Where the follower was at a time. */
  JointCommand measured(double atS) {
    return between(measured, atS);
  }

  private JointCommand between(List<JointCommand> commands, double atS) {
    int next = notBefore(atS);
    if (next == 0 || timesS[next] <= atS) {
      return commands.get(next);
    }
    JointCommand before = commands.get(next - 1);
    JointCommand after = commands.get(next);
    double share = (atS - timesS[next - 1]) / (timesS[next] - timesS[next - 1]);
    double[] positionsRad = before.positionsRad();
    for (int i = 0; i < positionsRad.length; i++) {
      positionsRad[i] += share * (after.positionRad(i) - positionsRad[i]);
    }
    return new JointCommand(
        positionsRad,
        before.gripperOpening() + share * (after.gripperOpening() - before.gripperOpening()));
  }
}
