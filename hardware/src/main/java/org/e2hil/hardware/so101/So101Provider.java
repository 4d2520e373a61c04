package org.e2hil.hardware.so101;

import java.util.function.Supplier;
import org.apiguardian.api.API;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.agent.robot.RearmableRobot;
import org.e2hil.hardware.stream.Confirmation;
import org.e2hil.hardware.workcell.Operator;
import org.e2hil.hardware.workcell.RealProvider;
import org.e2hil.hardware.workcell.TerminalOperator;

/** Worlds with a real LeRobot SO-101. */
@API(status = API.Status.EXPERIMENTAL)
public final class So101Provider extends RealProvider<So101CellSettings> {

  /** With the person at the terminal. */
  public So101Provider() {
    this(TerminalOperator::ofThisProgram);
  }

  /** With an operator of one's own. */
  public So101Provider(Supplier<Operator> operators) {
    super(
        Arms.so101(),
        ControllerConfig.so101(),
        "SO-101",
        "LeRobot SO-101 or SO-100 follower on a serial port; a person judges and resets",
        So101CellSettings.class,
        operators);
  }

  @Override
  protected RearmableRobot connectTo(So101CellSettings settings, Confirmation release) {
    return So101.connect(settings.driver(), release);
  }

  @Override
  protected void requirePresent(So101CellSettings settings) {
    So101.requirePresent(settings.driver());
  }
}
