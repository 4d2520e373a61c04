package org.e2hil.hardware.terminal;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * Turns what a terminal sends into the names of keys: {@code a}, {@code space}, {@code up}, …
 * Letters are small whatever Shift and Caps Lock say. Arrow and page keys come as ECMA-48 control
 * sequences; what is not known is passed over as a whole. One thread.
 */
@API(status = API.Status.INTERNAL)
public final class KeyDecoder {

  private static final char ESCAPE = 27;

  private static final Map<Character, String> PLAIN =
      Map.of(
          ' ',
          "space",
          '\r',
          "enter",
          '\n',
          "enter",
          '\t',
          "tab",
          (char) 127,
          "backspace",
          '\b',
          "backspace");
  private static final Map<String, String> SEQUENCES =
      Map.of(
          "A",
          "up",
          "B",
          "down",
          "C",
          "right",
          "D",
          "left",
          "H",
          "home",
          "F",
          "end",
          "5~",
          "pageup",
          "6~",
          "pagedown",
          "3~",
          "delete");

  private enum State {
    TEXT,
    ESCAPED,
    SEQUENCE
  }

  private State state = State.TEXT;
  private final StringBuilder parameters = new StringBuilder();

  /** Between two keys. */
  public KeyDecoder() {}

  /** Takes one character; a key where it ends one. */
  public Optional<String> accept(char c) {
    switch (state) {
      case TEXT -> {
        if (c == ESCAPE) {
          state = State.ESCAPED;
          return Optional.empty();
        }
        return key(c);
      }
      case ESCAPED -> {
        if (c == '[' || c == 'O') {
          state = State.SEQUENCE;
          parameters.setLength(0);
          return Optional.empty();
        }
        // Alt and a key come like this; Escape twice does too
        state = c == ESCAPE ? State.ESCAPED : State.TEXT;
        return Optional.of("escape");
      }
      case SEQUENCE -> {
        if (c >= '@' && c <= '~') {
          state = State.TEXT;
          // a modifier such as Shift comes as a second parameter: 1;2A
          String first = parameters.toString().replaceFirst(";.*", "");
          return Optional.ofNullable(SEQUENCES.get(c == '~' ? first + c : Character.toString(c)));
        }
        parameters.append(c);
        return Optional.empty();
      }
    }
    throw new IllegalStateException("unknown state " + state);
  }

  /** Whether more must come before it is clear what the key was. */
  public boolean isOpen() {
    return state != State.TEXT;
  }

  /** Nothing came for a while: a lone Escape was the key itself. */
  public Optional<String> pause() {
    boolean alone = state == State.ESCAPED;
    state = State.TEXT;
    return alone ? Optional.of("escape") : Optional.empty();
  }

  private static Optional<String> key(char c) {
    if (PLAIN.containsKey(c)) {
      return Optional.of(PLAIN.get(c));
    }
    return c > ' ' && c < 127
        ? Optional.of(Character.toString(c).toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  /** Whether a key may have this name. */
  public static boolean isKey(String name) {
    return name.equals("escape")
        || PLAIN.containsValue(name)
        || SEQUENCES.containsValue(name)
        || (name.length() == 1 && key(name.charAt(0)).filter(name::equals).isPresent());
  }
}
