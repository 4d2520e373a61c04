package org.e2hil.sim.mujoco.presets;

import org.apiguardian.api.API;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Properties;
import org.bytedeco.javacpp.tools.Info;
import org.bytedeco.javacpp.tools.InfoMap;
import org.bytedeco.javacpp.tools.InfoMapper;

/**
 * Tells JavaCPP's parser how to read MuJoCo's C headers. The classes that it writes, {@code
 * org.e2hil.sim.mujoco.binding}, are for the package {@code org.e2hil.sim.mujoco} alone.
 */
@API(status = API.Status.INTERNAL)
@Properties(
    value =
        @Platform(
            value = "linux-x86_64",
            include = {
              "mujoco/mjtype.h",
              "mujoco/mjmodel.h",
              "mujoco/mjdata.h",
              "mujoco/mjspec.h",
              "mujoco/mjvisualize.h",
              "mujoco/mjrender.h",
              "mujoco/mujoco.h",
              "e2hil_guard.h",
              "e2hil_contact.h",
              "e2hil_gl.h"
            },
            compiler = "cpp17",
            library = "jnimujoco",
            link = "mujoco@.3.14.0"),
    target = "org.e2hil.sim.mujoco.binding",
    global = "org.e2hil.sim.mujoco.binding.Mj")
public class MujocoPresets implements InfoMapper {

  /** Called by JavaCPP, which needs a public constructor. */
  public MujocoPresets() {}

  @Override
  public void map(InfoMap infoMap) {
    infoMap.put(new Info("MJAPI", "MJLOCAL", "mjPRINTFLIKE").cppTypes().annotations());
    infoMap.put(new Info("mjUSESINGLE", "mjUSEASAN", "_WIN32").define(false));
    infoMap.put(new Info("__cplusplus", "E2HIL_PARSER").define(true));

    // macros that rename libm's functions: nothing to bind
    infoMap.put(
        new Info(
                "mju_sqrt",
                "mju_exp",
                "mju_sin",
                "mju_cos",
                "mju_tan",
                "mju_asin",
                "mju_acos",
                "mju_atan2",
                "mju_tanh",
                "mju_pow",
                "mju_abs",
                "mju_log",
                "mju_log10",
                "mju_floor",
                "mju_ceil")
            .cppTypes()
            .annotations());

    // libmujoco is built with libc++ and the binding with libstdc++: their std::string and
    // std::vector differ, so these handles must stay opaque
    infoMap.put(
        new Info(
                "mjString",
                "mjStringVec",
                "mjIntVec",
                "mjIntVecVec",
                "mjFloatVec",
                "mjFloatVecVec",
                "mjDoubleVec",
                "mjByteVec")
            .cast()
            .pointerTypes("Pointer"));

    infoMap.put(
        new Info(
                // hooks that would call back into Java from any thread
                "mju_user_malloc",
                "mju_user_free",
                "mju_user_error",
                "mju_user_warning",
                "mjCOLLISIONFUNC",
                "mju_error_v",
                // plugins, resources and the user interface are not used
                "mj_loadAllPluginLibraries",
                "mjpPlugin",
                "mjpResourceProvider",
                "mjpDecoder",
                "mjpEncoder",
                "mjResource",
                "mjSDF",
                "mjUI",
                "mjuiState",
                "mjuiDef",
                "mjuiItem",
                "mjuiThemeSpacing",
                "mjuiThemeColor")
            .skip());
  }
}
