package org.e2hil.hardware.emulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.e2hil.hardware.a1x.A1xFrames;
import org.e2hil.hardware.a1x.A1xReading;
import org.e2hil.hardware.a1x.A1xSettings;
import org.e2hil.hardware.a1x.A1xStatus;
import org.e2hil.hardware.a1x.RosbridgeA1xLink;
import org.e2hil.hardware.rosbridge.RosMessage;

/**
 * A rosbridge with the maker's nodes and an A1X behind it: a function from texts and moments to the
 * same, for any number of clients. Any thread, one at a time.
 */
final class RosbridgeEmulator {

  private static final A1xSettings.Gripper GRIPPER = A1xSettings.Rosbridge.DEFAULT.usualGripper();
  private static final String FUNCTION = A1xSettings.Rosbridge.DEFAULT.functionService();

  private static final Set<String> JOINT_STATE_FIELDS =
      Set.of("header", "name", "position", "velocity", "effort");
  // half a second
  private static final int KEPT_READINGS = 100;

  private final A1xEmulator arm;
  private final A1xFaults faults;
  // by the maker's nodes, with their first message
  private final Set<String> advertised = new HashSet<>();
  private final List<Session> sessions = new CopyOnWriteArrayList<>();
  private final HdasMessages messages;
  private final Deque<Map<String, ?>> kept = new ArrayDeque<>();

  RosbridgeEmulator(A1xEmulator arm) {
    this.arm = arm;
    faults = arm.faults();
    messages = new HdasMessages(faults);
  }

  /**
   * What a client wants of a topic.
   *
   * @param throttleNanos how long at least between two messages
   * @param compressed as pictures
   */
  private record Subscription(long throttleNanos, boolean compressed) {}

  /** A text that is under way to a client. */
  private record Arrival(String text, long dueNanos) {}

  /** One client's connection. */
  final class Session {

    // by topic and by the client's own id
    private final Map<String, Map<String, Subscription>> subscriptions = new HashMap<>();
    private final Map<String, Long> toldNanos = new HashMap<>();
    private final Deque<Arrival> underWay = new ArrayDeque<>();
    private Optional<Integer> fragmentSize = Optional.empty();

    /** Takes a text from the client. */
    void accept(String text, long now) {
      synchronized (arm) {
        byte[] sent = text.getBytes(StandardCharsets.UTF_8);
        byte[] arriving = faults.transmit(sent);
        // a network's checksum lets no digit turn into another
        if (Arrays.equals(sent, arriving)) {
          RosMessage.parse(text).ifPresent(message -> execute(message, now));
        }
      }
    }

    /** The next text that has reached the client by now, if any. */
    Optional<String> poll(long now) {
      synchronized (arm) {
        arm.listen(now, new Announcer());
        boolean due = !underWay.isEmpty() && underWay.peek().dueNanos() - now <= 0;
        return due ? Optional.of(underWay.remove().text()) : Optional.empty();
      }
    }

    /** Forgets the client. */
    void end() {
      sessions.remove(this);
    }

    private void execute(RosMessage message, long now) {
      String topic = message.text("topic").orElse("");
      // whichever message it stands in, it holds for all that follow
      fragmentSize = message.integer("fragment_size").or(() -> fragmentSize);
      switch (message.operation()) {
        case "subscribe" -> subscribe(topic, message, now);
        case "unsubscribe" -> unsubscribe(topic, message.text("id"));
        case "advertise", "unadvertise" -> {}
        case "publish" ->
            message.part("msg").ifPresent(part -> publish(topic, part, message.id(), now));
        case "call_service" -> call(message, now);
        default -> complain("Unknown operation: " + message.operation(), message.id(), now);
      }
    }

    /** A subscription without a type fails as long as nobody advertises the topic. */
    private void subscribe(String topic, RosMessage message, long now) {
      if (topic.equals(RosbridgeA1xLink.ARM_STATUS) && faults.isTypeless()) {
        complain(
            "subscribe: Unable to import hdas_msg.msg from package hdas_msg", message.id(), now);
        return;
      }
      if (message.text("type").isEmpty() && !advertised.contains(topic)) {
        complain(
            "subscribe: Cannot infer topic type for topic "
                + topic
                + " as it is not yet advertised",
            message.id(),
            now);
        return;
      }
      subscriptions
          .computeIfAbsent(topic, t -> new HashMap<>())
          .put(
              message.id().orElse(""),
              new Subscription(
                  message.integer("throttle_rate").orElse(0) * 1_000_000L,
                  message.text("compression").filter("png"::equals).isPresent()));
    }

    /** The usual server writes its errors to its own log; others tell the client too. */
    private void complain(String error, Optional<String> id, long now) {
      if (faults.isTalkative()) {
        Map<String, Object> status = new HashMap<>();
        status.putAll(Map.of("op", "status", "level", "error", "msg", error));
        id.ifPresent(one -> status.put("id", one));
        say(status, now);
      }
    }

    /** Ends the subscription with an id; without one, all of the topic. */
    private void unsubscribe(String topic, Optional<String> id) {
      Map<String, Subscription> ids = subscriptions.getOrDefault(topic, new HashMap<>());
      id.ifPresentOrElse(ids::remove, ids::clear);
    }

    /** Whether a message of a topic is passed on at a moment: as often as the fastest wants it. */
    private boolean wants(String topic, long atNanos) {
      Optional<Long> throttle =
          subscriptions.getOrDefault(topic, Map.of()).values().stream()
              .map(Subscription::throttleNanos)
              .min(Long::compare);
      Long last = toldNanos.get(topic);
      boolean due = throttle.isPresent() && (last == null || atNanos - last >= throttle.get());
      if (due) {
        toldNanos.put(topic, atNanos);
      }
      return due;
    }

