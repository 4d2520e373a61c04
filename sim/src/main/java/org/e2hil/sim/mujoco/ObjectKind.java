package org.e2hil.sim.mujoco;

import org.apiguardian.api.API;
import org.e2hil.sim.mujoco.binding.Mj;

/** The kinds of named things in a model. Each kind counts its ids from 0. */
@API(status = API.Status.EXPERIMENTAL)
public enum ObjectKind {
  /** A body, whose id 0 is the world. */
  BODY("body", Mj.mjOBJ_BODY),
  /** A joint. */
  JOINT("joint", Mj.mjOBJ_JOINT),
  /** A geom. */
  GEOM("geom", Mj.mjOBJ_GEOM),
  /** A site. */
  SITE("site", Mj.mjOBJ_SITE),
  /** A camera. */
  CAMERA("camera", Mj.mjOBJ_CAMERA),
  /** A light. */
  LIGHT("light", Mj.mjOBJ_LIGHT),
  /** A deformable. */
  FLEX("flex", Mj.mjOBJ_FLEX),
  /** A texture. */
  TEXTURE("texture", Mj.mjOBJ_TEXTURE),
  /** A material. */
  MATERIAL("material", Mj.mjOBJ_MATERIAL),
  /** An equality constraint. */
  EQUALITY("equality constraint", Mj.mjOBJ_EQUALITY),
  /** A tendon. */
  TENDON("tendon", Mj.mjOBJ_TENDON),
  /** An actuator. */
  ACTUATOR("actuator", Mj.mjOBJ_ACTUATOR),
  /** A sensor. */
  SENSOR("sensor", Mj.mjOBJ_SENSOR),
  /** A keyframe. */
  KEYFRAME("keyframe", Mj.mjOBJ_KEY);

  private final String label;
  private final int code;

  ObjectKind(String label, int code) {
    this.label = label;
    this.code = code;
  }

  String label() {
    return label;
  }

  /** MuJoCo's {@code mjtObj}. */
  int code() {
    return code;
  }
}
