package org.e2hil.hardware.teleop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.e2hil.hardware.terminal.Typist;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TerminalKeyboardTest {

  private static final int PATIENCE_POLLS = 10_000;

  private final Typist typist = new Typist();
  private final TerminalKeyboard keyboard = new TerminalKeyboard(typist.listen(), 2);

  @AfterEach
  void leave() {
    keyboard.close();
  }

  /** Looks until something has come. */
  private ControlState next() {
    for (int i = 0; i < PATIENCE_POLLS; i++) {
      ControlState state = keyboard.poll();
      if (!state.held().isEmpty()) {
        return state;
      }
      pause();
    }
    throw new AssertionError("no key came");
  }

  private static void pause() {
    LockSupport.parkNanos(1_000_000);
  }

  @Test
  void aPressCountsAsHeldForItsPeriodsAndAsPressedOnce() {
    typist.type("\u001b[A");

    ControlState first = next();
    ControlState second = keyboard.poll();

    assertThat(first.held()).containsExactly("up");
    assertThat(first.pressed()).containsExactly("up");
    assertThat(second.held()).containsExactly("up");
    assertThat(second.pressed()).isEmpty();
    assertThat(keyboard.poll().held()).isEmpty();
  }

  @Test
  void allKeysOfAPeriodAreSeenTogether() {
    typist.type("e\u001b[D c");

    Set<String> seen = new HashSet<>(next().held());
    for (int i = 0; i < PATIENCE_POLLS && seen.size() < 4; i++) {
      seen.addAll(keyboard.poll().held());
      pause();
    }

    assertThat(seen).containsExactlyInAnyOrder("e", "left", "space", "c");
  }

  @Test
  void theDefaultMapNamesKeysOnly() {
    ControlMap map = TeleoperationConfig.Keyboard.defaults().map();

    map.requireOn(keyboard);

    assertThat(map.buttonNames()).hasSizeGreaterThan(14);
  }

  @Test
  void aTerminalThatHangsUpIsALostDevice() {
    typist.hangUp();

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < PATIENCE_POLLS; i++) {
                keyboard.poll();
                pause();
              }
            })
        .isInstanceOf(DeviceLostException.class)
        .hasMessageContaining("--resume");
  }
}
