package org.e2hil.hardware.a1x;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.e2hil.agent.robot.ManualClock;
import org.e2hil.hardware.rosbridge.RosMessage;
import org.junit.jupiter.api.Test;

class RosbridgeA1xLinkTest {

  private static final A1xSettings.Rosbridge ROUTE = A1xSettings.Rosbridge.DEFAULT;
  private static final String ARM =
      "{\"op\":\"publish\",\"topic\":\"/hdas/feedback_arm\",\"msg\":"
          + "{\"position\":[0,1.9,-0.9,0.6,0,0,50],\"velocity\":[],\"effort\":[]}}";
  private static final String GRIPPER =
      "{\"op\":\"publish\",\"topic\":\"/hdas/feedback_gripper\",\"msg\":{\"position\":[42.5]}}";

  private final ScriptedMessageLink script = new ScriptedMessageLink();
  private final ManualClock clock = new ManualClock();
  private final RosbridgeA1xLink link =
      new RosbridgeA1xLink(script, clock, ROUTE, ROUTE.usualGripper());
  private final List<A1xReading> readings = new ArrayList<>();

  private void hear(String... texts) {
    script.coming.addAll(List.of(texts));
    link.receive(readings::add);
  }

  private static String subscribers(String topic, String list) {
    return "{\"op\":\"service_response\",\"service\":\"/rosapi/subscribers\",\"id\":\""
        + topic
        + "\",\"result\":true,\"values\":{\"subscribers\":"
        + list
        + "}}";
  }

  private void hearThatSomebodyListens() {
    hear(
        subscribers(RosbridgeA1xLink.ARM_TARGET, "[\"/tracker\"]"),
        subscribers(RosbridgeA1xLink.GRIPPER_TARGET, "[\"/tracker\"]"));
  }

  @Test
  void nothingIsPassedOnBeforeSomebodyListensToTheTargets() {
    hear(GRIPPER, ARM);
    assertThat(readings).isEmpty();
    assertThat(link.whenSilent()).startsWith("/rosapi/subscribers does not answer");

    hearThatSomebodyListens();
    hear(ARM);
    assertThat(readings).hasSize(1);
    assertThat(readings.get(0).position(1)).isEqualTo(1.9);
    assertThat(readings.get(0).position(6)).as("from its own topic").isEqualTo(42.5);
    assertThat(link.trouble()).isEmpty();
  }

  @Test
  void jointTargetsGoOutByTheNamesThatTheTrackerListensTo() {
    link.move(new double[] {0, 1, -1, 0.5, 0, 0}, OptionalDouble.of(30));

    List<RosMessage> published =
        script.sent.stream().filter(m -> m.operation().equals("publish")).toList();
    assertThat(published.get(0).text("topic")).contains("/motion_target/target_joint_state_arm");
    assertThat(published.get(0).part("msg").orElseThrow().numbers("position").orElseThrow())
        .containsExactly(0, 1, -1, 0.5, 0, 0);
    assertThat(published.get(1).text("topic")).contains("/motion_target/target_position_gripper");
    assertThat(published.get(1).part("msg").orElseThrow().numbers("position").orElseThrow())
        .containsExactly(30);
  }

  @Test
  void functionsGoToTheServiceAndARefusalIsTold() {
    link.call(FunctionCode.ENABLE);
    RosMessage call = script.sent.get(script.sent.size() - 1);
    assertThat(call.text("service")).contains("/function_frame_arm");
    assertThat(call.part("args").orElseThrow().integer("command")).contains(1);

    hear(
        "{\"op\":\"service_response\",\"service\":\"/function_frame_arm\",\"result\":true,"
            + "\"values\":{\"success\":false}}");
    assertThat(link.trouble().orElseThrow()).startsWith("HDAS does not do what");
  }

  private long questions() {
    return script.sent.stream()
        .filter(m -> m.text("service").filter(RosbridgeA1xLink.SUBSCRIBERS::equals).isPresent())
        .count();
  }

  @Test
  void whoListensIsAskedEverySecondAndSilenceIsTold() {
    hearThatSomebodyListens();
    long before = questions();
    clock.advance(1_100_000_000L);
    hear();
    assertThat(questions()).isEqualTo(before + 2);
    clock.advance(6_000_000_000L);
    assertThat(link.trouble().orElseThrow()).startsWith("/rosapi/subscribers does not answer");
  }

  @Test
  void aComplaintIsBelievedWhenItIsRepeatedAndAnIdleArmIsNone() {
    String idle =
        "{\"op\":\"publish\",\"topic\":\"/hdas/feedback_status_arm\",\"msg\":"
            + "{\"errors\":[{\"name\":\"arm_joint2\",\"error_code\":16}]}}";
    hear(idle, idle, idle);
    assertThat(link.trouble()).isEmpty();
    String lost = idle.replace("16", "18");
    hear(lost);
    assertThat(link.trouble()).isEmpty();
    hear(lost);
    assertThat(link.trouble().orElseThrow())
        .startsWith("arm_joint2 reports that it is disconnected");
  }

  @Property(tries = 300)
  void noTextHoweverStrangeBreaksItAndWhatMakesNoSenseIsCounted(
      @ForAll @Size(max = 20) List<String> texts) {
    ScriptedMessageLink noise = new ScriptedMessageLink();
    ManualClock time = new ManualClock();
    var robust = new RosbridgeA1xLink(noise, time, ROUTE, ROUTE.usualGripper());
    for (String text : texts) {
      noise.coming.add(text);
      noise.coming.add(ARM.replace("1.9", text));
      noise.coming.add(GRIPPER.replace("42.5", text));
    }
    robust.receive(reading -> {});

    assertThat(robust.counts().damaged() + robust.counts().stray())
        .isGreaterThanOrEqualTo(texts.stream().filter(t -> RosMessage.parse(t).isEmpty()).count());
  }
}
