package org.e2hil.hardware.teleop;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.e2hil.hardware.workcell.Signal;

/**
 * Which buttons say what of an episode.
 *
 * @param success the task is done
 * @param failure the task is lost
 * @param rerecord what was recorded shall not count
 * @param emergencyStop stop at once
 */
@API(status = API.Status.EXPERIMENTAL)
public record SignalButtons(
    Optional<String> success,
    Optional<String> failure,
    Optional<String> rerecord,
    Optional<String> emergencyStop) {

  /** Checks that no button says two things. */
  public SignalButtons {
    Map<Signal, String> named = named(success, failure, rerecord, emergencyStop);
    if (named.values().stream().distinct().count() < named.size()) {
      throw new IllegalArgumentException(
          "success, failure, rerecord and emergencyStop must be different buttons, but are "
              + named.values());
    }
  }

  /** All four, by their buttons. */
  public static SignalButtons of(
      String success, String failure, String rerecord, String emergencyStop) {
    return new SignalButtons(
        Optional.of(success),
        Optional.of(failure),
        Optional.of(rerecord),
        Optional.of(emergencyStop));
  }

  /** None at all. */
  public static SignalButtons none() {
    return new SignalButtons(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The buttons that say something. */
  Map<Signal, String> buttons() {
    return named(success, failure, rerecord, emergencyStop);
  }

  /** Which button says what, in words. */
  String instruction() {
    return buttons().entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey().words())
        .collect(Collectors.joining(", "));
  }

  private static Map<Signal, String> named(
      Optional<String> success,
      Optional<String> failure,
      Optional<String> rerecord,
      Optional<String> emergencyStop) {
    Map<Signal, String> named = new EnumMap<>(Signal.class);
    success.ifPresent(button -> named.put(Signal.SUCCESS, button));
    failure.ifPresent(button -> named.put(Signal.FAILURE, button));
    rerecord.ifPresent(button -> named.put(Signal.RERECORD, button));
    emergencyStop.ifPresent(button -> named.put(Signal.EMERGENCY_STOP, button));
    return named;
  }
}
