package org.e2hil.hardware.so101;

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

/** Worlds with a real LeRobot SO-101, which a person judges and resets. */
@API(status = API.Status.EXPERIMENTAL)
public final class So101Provider implements EnvironmentProvider, ArmProvider {

  private final Supplier<Operator> operators;

  /** With whoever sits at the terminal. */
  public So101Provider() {
    this(TerminalOperator::ofThisProgram);
  }

  /** With an operator of one's own. */
  public So101Provider(Supplier<Operator> operators) {
    this.operators = operators;
  }

  @Override
  public String robot() {
    return "so101";
  }

  @Override
  public String arm() {
    return "SO-101";
  }

  @Override
  public String summary() {
    return "LeRobot SO-101 or SO-100 follower on a serial port; a person judges and resets";
  }

  @Override
  public Class<? extends Record> settingsType() {
    return So101CellSettings.class;
  }

  @Override
  public List<String> tasks() {
    return RobotWorkcell.tasks(Arms.so101());
  }

  @Override
  public boolean inRealTime(Record settings) {
    return true;
  }

  @Override
  public ControllerConfig controller() {
    return ControllerConfig.so101();
  }

  @Override
  public RearmableRobot connect(Record settings, Confirmation release) {
    return So101.connect(((So101CellSettings) settings).driver(), release);
  }

  @Override
  public void check(EnvironmentRequest request) {
    So101CellSettings settings = (So101CellSettings) request.settings();
    RobotWorkcell.check(station(settings), request);
    So101.requirePresent(settings.driver());
  }

  @Override
  public Workcell open(EnvironmentRequest request) {
    So101CellSettings settings = (So101CellSettings) request.settings();
    return RobotWorkcell.open(
        station(settings), request, operators, operator -> connect(settings, operator::confirmed));
  }

  private CellConfig station(So101CellSettings settings) {
    return new CellConfig(
        robot(),
        Arms.so101(),
        controller(),
        settings.taskSetup(),
        settings.perception(),
        settings.cameras(),
        settings.driver().dryRun());
  }
}
