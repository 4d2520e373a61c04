package org.e2hil.hardware.a1x;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.link.LinkCounts;
import org.e2hil.hardware.rosbridge.MessageLink;
import org.e2hil.hardware.rosbridge.RosMessage;

/**
 * An A1X behind its maker's ROS nodes (HDAS and mobiman), reached through rosbridge. A target that
 * nobody subscribes to vanishes without a word there, so nothing that the arm tells is passed on
 * before somebody listens to both targets.
 */
public final class RosbridgeA1xLink implements A1xLink {

  /** Where joint angles go, rad. */
  public static final String ARM_TARGET = "/motion_target/target_joint_state_arm";

  /** Where the gripper's opening goes, 0 to 100 mm. */
  public static final String GRIPPER_TARGET = "/motion_target/target_position_gripper";

  /** Where the joints come from. */
  public static final String ARM_FEEDBACK = "/hdas/feedback_arm";

  /** Where the gripper's opening comes from. */
  public static final String GRIPPER_FEEDBACK = "/hdas/feedback_gripper";

  /** Where complaints come from. */
  public static final String ARM_STATUS = "/hdas/feedback_status_arm";

  /** The service that knows who listens to what. */
  public static final String SUBSCRIBERS = "/rosapi/subscribers";

  private static final String JOINT_STATE = "sensor_msgs/JointState";
  // the maker's tracker goes no faster whatever it is told
  private static final double[] MAKERS_SPEED_LIMITS = {3, 3, 3, 5, 5, 5};
  private static final List<String> TARGETS = List.of(ARM_TARGET, GRIPPER_TARGET);
  private static final long ASK_AGAIN_NANOS = 1_000_000_000L;
  private static final long ANSWER_LIMIT_NANOS = 5_000_000_000L;
  // of the gripper, counted in readings of the arm: a second
  private static final int MOST_READINGS_WITHOUT_GRIPPER = 200;
  private static final int STATUSES_BELIEVED = 2;

  private final MessageLink messages;
  private final Clock clock;
  private final A1xSettings.Rosbridge route;
  private final boolean[] listenedTo = new boolean[TARGETS.size()];
  private final boolean[] answered = new boolean[TARGETS.size()];
  private final boolean gripperTells;
  private OptionalDouble gripperMm = OptionalDouble.empty();
  private int readingsWithoutGripper;
  private long askedNanos;
  private long answeredNanos;
  private Optional<String> refusal = Optional.empty();
  private Optional<String> complaint = Optional.empty();
  private int complaintsInARow;
  private boolean armTold;
  private long calls;
  private long sent;
  private long damaged;
  private long stray;

  /**
   * A link over messages to a rosbridge, which belong to it.
   *
   * @param gripper only whether it tells its place matters here
   */
  public RosbridgeA1xLink(
      MessageLink messages, Clock clock, A1xSettings.Rosbridge route, A1xSettings.Gripper gripper) {
    this.messages = messages;
    this.clock = clock;
    this.route = route;
    gripperTells = gripper.measured();
    answeredNanos = clock.nanoTime();
    askedNanos = answeredNanos - ASK_AGAIN_NANOS;
    for (String topic : TARGETS) {
      send("advertise " + topic, Map.of("op", "advertise", "topic", topic, "type", JOINT_STATE));
    }
    for (String topic : List.of(ARM_FEEDBACK, GRIPPER_FEEDBACK)) {
      subscribe(topic, Map.of("type", JOINT_STATE));
    }
    // its type has had several names; rosbridge knows which
    subscribe(ARM_STATUS, Map.of());
  }

  private void subscribe(String topic, Map<String, String> type) {
    Map<String, Object> message = new HashMap<>(type);
    message.putAll(Map.of("op", "subscribe", "topic", topic, "queue_length", 1));
    send("subscribe " + topic, message);
  }

  private void send(String subject, Map<String, ?> message) {
    sent++;
    messages.send(subject, RosMessage.write(message));
  }

  @Override
  public String name() {
    return "rosbridge at " + messages.name();
  }

  @Override
  public void receive(Consumer<A1xReading> readings) {
    long now = clock.nanoTime();
    if (now - askedNanos >= ASK_AGAIN_NANOS) {
      askedNanos = now;
      for (String topic : TARGETS) {
        callService(SUBSCRIBERS, topic, Map.of("topic", topic));
      }
    }
    for (Optional<String> text = messages.receive(); text.isPresent(); text = messages.receive()) {
      RosMessage.parse(text.get()).ifPresentOrElse(m -> take(m, readings, now), () -> damaged++);
    }
  }

  private void callService(String service, String id, Map<String, ?> arguments) {
    send(
        "call " + service + id,
        Map.of("op", "call_service", "service", service, "id", id, "args", arguments));
  }

  private void take(RosMessage message, Consumer<A1xReading> readings, long now) {
    switch (message.operation()) {
      case "publish" ->
          message
              .part("msg")
              .ifPresentOrElse(
                  part -> takeTopic(message.text("topic").orElse(""), part, readings),
                  () -> damaged++);
      case "service_response" -> takeAnswer(message, now);
      case "status" -> {}
      default -> stray++;
    }
  }