    /** Passes on a whole topic compressed if one of its subscriptions is. */
    private void announce(String topic, Map<String, ?> message, long atNanos) {
      boolean compressed =
          subscriptions.getOrDefault(topic, Map.of()).values().stream()
              .anyMatch(Subscription::compressed);
      Map<String, ?> publish = Map.of("op", "publish", "topic", topic, "msg", message);
      send(publish, compressed || faults.isCompressing(), atNanos);
    }

    private void publish(String topic, RosMessage message, Optional<String> id, long now) {
      Set<String> unknown = message.fields();
      unknown.removeAll(JOINT_STATE_FIELDS);
      if (!unknown.isEmpty()) {
        complain("publish: Message type sensor_msgs/JointState has no " + unknown, id, now);
        return;
      }
      Optional<double[]> positions = message.numbers("position");
      if (positions.isEmpty() || faults.isDeserted()) {
        return;
      }
      if (topic.equals(RosbridgeA1xLink.ARM_TARGET) && positions.get().length == A1xFrames.JOINTS) {
        arm.move(positions.get(), now);
      } else if (topic.equals(RosbridgeA1xLink.GRIPPER_TARGET) && positions.get().length == 1) {
        arm.moveGripper(GRIPPER.share(positions.get()[0]), now);
      }
    }

    private void call(RosMessage message, long now) {
      String service = message.text("service").orElse("");
      Optional<RosMessage> arguments = message.part("args");
      Object values = Map.of();
      boolean done = true;
      if (service.equals(RosbridgeA1xLink.SUBSCRIBERS)) {
        values = Map.of("subscribers", faults.isDeserted() ? List.of() : List.of("/mobiman"));
      } else if (service.equals(RosbridgeA1xLink.SERVICE_TYPE)) {
        boolean known =
            !faults.isHdasDown()
                && arguments
                    .flatMap(args -> args.text("service"))
                    .filter(FUNCTION::equals)
                    .isPresent();
        values = Map.of("type", known ? "hdas_msg/srv/FunctionFrame" : "");
      } else if (service.equals(FUNCTION) && faults.isHdasDown()) {
        done = false;
        values = "Service " + FUNCTION + " does not exist";
      } else if (service.equals(FUNCTION) && faults.isTypeless()) {
        done = false;
        values = "Unable to import hdas_msg.srv from package hdas_msg";
      } else if (service.equals(FUNCTION)) {
        Optional<Integer> code = arguments.flatMap(args -> args.integer("command"));
        boolean known = code.filter(c -> c >= 1 && c <= 6).isPresent();
        code.filter(c -> known).ifPresent(c -> arm.call(c, now));
        values = Map.of("success", known, "message", known ? "" : "Invalid command");
      } else {
        done = false;
      }
      say(
          Map.of(
              "op",
              "service_response",
              "service",
              service,
              "id",
              message.text("id").orElse(""),
              "values",
              values,
              "result",
              done),
          now);
    }

    private void say(Map<String, ?> message, long atNanos) {
      send(message, /* compressed= */ false, atNanos);
    }

    private void send(Map<String, ?> message, boolean compressed, long atNanos) {
      String text = RosbridgeWire.text(message);
      Object id = message.containsKey("id") ? message.get("id") : 0;
      List<String> pieces =
          RosbridgeWire.pieces(
              compressed ? RosbridgeWire.compressed(text) : text,
              fragmentSize.orElse(faults.fragmentSize()),
              id);
      for (String piece : pieces) {
        byte[] arriving = faults.transmit(piece.getBytes(StandardCharsets.UTF_8));
        if (arriving.length > 0) {
          underWay.add(
              new Arrival(
                  new String(arriving, StandardCharsets.UTF_8), atNanos + faults.delayNanos()));
        }
      }
    }
  }

  /** A new client. */
  Session connect() {
    Session session = new Session();
    sessions.add(session);
    return session;
  }

  A1xFaults faults() {
    return faults;
  }

  /** HDAS: tells everybody who has subscribed. */
  private final class Announcer implements A1xEmulator.Listener {

    @Override
    public void feedback(A1xReading reading, long atNanos) {
      double mm = GRIPPER.at(reading.position(A1xFrames.JOINTS));
      Map<String, ?> joints = messages.joints(reading.withGripper(mm), atNanos);
      announce(RosbridgeA1xLink.ARM_FEEDBACK, joints, atNanos);
      announce(RosbridgeA1xLink.GRIPPER_FEEDBACK, messages.gripper(mm, atNanos), atNanos);
      kept.add(joints);
      if (kept.size() > KEPT_READINGS) {
        Map<String, ?> old = kept.remove();
        if (faults.isRepeating()) {
          announce(RosbridgeA1xLink.ARM_FEEDBACK, old, atNanos);
        }
      }
    }

    @Override
    public void status(A1xStatus status, long atNanos) {
      if (!faults.isTypeless()) {
        announce(RosbridgeA1xLink.ARM_STATUS, messages.status(status, atNanos), atNanos);
      }
    }

    private void announce(String topic, Map<String, ?> message, long atNanos) {
      if (faults.isHdasDown()) {
        return;
      }
      advertised.add(topic);
      for (Session session : sessions) {
        if (session.wants(topic, atNanos)) {
          session.announce(topic, message, atNanos);
        }
      }
    }
  }
}
