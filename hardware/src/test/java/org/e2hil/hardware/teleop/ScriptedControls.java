package org.e2hil.hardware.teleop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A device that does what a test says, one state a look, and then rests. */
final class ScriptedControls implements Controls {

  static final ControlState REST = new ControlState(Map.of(), Set.of(), Set.of());

  final Deque<ControlState> script = new ArrayDeque<>();
  boolean unplugged;
  boolean closed;
  Runnable stop = () -> {};

  static ControlState holding(double leftY, String... buttons) {
    return new ControlState(Map.of("lefty", leftY), Set.of(buttons), Set.of());
  }

  static ControlState pressing(String... buttons) {
    return new ControlState(Map.of(), Set.of(buttons), Set.of(buttons));
  }

  @Override
  public String name() {
    return "the scripted device";
  }

  @Override
  public List<String> axes() {
    return List.of("lefty");
  }

  @Override
  public List<String> buttons() {
    return List.of("hold", "y", "a", "x", "b");
  }

  @Override
  public ControlState poll() {
    if (unplugged) {
      throw new DeviceLostException("the scripted device is gone; plug it in again");
    }
    return script.isEmpty() ? REST : script.remove();
  }

  @Override
  public void onPress(String button, Runnable action) {
    stop = action;
  }

  @Override
  public void close() {
    closed = true;
  }
}
