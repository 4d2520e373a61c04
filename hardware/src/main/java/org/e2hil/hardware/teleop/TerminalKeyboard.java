package org.e2hil.hardware.teleop;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.hardware.terminal.KeyDecoder;
import org.e2hil.hardware.terminal.Keys;
import org.e2hil.hardware.terminal.ProgramTerminal;

/**
 * The keys of a terminal, also over SSH. A terminal tells that a key went down, never that it came
 * up: a press counts as held for a few control periods, and the terminal's own key repeat prolongs
 * it.
 */
final class TerminalKeyboard implements Controls {

  private static final int MOST_KEYS = 1000;

  private static final List<String> KEYS =
      Stream.concat(
              IntStream.range('!', 127).mapToObj(c -> Character.toString((char) c)),
              Stream.of(
                  "space",
                  "enter",
                  "tab",
                  "backspace",
                  "escape",
                  "up",
                  "down",
                  "left",
                  "right",
                  "home",
                  "end",
                  "pageup",
                  "pagedown",
                  "delete"))
          .filter(KeyDecoder::isKey)
          .toList();

  private final Keys typed;
  private final int pressPeriods;
  private final Map<String, Integer> periodsLeft = new HashMap<>();

  /**
   * A keyboard, which belongs to this from now on.
   *
   * @param pressPeriods control periods that a press counts as held
   */
  TerminalKeyboard(Keys typed, int pressPeriods) {
    this.typed = typed;
    this.pressPeriods = pressPeriods;
  }

  /**
   * That of the terminal that this program runs in.
   *
   * @param meant the keys that mean something
   * @throws EnvironmentFaultException if it runs in none
   */
  static TerminalKeyboard ofThisProgram(int pressPeriods, Set<String> meant) {
    return new TerminalKeyboard(ProgramTerminal.listen(meant), pressPeriods);
  }

  @Override
  public String name() {
    return "the keyboard";
  }

  @Override
  public List<String> axes() {
    return List.of();
  }

  @Override
  public List<String> buttons() {
    return KEYS;
  }

  @Override
  public ControlState poll() {
    Set<String> came = listen();
    Set<String> pressed = new HashSet<>(came);
    pressed.removeAll(periodsLeft.keySet());
    came.forEach(key -> periodsLeft.put(key, pressPeriods));
    Set<String> held = Set.copyOf(periodsLeft.keySet());
    periodsLeft.replaceAll((key, periods) -> periods - 1);
    periodsLeft.values().removeIf(periods -> periods == 0);
    return new ControlState(Map.of(), held, pressed);
  }

  private Set<String> listen() {
    Set<String> came = new HashSet<>();
    if (typed.isEnded()) {
      throw new DeviceLostException(
          "the terminal is gone; log in again and go on with --resume, best inside tmux or screen");
    }
    // a pasted novel must not keep the robot waiting
    Optional<String> key = typed.next(0);
    for (int i = 0; i < MOST_KEYS && key.isPresent(); i++) {
      came.add(key.get());
      key = typed.next(0);
    }
    return came;
  }

  @Override
  public void onPress(String button, Runnable action) {
    typed.alert(button, action);
  }

  @Override
  public void close() {
    typed.close();
  }
}
