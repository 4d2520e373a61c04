package org.e2hil.hardware.camera;

import java.util.List;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.checkup.Finding;

/** Looks at the cameras of a robot, one after the other. */
@API(status = API.Status.INTERNAL)
public final class CameraCheckup {

  private CameraCheckup() {}

  /** Opens each camera, waits for a picture, and says what it finds. */
  public static void check(List<CameraSettings> cameras, Clock clock, Consumer<Finding> report) {
    for (CameraSettings camera : cameras) {
      String what = "camera " + camera.name();
      try (CameraSensor sensor = CameraSensor.open(camera, clock)) {
        report.accept(Finding.good(what, "shows pictures, seen as " + sensor.group().shape()));
      } catch (EnvironmentFaultException e) {
        report.accept(Finding.missing(what, e.getMessage()));
      }
    }
  }
}
