package org.e2hil.hardware.so101;

import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.agent.robot.RearmableRobot;
import org.e2hil.agent.robot.RobotDrillContract;

/** The emulated SO-101 holds to what is asked of every arm when its wire or its motors fail. */
class So101DrillTest implements RobotDrillContract {

  @Override
  public Relay relay() {
    return new BenchRelay();
  }

  private static final class BenchRelay implements RobotDrillContract.Relay {

    private final Bench bench = new Bench();

    @Override
    public RearmableRobot connect() {
      return bench.connect();
    }

    @Override
    public ControllerConfig controller() {
      return ControllerConfig.so101();
    }

    @Override
    public void offset(int joint, double byRad) {
      bench.device.faults().offset(joint, byRad);
    }

    @Override
    public void drift(int joint, double radPerS) {
      bench.device.faults().drift(joint, radPerS);
    }

    @Override
    public void misaddress(int motor, int as) {
      bench.device.faults().misaddress(motor, as);
    }

    @Override
    public void delay(int ms) {
      bench.device.faults().delay(ms * 1_000_000L);
    }

    @Override
    public void lose(double share) {
      bench.device.faults().drop(share);
    }

    @Override
    public void losePower(int... motors) {
      for (int motor : motors) {
        bench.device.emulator().powerCycle(motor + 1);
      }
    }

    @Override
    public double shaftRad(int joint) {
      return bench.shaftRad(joint);
    }

    @Override
    public boolean isUnderTorque() {
      return bench.isUnderTorque();
    }
  }
}
