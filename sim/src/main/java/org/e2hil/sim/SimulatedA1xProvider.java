package org.e2hil.sim;

import java.util.List;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.task.TaskSpec;

/** Worlds with a simulated Galaxea A1X. */
public final class SimulatedA1xProvider implements EnvironmentProvider {

  @Override
  public String robot() {
    return "sim-a1x";
  }

  @Override
  public String arm() {
    return "A1X";
  }

  @Override
  public String summary() {
    return "Galaxea A1X with its G1 gripper, simulated by MuJoCo";
  }

  @Override
  public Class<? extends Record> settingsType() {
    return SimulatedArmSettings.class;
  }

  @Override
  public List<String> tasks() {
    return SimulatedTasks.specs(Arms.a1x()).stream().map(TaskSpec::name).toList();
  }

  @Override
  public boolean inRealTime(Record settings) {
    return false;
  }

  @Override
  public Workcell open(EnvironmentRequest request) {
    return SimulatedWorkcell.open(robot(), Arms.a1x(), request);
  }
}
