package org.e2hil.sim;

import java.util.List;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.Tunable;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.ControllerConfig;

/**
 * Worlds with a simulated arm: the robot {@code sim-<arm>}. Another arm is a subclass of this,
 * listed in {@code META-INF/services/org.e2hil.agent.env.EnvironmentProvider}.
 */
@API(status = API.Status.MAINTAINED)
public abstract class SimulatedProvider implements EnvironmentProvider {

  private final ArmModel arm;
  private final ControllerConfig usual;
  private final String title;
  private final String summary;

  /**
   * A simulated arm.
   *
   * @param usual how it is led, but for a task's workspace and leash
   * @param title as people call it
   * @param summary one line for a person who chooses
   */
  protected SimulatedProvider(ArmModel arm, ControllerConfig usual, String title, String summary) {
    this.arm = arm;
    this.usual = usual;
    this.title = title;
    this.summary = summary;
  }

  @Override
  public final String robot() {
    return "sim-" + arm.name();
  }

  @Override
  public final String arm() {
    return title;
  }

  @Override
  public final String summary() {
    return summary;
  }

  @Override
  public final Class<? extends Record> settingsType() {
    return SimulatedArmSettings.class;
  }

  @Override
  public final List<String> tasks() {
    return SimulatedTasks.names(arm);
  }

  @Override
  public final List<Tunable> tunables(String task) {
    return SimulatedTasks.tunables(task, arm);
  }

  @Override
  public final boolean inRealTime(Record settings) {
    return false;
  }

  @Override
  public final Workcell open(EnvironmentRequest request) {
    return assemble(request).workcell();
  }

  final SimulatedWorkcell.Parts assemble(EnvironmentRequest request) {
    return SimulatedWorkcell.assemble(robot(), arm, usual, request);
  }
}