  private void takeTopic(String topic, RosMessage message, Consumer<A1xReading> readings) {
    switch (topic) {
      case ARM_FEEDBACK ->
          reading(message)
              .ifPresentOrElse(
                  reading -> {
                    armTold = true;
                    readingsWithoutGripper++;
                    if (isListenedTo() && (gripperMm.isPresent() || !gripperTells)) {
                      readings.accept(reading.withGripper(gripperMm.orElse(0)));
                    }
                  },
                  () -> damaged++);
      case GRIPPER_FEEDBACK ->
          message
              .numbers("position")
              .filter(positions -> positions.length > 0)
              .ifPresentOrElse(
                  positions -> {
                    gripperMm = OptionalDouble.of(positions[0]);
                    readingsWithoutGripper = 0;
                  },
                  () -> damaged++);
      case ARM_STATUS -> note(message);
      default -> stray++;
    }
  }

  /** Six joints and the gripper by their place: the names in the message tell nothing. */
  private static Optional<A1xReading> reading(RosMessage message) {
    return message
        .numbers("position")
        .filter(positions -> positions.length >= A1xFrames.JOINTS)
        .map(
            positions ->
                new A1xReading(
                    Arrays.copyOf(positions, A1xFrames.MOTORS),
                    motors(message.numbers("velocity")),
                    motors(message.numbers("effort"))));
  }

  private static double[] motors(Optional<double[]> numbers) {
    return Arrays.copyOf(numbers.orElse(new double[0]), A1xFrames.MOTORS);
  }

  private void note(RosMessage status) {
    complaint = Optional.empty();
    for (RosMessage error : status.parts("errors")) {
      int wrong = error.integer("error_code").orElse(0) & ~A1xStatus.RECEIVE_TIMEOUT;
      if (wrong != 0 && complaint.isEmpty()) {
        complaint = Optional.of(A1xStatus.complaint(error.text("name").orElse("the arm"), wrong));
      }
    }
    complaintsInARow = complaint.isPresent() ? complaintsInARow + 1 : 0;
  }

  private void takeAnswer(RosMessage answer, long now) {
    boolean done = answer.flag("result").orElse(false);
    String service = answer.text("service").orElse("");
    int target = TARGETS.indexOf(answer.text("id").orElse(""));
    if (service.equals(route.functionService())) {
      boolean success =
          done && answer.part("values").flatMap(values -> values.flag("success")).orElse(true);
      refusal =
          success
              ? Optional.empty()
              : Optional.of(
                  "HDAS does not do what "
                      + service
                      + " is asked for; see that it is running, that the arm has power and that"
                      + " functionService names its service");
    } else if (service.equals(SUBSCRIBERS) && target >= 0) {
      // rosapi that does not know the topic, and one that knows of no listener, come to the same
      Optional<Integer> listeners =
          answer.part("values").flatMap(values -> values.sizeOf("subscribers"));
      answered[target] = done && listeners.isPresent();
      listenedTo[target] = done && listeners.orElse(0) > 0;
      answeredNanos = now;
    } else {
      stray++;
    }
  }

  private boolean isListenedTo() {
    return listenedTo[0] && listenedTo[1];
  }

  @Override
  public void move(double[] jointsRad, OptionalDouble gripper) {
    publish(
        ARM_TARGET,
        Map.of(
            "name",
            Arms.a1x().joints().stream().map(joint -> joint.name()).toList(),
            "position",
            jointsRad,
            "velocity",
            MAKERS_SPEED_LIMITS));
    gripper.ifPresent(at -> publish(GRIPPER_TARGET, Map.of("position", new double[] {at})));
  }

  private void publish(String topic, Map<String, ?> message) {
    send(topic, Map.of("op", "publish", "topic", topic, "msg", message));
  }

  @Override
  public void call(FunctionCode function) {
    calls++;
    callService(route.functionService(), "function " + calls, Map.of("command", function.code()));
  }

  @Override
  public Optional<String> trouble() {
    if (refusal.isPresent()) {
      return refusal;
    }
    for (int i = 0; i < listenedTo.length; i++) {
      if (answered[i] && !listenedTo[i]) {
        return Optional.of(nobodyListens(TARGETS.get(i)));
      }
    }
    if (clock.nanoTime() - answeredNanos > ANSWER_LIMIT_NANOS) {
      return Optional.of(noRosapi());
    }
    if (gripperTells && readingsWithoutGripper > MOST_READINGS_WITHOUT_GRIPPER) {
      return Optional.of(noGripper());
    }
    return complaintsInARow >= STATUSES_BELIEVED ? complaint : Optional.empty();
  }

  private static String nobodyListens(String topic) {
    return "nobody subscribes to "
        + topic
        + ", so the arm would not move; start the maker's "
        + (topic.equals(ARM_TARGET)
            ? "joint tracker (mobiman, a1x_jointTrackerdemo)"
            : "gripper controller (mobiman, a1xy_gripperController)");
  }

  private static String noRosapi() {
    return SUBSCRIBERS
        + " does not answer; start rosbridge by its own launch file, which starts rosapi too";
  }

  private static String noGripper() {
    return "nothing comes from "
        + GRIPPER_FEEDBACK
        + "; check the gripper's cable, or say in the settings that it is not measured";
  }

  @Override
  public String whenSilent() {
    if (!armTold) {
      return "nothing comes from the arm over "
          + name()
          + "; start the maker's HDAS and see that "
          + ARM_FEEDBACK
          + " is published, and check the arm's power";
    }
    return isListenedTo() ? noGripper() : noRosapi();
  }

  @Override
  public LinkCounts counts() {
    return new LinkCounts(sent, messages.droppedTexts(), damaged, stray);
  }

  @Override
  public void beforeShutdown(Runnable action) {
    messages.beforeShutdown(action);
  }

  @Override
  public void close() {
    messages.close();
  }
}
