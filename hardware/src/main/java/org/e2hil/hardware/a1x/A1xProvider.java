package org.e2hil.hardware.a1x;

import java.util.List;
import java.util.function.Supplier;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.agent.robot.RearmableRobot;
import org.e2hil.hardware.stream.Confirmation;
import org.e2hil.hardware.workcell.ArmProvider;
import org.e2hil.hardware.workcell.CellConfig;
import org.e2hil.hardware.workcell.Operator;
import org.e2hil.hardware.workcell.RobotWorkcell;
import org.e2hil.hardware.workcell.TerminalOperator;

/** Worlds with a real Galaxea A1X, which a person judges and resets. */
@API(status = API.Status.EXPERIMENTAL)
public final class A1xProvider implements EnvironmentProvider, ArmProvider {

  private final Supplier<Operator> operators;

  /** With whoever sits at the terminal. */
  public A1xProvider() {
    this(TerminalOperator::ofThisProgram);
  }

  /** With an operator of one's own. */
  public A1xProvider(Supplier<Operator> operators) {
    this.operators = operators;
  }

  @Override
  public String robot() {
    return "a1x";
  }

  @Override
  public String arm() {
    return "A1X";
  }

  @Override
  public String summary() {
    return "Galaxea A1X through rosbridge or over CAN-FD; a person judges and resets";
  }

  @Override
  public Class<? extends Record> settingsType() {
    return A1xCellSettings.class;
  }

  @Override
  public List<String> tasks() {
    return RobotWorkcell.tasks(Arms.a1x());
  }

  @Override
  public boolean inRealTime(Record settings) {
    return true;
  }

  @Override
  public ControllerConfig controller() {
    return ControllerConfig.a1x();
  }

  @Override
  public RearmableRobot connect(Record settings, Confirmation release) {
    return A1x.connect(((A1xCellSettings) settings).driver(), release);
  }

  @Override
  public void check(EnvironmentRequest request) {
    A1xCellSettings settings = (A1xCellSettings) request.settings();
    RobotWorkcell.check(station(settings), request);
    A1x.requirePresent(settings.driver());
  }

  @Override
  public Workcell open(EnvironmentRequest request) {
    A1xCellSettings settings = (A1xCellSettings) request.settings();
    return RobotWorkcell.open(
        station(settings), request, operators, operator -> connect(settings, operator::confirmed));
  }

  private CellConfig station(A1xCellSettings settings) {
    return new CellConfig(
        robot(),
        Arms.a1x(),
        controller(),
        settings.taskSetup(),
        settings.perception(),
        settings.cameras(),
        settings.driver().dryRun());
  }
}
