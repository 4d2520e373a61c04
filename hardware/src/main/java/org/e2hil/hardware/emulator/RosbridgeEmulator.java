package org.e2hil.hardware.emulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
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

  private final A1xEmulator arm;
  private final A1xFaults faults;
  // by the maker's nodes, with their first message
  private final Set<String> advertised = new HashSet<>();
  private final List<Session> sessions = new CopyOnWriteArrayList<>();

  RosbridgeEmulator(A1xEmulator arm) {
    this.arm = arm;
    faults = arm.faults();
  }

  /** A text that is under way to a client. */
  private record Arrival(String text, long dueNanos) {}

  /** One client's connection. */
  final class Session {

    // by topic and by the client's own id: how long at least between two messages, ns
    private final Map<String, Map<String, Long>> subscriptions = new HashMap<>();
    private final Map<String, Long> toldNanos = new HashMap<>();
    private final Deque<Arrival> underWay = new ArrayDeque<>();

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
      switch (message.operation()) {
        case "subscribe" -> {
          // without a type, of a topic that nobody advertises yet, it fails on this side only
          if (message.text("type").isPresent() || advertised.contains(topic)) {
            long throttleMs = message.integer("throttle_rate").orElse(0);
            subscriptions
                .computeIfAbsent(topic, t -> new HashMap<>())
                .put(message.text("id").orElse(""), throttleMs * 1_000_000);
          }
        }
        case "unsubscribe" -> unsubscribe(topic, message.text("id"));
        case "advertise", "unadvertise" -> {}
        case "publish" -> message.part("msg").ifPresent(part -> publish(topic, part, now));
        case "call_service" -> call(message, now);
        default -> say(Map.of("op", "status", "level", "error", "msg", "unknown operation"), now);
      }
    }

    /** Ends the subscription with an id; without one, all of the topic. */
    private void unsubscribe(String topic, Optional<String> id) {
      Map<String, Long> ids = subscriptions.getOrDefault(topic, new HashMap<>());
      id.ifPresentOrElse(ids::remove, ids::clear);
    }

    /** Whether a message of a topic is passed on at a moment: as often as the fastest wants it. */
    private boolean wants(String topic, long atNanos) {
      Optional<Long> throttle =
          subscriptions.getOrDefault(topic, Map.of()).values().stream().min(Long::compare);
      Long last = toldNanos.get(topic);
      boolean due = throttle.isPresent() && (last == null || atNanos - last >= throttle.get());
      if (due) {
        toldNanos.put(topic, atNanos);
      }
      return due;
    }

    private void publish(String topic, RosMessage message, long now) {
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
            arguments.flatMap(args -> args.text("service")).filter(FUNCTION::equals).isPresent();
        values = Map.of("type", known ? "hdas_msg/srv/FunctionFrame" : "");
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
      // the bridge writes a number that is none without the quotes that ours gets
      String text = RosMessage.write(message).replace("\"NaN\"", "NaN");
      byte[] sent = text.getBytes(StandardCharsets.UTF_8);
      byte[] arriving = faults.transmit(sent);
      if (arriving.length > 0) {
        underWay.add(
            new Arrival(
                new String(arriving, StandardCharsets.UTF_8), atNanos + faults.delayNanos()));
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
      announce(RosbridgeA1xLink.ARM_FEEDBACK, jointState(reading.withGripper(mm)), atNanos);
      announce(RosbridgeA1xLink.GRIPPER_FEEDBACK, Map.of("position", new double[] {mm}), atNanos);
    }

    private Map<String, ?> jointState(A1xReading reading) {
      double[] positions = new double[A1xFrames.MOTORS];
      double[] velocities = new double[A1xFrames.MOTORS];
      double[] efforts = new double[A1xFrames.MOTORS];
      for (int i = 0; i < A1xFrames.MOTORS; i++) {
        positions[i] = reading.position(i);
        velocities[i] = reading.velocity(i);
        efforts[i] = faults.isBlind(i) ? Double.NaN : reading.effort(i);
      }
      return Map.of(
          "name", List.of("arm"), "position", positions, "velocity", velocities, "effort", efforts);
    }

    @Override
    public void status(A1xStatus status, long atNanos) {
      List<Map<String, ?>> errors = new ArrayList<>();
      for (int i = 0; i < A1xFrames.MOTORS; i++) {
        if (status.bits(i) != 0) {
          errors.add(
              Map.of(
                  "name",
                  "arm_joint" + (i + 1),
                  "error_code",
                  status.bits(i),
                  "error_description",
                  List.of()));
        }
      }
      if (!faults.isTypeless()) {
        announce(RosbridgeA1xLink.ARM_STATUS, Map.of("name_id", "arm", "errors", errors), atNanos);
      }
    }

    private void announce(String topic, Map<String, ?> message, long atNanos) {
      advertised.add(topic);
      for (Session session : sessions) {
        if (session.wants(topic, atNanos)) {
          session.say(Map.of("op", "publish", "topic", topic, "msg", message), atNanos);
        }
      }
    }
  }
}
