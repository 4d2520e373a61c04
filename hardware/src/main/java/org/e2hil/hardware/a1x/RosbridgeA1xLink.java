package org.e2hil.hardware.a1x;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.checkup.Finding;
import org.e2hil.hardware.link.LinkCounts;
import org.e2hil.hardware.rosbridge.Fragments;
import org.e2hil.hardware.rosbridge.MessageLink;
import org.e2hil.hardware.rosbridge.RosMessage;

/**
 * An A1X behind its maker's ROS nodes (HDAS and mobiman), reached through rosbridge. A target that
 * nobody subscribes to vanishes without a word there, so nothing that the arm tells is passed on
 * before somebody listens to both targets.
 */
@API(status = API.Status.INTERNAL)
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
  public static final String SUBSCRIBERS = HdasServices.SUBSCRIBERS;

  /** The service that knows which services there are. */
  public static final String SERVICE_TYPE = HdasServices.SERVICE_TYPE;

  private static final String JOINT_STATE = "sensor_msgs/JointState";
  // the maker's tracker goes no faster whatever it is told
  private static final double[] MAKERS_SPEED_LIMITS = {3, 3, 3, 5, 5, 5};
  private static final List<String> TARGETS = List.of(ARM_TARGET, GRIPPER_TARGET);
  private static final long ASK_AGAIN_NANOS = 1_000_000_000L;
  // of the gripper, counted in readings of the arm: a second
  private static final int MOST_READINGS_WITHOUT_GRIPPER = 200;
  private static final int STATUSES_BELIEVED = 2;
  // rosapi writes a line for each that it cannot answer
  private static final int MOST_TYPE_QUESTIONS = 5;

  private final MessageLink messages;
  private final Clock clock;
  private final A1xSettings.Rosbridge route;
  private final HdasServices services;
  private final boolean gripperTells;
  private final Fragments fragments = new Fragments();
  private final MessageOrder order = new MessageOrder();
  private Optional<String> bridgeSays = Optional.empty();
  private boolean compressed;
  private OptionalDouble gripperMm = OptionalDouble.empty();
  private int readingsWithoutGripper;
  private long askedNanos;
  private Optional<String> complaint = Optional.empty();
  private int complaintsInARow;
  private int typeQuestions;
  private boolean armTold;
  private boolean statusTold;
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
    services = new HdasServices(TARGETS, route.functionService(), clock.nanoTime());
    askedNanos = clock.nanoTime() - ASK_AGAIN_NANOS;
    for (String topic : TARGETS) {
      send("advertise " + topic, Map.of("op", "advertise", "topic", topic, "type", JOINT_STATE));
    }
    for (String topic : List.of(ARM_FEEDBACK, GRIPPER_FEEDBACK)) {
      subscribe(topic, Map.of("type", JOINT_STATE));
    }
  }

  private void subscribe(String topic, Map<String, String> type) {
    Map<String, Object> message = new HashMap<>(type);
    // the same id again is the same subscription
    message.putAll(Map.of("op", "subscribe", "id", topic, "topic", topic, "queue_length", 1));
    message.putAll(Map.of("throttle_rate", 0, "compression", "none"));
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
      if (services.functionType().isEmpty() && typeQuestions < MOST_TYPE_QUESTIONS) {
        typeQuestions++;
        callService(SERVICE_TYPE, "type", Map.of("service", route.functionService()));
      }
      if (!statusTold) {
        // its type has had several names; rosbridge knows which once the topic is there, and till
        // then a subscription fails without a word
        subscribe(ARM_STATUS, Map.of());
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
      case "service_response" -> stray += services.take(message, now) ? 0 : 1;
      case "fragment" -> fragments.take(message).ifPresent(whole -> take(whole, readings, now));
      case "png" -> compressed = true;
      // the usual server keeps its errors to itself, others tell them
      case "status" -> bridgeSays = message.text("msg").or(() -> bridgeSays);
      default -> stray++;
    }
  }

  private void takeTopic(String topic, RosMessage message, Consumer<A1xReading> readings) {
    switch (topic) {
      case ARM_FEEDBACK ->
          reading(message)
              .ifPresentOrElse(
                  reading -> {
                    if (order.isNews(message)) {
                      pass(reading, readings);
                    } else {
                      stray++;
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

  private void pass(A1xReading reading, Consumer<A1xReading> readings) {
    armTold = true;
    readingsWithoutGripper++;
    if (services.areTargetsListenedTo() && (gripperMm.isPresent() || !gripperTells)) {
      readings.accept(reading.withGripper(gripperMm.orElse(0)));
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
    statusTold = true;
    complaint = Optional.empty();
    for (RosMessage error : status.parts("errors")) {
      int wrong = error.integer("error_code").orElse(0) & ~A1xStatus.RECEIVE_TIMEOUT;
      if (wrong != 0 && complaint.isEmpty()) {
        complaint = Optional.of(A1xStatus.complaint(error.text("name").orElse("the arm"), wrong));
      }
    }
    complaintsInARow = complaint.isPresent() ? complaintsInARow + 1 : 0;
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
    if (compressed) {
      return Optional.of(
          "rosbridge sends its messages compressed as PNG, which was not asked for and is not read;"
              + " connect to rosbridge itself, not to what stands before it");
    }
    Optional<String> trouble = services.trouble(clock.nanoTime());
    if (trouble.isPresent()) {
      return trouble;
    }
    if (gripperTells && readingsWithoutGripper > MOST_READINGS_WITHOUT_GRIPPER) {
      return Optional.of(noGripper());
    }
    return complaintsInARow >= STATUSES_BELIEVED ? complaint : Optional.empty();
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
          + " is published, and check the arm's power"
          + bridgeSays();
    }
    return services.areTargetsListenedTo() ? noGripper() : services.noRosapi();
  }

  @Override
  public Optional<String> statusMissing() {
    return statusTold
        ? Optional.empty()
        : Optional.of(
            "nothing comes from "
                + ARM_STATUS
                + ", so errors of the arm's own would not be seen; start rosbridge in a shell where"
                + " the maker's setup.bash was sourced, so that it knows hdas_msg, and see that"
                + " HDAS is running"
                + bridgeSays());
  }

  private String bridgeSays() {
    return bridgeSays.map(text -> " (rosbridge says: " + text.strip() + ")").orElse("");
  }

  @Override
  public Finding howToEnable() {
    return services
        .functionType()
        .map(type -> Finding.good("torque", route.functionService() + " is a " + type))
        .orElseGet(() -> Finding.missing("torque", services.noFunctionService()));
  }

  @Override
  public LinkCounts counts() {
    return new LinkCounts(sent, messages.droppedTexts(), damaged + fragments.lost(), stray);
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
