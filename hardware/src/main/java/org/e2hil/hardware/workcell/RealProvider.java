package org.e2hil.hardware.workcell;

import java.util.List;
import java.util.function.Supplier;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.agent.robot.RearmableRobot;
import org.e2hil.hardware.stream.Confirmation;

/**
 * Worlds with a real arm, which a person judges and resets: the robot of the arm's own name.
 * Another arm is a subclass of this, listed in {@code META-INF/services} as an {@link
 * EnvironmentProvider} and as an {@link ArmProvider}.
 *
 * @param <S> settings of the robot's block in a scenario
 */
@API(status = API.Status.EXPERIMENTAL)
public abstract class RealProvider<S extends Record & CellSettings>
    implements EnvironmentProvider, ArmProvider {

  private final ArmModel arm;
  private final ControllerConfig usual;
  private final String title;
  private final String summary;
  private final Class<S> settings;
  private final Supplier<Operator> operators;

  /**
   * A real arm.
   *
   * @param usual how it is led, but for a task's workspace and leash
   * @param title as people call it
   * @param summary one line for a person who chooses
   * @param operators whom to ask, once for each world
   */
  protected RealProvider(
      ArmModel arm,
      ControllerConfig usual,
      String title,
      String summary,
      Class<S> settings,
      Supplier<Operator> operators) {
    this.arm = arm;
    this.usual = usual;
    this.title = title;
    this.summary = summary;
    this.settings = settings;
    this.operators = operators;
  }

  /**
   * Connects to the arm; it holds where it stands.
   *
   * @throws org.e2hil.agent.env.EnvironmentFaultException if anything is amiss, saying what to mend
   */
  protected abstract RearmableRobot connectTo(S settings, Confirmation release);

  /**
   * Refuses settings that {@link #connectTo} would refuse, as far as that shows without connecting.
   *
   * @throws org.e2hil.agent.env.EnvironmentFaultException if the arm is not there
   */
  protected abstract void requirePresent(S settings);

  @Override
  public final String robot() {
    return arm.name();
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
    return settings;
  }

  @Override
  public final List<String> tasks() {
    return RobotWorkcell.tasks(arm);
  }

  @Override
  public final boolean inRealTime(Record any) {
    return true;
  }

  @Override
  public final ControllerConfig controller() {
    return usual;
  }

  @Override
  public final RearmableRobot connect(Record given, Confirmation release) {
    return connectTo(settings.cast(given), release);
  }

  @Override
  public final void check(EnvironmentRequest request) {
    S given = settings.cast(request.settings());
    RobotWorkcell.check(cell(given), request);
    requirePresent(given);
  }

  @Override
  public final Workcell open(EnvironmentRequest request) {
    S given = settings.cast(request.settings());
    return RobotWorkcell.open(
        cell(given), request, operators, operator -> connectTo(given, operator::confirmed));
  }

  private CellConfig cell(S given) {
    return new CellConfig(
        robot(),
        arm,
        usual,
        given.taskSetup(),
        given.perception(),
        given.cameras(),
        given.dryRun());
  }
}
