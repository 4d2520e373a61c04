package org.e2hil.hardware.so101;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.emulator.EmulatedLink;
import org.e2hil.hardware.emulator.EmulatedSo101;
import org.e2hil.hardware.emulator.EmulatorThread;
import org.e2hil.hardware.emulator.FeetechEmulator;
import org.e2hil.hardware.feetech.Register;
import org.e2hil.hardware.link.ByteLink;
import org.e2hil.hardware.link.PseudoTerminal;
import org.e2hil.hardware.link.SerialLink;
import org.e2hil.hardware.terminal.ScriptedPerson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Six motors from their boxes, of which a person plugs in one after the other. */
@Timeout(120)
class MotorSetupTest {

  private static final String ENTER = "\r";
  private static final Set<Integer> ALL =
      IntStream.range(0, Motor.COUNT).boxed().collect(Collectors.toSet());

  private final FeetechEmulator bus =
      EmulatedSo101.fromTheBox(SeededRandom.of(1, "faults")).emulator();
  private final ScriptedPerson person = new ScriptedPerson();

  private ByteLink open(int baud) {
    bus.tune(baud);
    return new EmulatedLink(bus, Clock.system());
  }

  private void setUp() {
    new MotorSetup(this::open, Clock.system(), person.dialogue()).all();
  }

  private void plug(Motor motor) throws InterruptedException {
    person.await("the motor for " + motor.label() + " alone");
    bus.plug(Set.of(motor.index()));
    person.type(ENTER);
    person.await(motor.label() + " has the id " + motor.id() + " now");
  }

  private void plugOneAfterTheOther() throws InterruptedException {
    for (int i = Motor.COUNT - 1; i >= 0; i--) {
      plug(Motor.values()[i]);
    }
    person.await("connect all six");
    bus.plug(ALL);
    person.type(ENTER);
  }

  @Test
  void eachMotorGetsItsNumberFromTheGripperToTheBaseAndKeepsItWithoutPower() throws Exception {
    person.begin(this::plugOneAfterTheOther);
    setUp();
    person.finish();
    bus.powerCycle();

    assertThat(person.typist().screen()).contains("All six motors answer.");
    for (Motor motor : Motor.values()) {
      assertThat(bus.register(motor.id(), Register.BAUD_RATE)).isZero();
      assertThat(bus.register(motor.id(), Register.LOCK)).isEqualTo(1);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void oneMotorAfterTheOtherGetsItsNumberAtASerialPort() throws Exception {
    Clock clock = Clock.system();
    PseudoTerminal terminal = PseudoTerminal.open(clock);
    try (EmulatorThread wire = EmulatorThread.start(bus, terminal, clock)) {
      assertThat(wire).isNotNull();
      person.begin(this::plugOneAfterTheOther);
      new MotorSetup(
              baud -> {
                bus.tune(baud);
                return SerialLink.open(terminal.path(), baud, clock);
              },
              clock,
              person.dialogue())
          .all();
      person.finish();
    }
    bus.powerCycle();

    assertThat(person.typist().screen()).contains("All six motors answer.");
    for (Motor motor : Motor.values()) {
      assertThat(bus.register(motor.id(), Register.LOCK)).isEqualTo(1);
    }
  }

  @Test
  void aMotorOfAnotherNumberAndSpeedIsFound() throws Exception {
    // the first that is called 1 is that of the base, which is plugged in last
    bus.setRegister(1, Register.BAUD_RATE, 4);
    bus.setRegister(1, Register.ID, 77);
    person.begin(this::plugOneAfterTheOther);
    setUp();
    person.finish();

    assertThat(person.typist().screen()).contains("found under 77 at 115,200 bit/s");
    assertThat(bus.register(1, Register.BAUD_RATE)).isZero();
  }

  @Test
  void severalMotorsAtOnceGetNothing() throws Exception {
    person.begin(
        () -> {
          person.await("the motor for gripper alone");
          bus.plug(ALL);
          person.type(ENTER);
          person.await("more than one motor answers (motor 1, motor 1");
          plugOneAfterTheOther();
        });
    setUp();
    person.finish();
  }

  @Test
  void nobodyAtAnySpeedIsAskedForAgain() throws Exception {
    person.begin(
        () -> {
          person.await("the motor for gripper alone");
          bus.plug(Set.of());
          person.type(ENTER);
          person.await("no motor answers at any speed");
          person.await("the motor for gripper alone");
          person.type("\u001b");
        });

    assertThatThrownBy(this::setUp).hasMessageContaining("ended with Escape");
    person.finish();
  }

  @Test
  void aMotorThatIsMissingInTheEndIsNamed() throws Exception {
    person.begin(
        () -> {
          for (int i = Motor.COUNT - 1; i >= 0; i--) {
            plug(Motor.values()[i]);
          }
          person.await("connect all six");
          bus.plug(Set.of(0, 1, 2, 3, 4));
          person.type(ENTER);
          person.await("motor 6 (gripper) does not answer");
          person.await("connect all six");
          bus.plug(ALL);
          person.type(ENTER);
        });
    setUp();
    person.finish();
  }
}
