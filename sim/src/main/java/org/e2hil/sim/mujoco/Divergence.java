package org.e2hil.sim.mujoco;

import java.util.Locale;
import org.e2hil.sim.mujoco.binding.Mj;
import org.e2hil.sim.mujoco.binding.mjData;

/** Puts MuJoCo's marks of a diverged state into words. */
final class Divergence {

  private Divergence() {}

  static DivergenceException of(int warning, MujocoModel model, mjData data) {
    int index = Mj.e2hil_warningInfo(data, warning);
    String where;
    if (warning == Mj.mjWARN_BADQPOS) {
      where = "position qpos[" + index + "]";
    } else if (warning == Mj.mjWARN_BADQVEL) {
      where = "velocity qvel[" + index + "]" + joint(model, index);
    } else if (warning == Mj.mjWARN_BADQACC) {
      where = "acceleration qacc[" + index + "]" + joint(model, index);
    } else {
      where = "control ctrl[" + index + "]";
    }
    return new DivergenceException(
        String.format(
            Locale.ROOT,
            "The simulation diverged at t=%.4f s: %s is not a number or is huge; reset it, and if"
                + " it recurs shorten the timestep or soften gains and contacts.",
            data.time(),
            where));
  }

  private static String joint(MujocoModel model, int dof) {
    for (int joint = model.count(ObjectKind.JOINT) - 1; joint >= 0; joint--) {
      if (model.jointDofAddress(joint) <= dof) {
        return model
            .name(ObjectKind.JOINT, joint)
            .map(name -> " of joint '" + name + "'")
            .orElse("");
      }
    }
    return "";
  }
}
