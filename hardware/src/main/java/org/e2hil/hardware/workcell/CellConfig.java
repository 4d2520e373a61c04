package org.e2hil.hardware.workcell;

import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.agent.task.TaskSetup;
import org.e2hil.hardware.camera.CameraSettings;

/**
 * A robot on its table.
 *
 * @param robot its name in scenarios
 * @param arm its model
 * @param controller how such an arm is led
 * @param taskSetup where it does the task; the task's usual one where empty
 * @param perception the source of the object state; the only one there is where empty
 * @param cameras that watch
 * @param dryRun nothing shall move
 */
@API(status = API.Status.EXPERIMENTAL)
public record CellConfig(
    String robot,
    ArmModel arm,
    ControllerConfig controller,
    Optional<TaskSetup> taskSetup,
    Optional<String> perception,
    List<CameraSettings> cameras,
    boolean dryRun) {}
