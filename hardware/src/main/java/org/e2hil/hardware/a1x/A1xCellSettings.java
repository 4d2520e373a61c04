package org.e2hil.hardware.a1x;

import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.task.TaskSetup;
import org.e2hil.hardware.camera.CameraSettings;
import org.e2hil.hardware.workcell.CellSettings;

/**
 * An A1X on its table.
 *
 * @param driver which arm, and how it is driven
 * @param taskSetup where it does the task; the task's usual one where empty
 * @param perception the plug-in that knows the objects' state; the only one there is where empty
 * @param cameras that watch, each under the name of its observation group
 */
@API(status = API.Status.EXPERIMENTAL)
public record A1xCellSettings(
    A1xSettings driver,
    Optional<TaskSetup> taskSetup,
    Optional<String> perception,
    List<CameraSettings> cameras)
    implements CellSettings {

  /** Copies the cameras. */
  public A1xCellSettings {
    cameras = List.copyOf(cameras);
  }

  @Override
  public boolean dryRun() {
    return driver.dryRun();
  }

  /** The driver's defaults at the task's usual set-up. */
  public static A1xCellSettings defaults() {
    return new A1xCellSettings(
        A1xSettings.defaults(), Optional.empty(), Optional.empty(), List.of());
  }
}
