package org.e2hil.sim;

import java.util.Map;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.agent.robot.JointTravel;
import org.e2hil.agent.robot.RearmableRobot;
import org.e2hil.agent.robot.Resetter;
import org.e2hil.agent.robot.Robot;
import org.e2hil.agent.robot.RobotState;
import org.e2hil.sim.scene.Scene;

/**
 * Begins an episode of an arm that somebody else drives. A simulator may put an arm anywhere, but a
 * driver that is under way would pull it back: so the driver brings the arm to the start, as it
 * would on a table, and only then the episode is laid out round it. What the arm knocked over on
 * its way is put back thereby.
 */
final class DrivenReset implements Resetter {

  private static final double SPEED_RAD_PER_S = 1;

  /** Control ticks in which the driver hears of the last millimetres. */
  private static final int LISTENING_TICKS = 5;

  private final Scene scene;
  private final Robot body;
  private final RearmableRobot driver;
  private final SimulatedReset layout;

  DrivenReset(Scene scene, Robot body, RearmableRobot driver, SimulatedReset layout) {
    this.scene = scene;
    this.body = body;
    this.driver = driver;
    this.layout = layout;
  }

  @Override
  public Map<String, Double> parameters() {
    return layout.parameters();
  }

  @Override
  public JointCommand reset(long seed) {
    if (driver.stopped().isPresent()) {
      driver.rearm();
    }
    RobotState stood = body.state();
    JointCommand start = layout.reset(seed);
    scene.poseArm(stood.positionsRad());
    scene.poseGripper(stood.gripperOpening());
    scene.data().forward();
    JointTravel.go(driver, start, SPEED_RAD_PER_S);
    layout.reset(seed);
    for (int tick = 0; tick < LISTENING_TICKS; tick++) {
      driver.command(start);
      driver.awaitTick();
    }
    return start;
  }
}
