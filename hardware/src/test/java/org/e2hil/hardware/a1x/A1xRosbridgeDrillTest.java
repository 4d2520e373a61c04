package org.e2hil.hardware.a1x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rosbridge that is not as the driver would like it: late, in pieces, compressed, behind. */
class A1xRosbridgeDrillTest {

  private static final int BASE = 0;

  private final Bench bench = new Bench(Bench.Way.ROSBRIDGE);

  @ParameterizedTest
  @ValueSource(ints = {40, 200, 100_000})
  void anArmIsLedThroughARosbridgeThatSendsItsMessagesInPieces(int characters) {
    bench.device.faults().fragment(characters);
    try (A1x robot = bench.connect()) {
      Bench.go(robot, Bench.away(BASE, 0.3), 100);

      assertThat(robot.stopped()).isEmpty();
      assertThat(robot.state().positionRad(BASE)).isCloseTo(0.3, within(5e-3));
      assertThat(robot.counts().link().damaged()).isZero();
    }
  }

  @Test
  void lostPiecesCostTheirMessagesAndNothingElse() {
    bench.device.faults().fragment(200);
    try (A1x robot = bench.connect()) {
      bench.device.faults().drop(0.05);
      Bench.go(robot, Bench.away(BASE, 0.3), 200);

      assertThat(robot.stopped()).isEmpty();
      assertThat(robot.state().positionRad(BASE)).isCloseTo(0.3, within(5e-3));
      assertThat(robot.counts().link().damaged()).isPositive();
    }
  }

  @Test
  void messagesThatNobodyWantedCompressedAreNamed() {
    bench.device.faults().compress(true);

    assertThatThrownBy(bench::connect)
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageStartingWith("rosbridge sends its messages compressed as PNG");
    assertThat(bench.device.emulator().commands()).isZero();
  }

  @Test
  void feedbackOfHalfASecondAgoIsNotTakenForWhereTheArmIs() {
    try (A1x robot = bench.connect()) {
      bench.device.faults().repeatOld(true);
      for (int i = 0; i < 150; i++) {
        Bench.go(robot, Bench.away(BASE, 0.6), 1);
        assertThat(robot.state().positionRad(BASE)).isCloseTo(bench.shaft(BASE), within(0.03));
      }

      assertThat(robot.stopped()).isEmpty();
      assertThat(robot.state().positionRad(BASE)).isCloseTo(0.6, within(5e-3));
      assertThat(robot.counts().link().stray()).isPositive();
    }
  }

  @Test
  void softwareOfTheMakersThatStartsLaterThanTheDriverIsHeardOnceItRuns() {
    bench.device.faults().stopHdas(true);
    A1xLink link = bench.link();
    List<A1xReading> readings = new ArrayList<>();
    listen(link, readings, 3);
    assertThat(readings).isEmpty();
    assertThat(link.whenSilent()).contains("start the maker's HDAS");
    assertThat(link.statusMissing()).isPresent();

    bench.device.faults().stopHdas(false);
    listen(link, readings, 4);
    assertThat(readings).hasSizeGreaterThan(700);
    assertThat(link.statusMissing()).isEmpty();
    assertThat(link.trouble()).isEmpty();
    link.close();
  }

  @Test
  void whatRosbridgeSaysOfATopicThatItCannotSubscribeToIsPassedOn() {
    bench.device.faults().stopHdas(true);
    bench.device.faults().talk(true);

    assertThatThrownBy(bench::connect)
        .hasMessageStartingWith("nothing comes from the arm over rosbridge")
        .hasMessageContaining("rosbridge says: subscribe: Cannot infer topic type for topic /hdas");
  }

  @Test
  void anArmIsHeardWithoutItsErrorsWhereTheirTypeIsNotKnownAndThatIsSaid() {
    A1xLink link = bench.link();
    bench.device.faults().talk(true);
    bench.device.faults().hideTypes(true);
    List<A1xReading> readings = new ArrayList<>();
    listen(link, readings, 4);

    assertThat(readings).hasSizeGreaterThan(700);
    assertThat(link.trouble()).isEmpty();
    assertThat(link.statusMissing().orElseThrow())
        .contains("hdas_msg")
        .contains("rosbridge says: subscribe: Unable to import hdas_msg.msg");
    link.close();
  }

  private void listen(A1xLink link, List<A1xReading> readings, int seconds) {
    for (int i = 0; i < seconds * 200; i++) {
      bench.clock.pass(5);
      link.receive(readings::add);
    }
  }
}
