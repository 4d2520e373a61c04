package org.e2hil.hardware.workcell;

import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.task.TaskSetup;
import org.e2hil.hardware.camera.CameraSettings;

/** What a scenario says of a real arm's table, whatever the arm. */
@API(status = API.Status.EXPERIMENTAL)
public interface CellSettings {

  /** Where the arm does the task; the task's usual one where empty. */
  Optional<TaskSetup> taskSetup();

  /** The plug-in that knows the objects' state; the only one there is where empty. */
  Optional<String> perception();

  /** Cameras that watch, each under the name of its observation group. */
  List<CameraSettings> cameras();

  /** Whether nothing is commanded and the arm is moved by hand. */
  boolean dryRun();
}
