package org.e2hil.hardware.a1x;

import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.agent.robot.RearmableRobot;
import org.e2hil.agent.robot.RobotDrillContract;
import org.junit.jupiter.api.Nested;

/** The emulated A1X holds to what is asked of every arm, on each way to it. */
class A1xDrillTest {

  @Nested
  class OverCan implements RobotDrillContract {
    @Override
    public Relay relay() {
      return new BenchRelay(Bench.Way.CAN);
    }
  }

  @Nested
  class OverSlcan implements RobotDrillContract {
    @Override
    public Relay relay() {
      return new BenchRelay(Bench.Way.SLCAN);
    }
  }

  @Nested
  class OverRosbridge implements RobotDrillContract {
    @Override
    public Relay relay() {
      return new BenchRelay(Bench.Way.ROSBRIDGE);
    }
  }

  private static final class BenchRelay implements RobotDrillContract.Relay {

    private final Bench bench;

    BenchRelay(Bench.Way way) {
      bench = new Bench(way);
    }

    @Override
    public RearmableRobot connect() {
      return bench.connect();
    }

    @Override
    public ControllerConfig controller() {
      return ControllerConfig.a1x();
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
        bench.device.emulator().losePower(motor);
      }
    }

    @Override
    public double shaftRad(int joint) {
      return bench.shaft(joint);
    }

    @Override
    public boolean isUnderTorque() {
      return bench.isUnderTorque();
    }
  }
}
