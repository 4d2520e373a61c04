package org.e2hil.hardware.a1x;

import java.util.List;
import java.util.Optional;
import org.e2hil.hardware.rosbridge.RosMessage;

/**
 * What rosapi and HDAS have answered: who listens to the targets, whether there is a service for
 * function codes, and whether it did what it was asked for. One thread.
 */
final class HdasServices {

  /** The service that knows who listens to what. */
  static final String SUBSCRIBERS = "/rosapi/subscribers";

  /** The service that knows of which type another one is; of none that is not there. */
  static final String SERVICE_TYPE = "/rosapi/service_type";

  private static final long ANSWER_LIMIT_NANOS = 5_000_000_000L;

  private final List<String> targets;
  private final String functionService;
  private final boolean[] listenedTo;
  private final boolean[] answered;
  private long answeredNanos;
  private Optional<String> refusal = Optional.empty();
  private Optional<String> rosapiSays = Optional.empty();
  private Optional<String> functionType = Optional.empty();
  private Optional<String> functionSays = Optional.empty();

  /**
   * Nothing answered yet.
   *
   * @param targets the joints' topic, then the gripper's
   */
  HdasServices(List<String> targets, String functionService, long nowNanos) {
    this.targets = targets;
    this.functionService = functionService;
    listenedTo = new boolean[targets.size()];
    answered = new boolean[targets.size()];
    answeredNanos = nowNanos;
  }

  /** Takes an answer; false for one that nobody has asked for. */
  boolean take(RosMessage answer, long nowNanos) {
    boolean done = answer.flag("result").orElse(false);
    Optional<RosMessage> values = answer.part("values");
    // a service that fails answers with a text in place of its values
    Optional<String> says =
        answer
            .text("values")
            .or(() -> values.flatMap(v -> v.text("message")))
            .filter(text -> !text.isBlank());
    String service = answer.text("service").orElse("");
    int target = targets.indexOf(answer.text("id").orElse(""));
    if (service.equals(functionService)) {
      boolean success = done && values.flatMap(v -> v.flag("success")).orElse(true);
      refusal = success ? Optional.empty() : Optional.of(refused(says));
    } else if (service.equals(SERVICE_TYPE)) {
      functionType = values.flatMap(v -> v.text("type")).filter(type -> !type.isBlank());
      functionSays = done ? Optional.empty() : says;
    } else if (service.equals(SUBSCRIBERS) && target >= 0) {
      // rosapi that does not know the topic, and one that knows of no listener, come to the same
      Optional<Integer> listeners = values.flatMap(v -> v.sizeOf("subscribers"));
      answered[target] = done && listeners.isPresent();
      listenedTo[target] = done && listeners.orElse(0) > 0;
      rosapiSays = done ? Optional.empty() : says;
      answeredNanos = nowNanos;
    } else {
      return false;
    }
    return true;
  }

  private String refused(Optional<String> says) {
    return "HDAS does not do what "
        + functionService
        + " is asked for"
        + quoted(says)
        + "; see that it is running, that the arm has power, that functionService names its"
        + " service, and that rosbridge was started where hdas_msg is known";
  }

  private static String quoted(Optional<String> says) {
    return says.map(text -> " (the answer was: " + text.strip() + ")").orElse("");
  }

  /** Whether somebody listens to every target. */
  boolean areTargetsListenedTo() {
    boolean all = true;
    for (boolean one : listenedTo) {
      all &= one;
    }
    return all;
  }

  /** A sentence on what is wrong, if anything. */
  Optional<String> trouble(long nowNanos) {
    if (refusal.isPresent()) {
      return refusal;
    }
    for (int i = 0; i < listenedTo.length; i++) {
      if (answered[i] && !listenedTo[i]) {
        return Optional.of(nobodyListens(i));
      }
    }
    return nowNanos - answeredNanos > ANSWER_LIMIT_NANOS
        ? Optional.of(noRosapi())
        : Optional.empty();
  }

  private String nobodyListens(int target) {
    return "nobody subscribes to "
        + targets.get(target)
        + ", so the arm would not move; start the maker's "
        + (target == 0
            ? "joint tracker (mobiman, a1x_jointTrackerdemo)"
            : "gripper controller (mobiman, a1xy_gripperController)");
  }

  /** A sentence on rosapi that does not answer, or not as it should. */
  String noRosapi() {
    return SUBSCRIBERS
        + " does not answer"
        + quoted(rosapiSays)
        + "; start rosbridge by its own launch file, which starts rosapi too";
  }

  /** The type of the service for function codes, once rosapi has named it. */
  Optional<String> functionType() {
    return functionType;
  }

  /** A sentence on a service for function codes that rosapi does not know. */
  String noFunctionService() {
    return "rosapi knows no service "
        + functionService
        + quoted(functionSays)
        + ", so the arm cannot be given torque; start the maker's HDAS, or name its service in"
        + " driver.route.functionService";
  }
}
