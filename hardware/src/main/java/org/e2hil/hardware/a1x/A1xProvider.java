package org.e2hil.hardware.a1x;

import java.util.function.Supplier;
import org.apiguardian.api.API;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.agent.robot.RearmableRobot;
import org.e2hil.hardware.stream.Confirmation;
import org.e2hil.hardware.workcell.Operator;
import org.e2hil.hardware.workcell.RealProvider;
import org.e2hil.hardware.workcell.TerminalOperator;

/** Worlds with a real Galaxea A1X. */
@API(status = API.Status.EXPERIMENTAL)
public final class A1xProvider extends RealProvider<A1xCellSettings> {

  /** With the person at the terminal. */
  public A1xProvider() {
    this(TerminalOperator::ofThisProgram);
  }

  /** With an operator of one's own. */
  public A1xProvider(Supplier<Operator> operators) {
    super(
        Arms.a1x(),
        ControllerConfig.a1x(),
        "A1X",
        "Galaxea A1X through rosbridge or over CAN-FD; a person judges and resets",
        A1xCellSettings.class,
        operators);
  }

  @Override
  protected RearmableRobot connectTo(A1xCellSettings settings, Confirmation release) {
    return A1x.connect(settings.driver(), release);
  }

  @Override
  protected void requirePresent(A1xCellSettings settings) {
    A1x.requirePresent(settings.driver());
  }
}
