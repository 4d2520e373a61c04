package org.e2hil.scenarios.joints;

import java.util.List;
import java.util.function.IntSupplier;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.robot.Sensor;
import org.e2hil.hardware.camera.CameraSensor;

/**
 * A camera that shows again what it showed while a recording was made.
 *
 * @param name of its observation group
 * @param pictures as a policy sees them, one of each frame
 * @param frame which one it is now
 */
record RecordedCamera(String name, List<byte[]> pictures, IntSupplier frame) implements Sensor {

  @Override
  public ObservationGroup group() {
    return ObservationGroup.picture(name, CameraSensor.PICTURE_PIXELS, CameraSensor.PICTURE_PIXELS);
  }

  @Override
  public void observe(Observation.Builder into) {
    into.picture(name, pictures.get(frame.getAsInt()));
  }
}
