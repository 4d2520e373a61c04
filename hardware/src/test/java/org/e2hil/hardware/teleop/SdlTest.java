package org.e2hil.hardware.teleop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lwjgl.sdl.SDLJoystick.SDL_AttachVirtualJoystick;
import static org.lwjgl.sdl.SDLJoystick.SDL_CloseJoystick;
import static org.lwjgl.sdl.SDLJoystick.SDL_DetachVirtualJoystick;
import static org.lwjgl.sdl.SDLJoystick.SDL_JOYSTICK_TYPE_FLIGHT_STICK;
import static org.lwjgl.sdl.SDLJoystick.SDL_JOYSTICK_TYPE_GAMEPAD;
import static org.lwjgl.sdl.SDLJoystick.SDL_OpenJoystick;
import static org.lwjgl.sdl.SDLJoystick.SDL_SetJoystickVirtualAxis;
import static org.lwjgl.sdl.SDLJoystick.SDL_SetJoystickVirtualButton;
import static org.lwjgl.sdl.SDLJoystick.SDL_UpdateJoysticks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.hardware.workcell.Signal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.lwjgl.sdl.SDLGamepad;
import org.lwjgl.sdl.SDL_VirtualJoystickDesc;
import org.lwjgl.system.MemoryStack;

/** Gamepads and joysticks that SDL makes up, for every machine has those. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class SdlTest {

  private static final String NAME = "E2HiL virtual";

  private final List<Integer> attached = new ArrayList<>();
  private final AtomicInteger stops = new AtomicInteger();
  private long joystick;

  @BeforeEach
  void begin() {
    Sdl.begin();
  }

  @AfterEach
  void end() {
    List.copyOf(attached).forEach(this::detach);
    Sdl.end();
  }

  private int attach(int type, int axes, int buttons) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      SDL_VirtualJoystickDesc description = SDL_VirtualJoystickDesc.calloc(stack);
      description
          .version(SDL_VirtualJoystickDesc.SIZEOF)
          .type((short) type)
          .naxes((short) axes)
          .nbuttons((short) buttons)
          .name(stack.UTF8(NAME));
      int id = SDL_AttachVirtualJoystick(description);
      assertThat(id).isNotZero();
      attached.add(id);
      joystick = SDL_OpenJoystick(id);
      return id;
    }
  }

  private int attachGamepad() {
    return attach(
        SDL_JOYSTICK_TYPE_GAMEPAD,
        SDLGamepad.SDL_GAMEPAD_AXIS_COUNT,
        SDLGamepad.SDL_GAMEPAD_BUTTON_COUNT);
  }

  private void detach(int id) {
    SDL_CloseJoystick(joystick);
    SDL_DetachVirtualJoystick(id);
    attached.remove(Integer.valueOf(id));
    SDL_UpdateJoysticks();
  }

  private void press(int button, boolean down) {
    SDL_SetJoystickVirtualButton(joystick, button, down);
    SDL_UpdateJoysticks();
  }

  @Test
  void theRightShoulderTakesOverAndTheLeftStickMoves() {
    attachGamepad();
    try (Teleoperator gamepad =
        TeleoperationConfig.Gamepad.defaults().open(ActionScale.DEFAULT, stops::incrementAndGet)) {
      assertThat(gamepad.name()).isEqualTo("the gamepad " + NAME);
      assertThat(gamepad.read().takeoverHeld()).isFalse();

      press(SDLGamepad.SDL_GAMEPAD_BUTTON_RIGHT_SHOULDER, true);
      SDL_SetJoystickVirtualAxis(joystick, SDLGamepad.SDL_GAMEPAD_AXIS_LEFTY, Short.MIN_VALUE);
      Intent intent = gamepad.read();

      assertThat(intent.takeoverHeld()).isTrue();
      assertThat(intent.motion().value(0)).isCloseTo(1, within(1e-3));
      assertThat(intent.motion().value(1)).isZero();
    }
  }

  @Test
  void aTapBetweenTwoLooksIsNotLost() {
    attachGamepad();
    try (Teleoperator gamepad =
        TeleoperationConfig.Gamepad.defaults().open(ActionScale.DEFAULT, stops::incrementAndGet)) {
      gamepad.read();
      press(SDLGamepad.SDL_GAMEPAD_BUTTON_NORTH, true);
      press(SDLGamepad.SDL_GAMEPAD_BUTTON_NORTH, false);

      assertThat(gamepad.read().signals()).containsExactly(Signal.SUCCESS);
      assertThat(gamepad.read().signals()).isEmpty();
    }
  }

  @Test
  void theStopButtonIsHeardOnceAndAtOnceWithoutBeingAskedFor() throws InterruptedException {
    attachGamepad();
    try (Teleoperator gamepad =
        TeleoperationConfig.Gamepad.defaults().open(ActionScale.DEFAULT, stops::incrementAndGet)) {
      press(SDLGamepad.SDL_GAMEPAD_BUTTON_EAST, true);
      for (int i = 0; i < 10_000 && stops.get() == 0; i++) {
        Thread.sleep(1);
      }

      assertThat(stops).hasValue(1);
      assertThat(gamepad.read().signals()).containsExactly(Signal.EMERGENCY_STOP);
    }
  }

  @Test
  void anUnpluggedGamepadIsLost() {
    int id = attachGamepad();
    try (Teleoperator gamepad =
        TeleoperationConfig.Gamepad.defaults().open(ActionScale.DEFAULT, stops::incrementAndGet)) {
      gamepad.read();
      detach(id);

      assertThatThrownBy(gamepad::read)
          .isInstanceOf(DeviceLostException.class)
          .hasMessageContaining(NAME)
          .hasMessageContaining("plug it in again");
    }
  }

  @Test
  void aJoystickIsKnownByItsNumbers() {
    attach(SDL_JOYSTICK_TYPE_FLIGHT_STICK, 3, 2);
    try (Teleoperator stick =
        TeleoperationConfig.Joystick.defaults().open(ActionScale.DEFAULT, stops::incrementAndGet)) {
      SDL_SetJoystickVirtualAxis(joystick, 0, Short.MAX_VALUE);
      press(1, true);
      Intent intent = stick.read();

      assertThat(intent.motion().value(1)).isCloseTo(-1, within(1e-3));
      assertThat(intent.motion().gripper()).isEqualTo(1);
      assertThat(InputDevices.joysticks()).contains("joystick " + NAME);
    }
  }

  @Test
  void aMissingGamepadIsOneSentenceThatNamesThoseThatThereAre() {
    assertThatThrownBy(() -> SdlGamepad.open(Optional.of("no such pad")))
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageContaining("there is no gamepad whose name contains 'no such pad'")
        .hasMessageContaining("input");
    attachGamepad();
    assertThatThrownBy(() -> SdlGamepad.open(Optional.of("no such pad")))
        .hasMessageContaining("there are [" + NAME);
  }
}
