package org.e2hil.sim;

import java.util.List;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.task.TaskSpec;

/** Worlds with a simulated LeRobot SO-101. */
public final class SimulatedSo101Provider implements EnvironmentProvider {

  @Override
  public String robot() {
    return "sim-so101";
  }

  @Override
  public String arm() {
    return "SO-101";
  }

  @Override
  public String summary() {
    return "LeRobot SO-101 follower, simulated by MuJoCo";
  }

  @Override
  public Class<? extends Record> settingsType() {
    return SimulatedArmSettings.class;
  }

  @Override
  public List<String> tasks() {
    return SimulatedTasks.specs(Arms.so101()).stream().map(TaskSpec::name).toList();
  }

  @Override
  public boolean inRealTime(Record settings) {
    return false;
  }

  @Override
  public Workcell open(EnvironmentRequest request) {
    return SimulatedWorkcell.open(robot(), Arms.so101(), request);
  }
}
