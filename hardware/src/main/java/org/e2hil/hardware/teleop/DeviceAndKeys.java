package org.e2hil.hardware.teleop;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A device with few buttons, and the keyboard beside it, whose keys are called {@code key:s}. */
final class DeviceAndKeys implements Controls {

  static final String PREFIX = "key:";

  private final Controls device;
  private final Controls keys;

  /** Two devices, which belong to this from now on. */
  DeviceAndKeys(Controls device, Controls keys) {
    this.device = device;
    this.keys = keys;
  }

  @Override
  public String name() {
    return device.name();
  }

  @Override
  public List<String> axes() {
    return device.axes();
  }

  @Override
  public List<String> buttons() {
    List<String> all = new ArrayList<>(device.buttons());
    keys.buttons().forEach(key -> all.add(PREFIX + key));
    return List.copyOf(all);
  }

  @Override
  public ControlState poll() {
    ControlState ofDevice = device.poll();
    ControlState ofKeys = keys.poll();
    return new ControlState(
        ofDevice.axes(),
        both(ofDevice.held(), ofKeys.held()),
        both(ofDevice.pressed(), ofKeys.pressed()));
  }

  @Override
  public void onPress(String button, Runnable action) {
    if (button.startsWith(PREFIX)) {
      keys.onPress(button.substring(PREFIX.length()), action);
    } else {
      device.onPress(button, action);
    }
  }

  private static Set<String> both(Set<String> buttons, Set<String> keys) {
    Set<String> all = new HashSet<>(buttons);
    keys.forEach(key -> all.add(PREFIX + key));
    return all;
  }

  @Override
  public void close() {
    try {
      device.close();
    } finally {
      keys.close();
    }
  }
}
