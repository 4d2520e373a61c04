package org.e2hil.hardware.a1x;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.e2hil.hardware.checkup.Finding;
import org.e2hil.hardware.checkup.Finding.State;
import org.junit.jupiter.api.Test;

class A1xCheckupTest {

  private final Bench bench = new Bench(Bench.Way.CAN);
  private final List<Finding> findings = new ArrayList<>();

  @Test
  void aHealthyArmTellsWhereItsJointsAreTwoHundredTimesASecond() {
    check();

    assertThat(findings).hasSize(10).allMatch(finding -> finding.state() == State.GOOD);
    assertThat(findings.get(0).found()).startsWith("200 readings a second");
    assertThat(findings.get(1).what()).isEqualTo("errors");
    assertThat(findings.get(2).what()).isEqualTo("torque");
    assertThat(findings.get(4).what()).isEqualTo("arm_joint2");
    assertThat(findings.get(4).found()).isEqualTo("108.9°");
  }

  @Test
  void theArmIsNotToldAnything() {
    check();

    assertThat(bench.device.emulator().commands()).isZero();
    assertThat(bench.isUnderTorque()).isFalse();
  }

  @Test
  void aFrozenArmIsFoundOut() {
    bench.device.faults().freeze(true);
    check();

    assertThat(findings.get(0).state()).isEqualTo(State.MISSING);
    assertThat(findings.get(0).found()).contains("all the same").contains("power-cycle");
  }

  @Test
  void aSilentArmIsAFindingThatSaysWhatToCheck() {
    bench.device.faults().stall(true);
    check();

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).state()).isEqualTo(State.MISSING);
  }

  @Test
  void aPulledCableIsAFindingToo() {
    bench.device.faults().unplug();
    check();

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).state()).isEqualTo(State.MISSING);
  }

  @Test
  void aBusThatIsNotThereIsNamedWithWhatToDo() {
    A1xSettings absent = A1xSettings.over(new A1xSettings.Can("can7", true));
    new A1xCheckup()
        .check(
            new A1xCellSettings(absent, Optional.empty(), Optional.empty(), List.of()),
            findings::add);

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).state()).isEqualTo(State.MISSING);
    assertThat(findings.get(0).found()).contains("can7");
  }

  @Test
  void overRosbridgeTheArmsErrorsAreHeardAlthoughTheirTopicIsAdvertisedLate() {
    List<Finding> heard = check(new Bench(Bench.Way.ROSBRIDGE));

    assertThat(heard).hasSize(10).allMatch(finding -> finding.state() == State.GOOD);
    assertThat(heard.get(2).found())
        .isEqualTo("/function_frame_arm is a hdas_msg/srv/FunctionFrame");
  }

  @Test
  void aRosbridgeThatDoesNotKnowTheMakersMessagesIsNamed() {
    Bench typeless = new Bench(Bench.Way.ROSBRIDGE);
    typeless.device.faults().hideTypes(true);
    Finding errors = check(typeless).get(1);

    assertThat(errors.state()).isEqualTo(State.LIMITED);
    assertThat(errors.found())
        .startsWith("nothing comes from /hdas/feedback_status_arm")
        .contains("hdas_msg");
  }

  @Test
  void aServiceForTorqueThatIsNotThereIsNamed() {
    Bench other = new Bench(Bench.Way.ROSBRIDGE);
    A1xSettings.Rosbridge route =
        new A1xSettings.Rosbridge("ws://localhost:9090", "/arm_node/function_frame_arm");
    List<Finding> found = new ArrayList<>();
    A1xCheckup.check(other.device.onRosbridge(other.clock, route), other.clock, found::add);

    assertThat(found.get(2).state()).isEqualTo(State.MISSING);
    assertThat(found.get(2).found())
        .startsWith("rosapi knows no service /arm_node/function_frame_arm");
  }

  private static List<Finding> check(Bench bench) {
    List<Finding> found = new ArrayList<>();
    A1xCheckup.check(bench.link(), bench.clock, found::add);
    return found;
  }

  private void check() {
    A1xCheckup.check(bench.link(), bench.clock, findings::add);
  }
}
