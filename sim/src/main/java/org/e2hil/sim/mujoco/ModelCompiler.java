package org.e2hil.sim.mujoco;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.e2hil.sim.mujoco.binding.Mj;
import org.e2hil.sim.mujoco.binding.mjModel;
import org.e2hil.sim.mujoco.binding.mjSpec;
import org.e2hil.sim.mujoco.binding.mjVFS;

/** From MJCF and the files that it names to a native model. */
final class ModelCompiler {

  private static final int ERROR_SIZE = 2048;

  private ModelCompiler() {}

  /** A native model, to be deleted by the caller. */
  static mjModel compile(String mjcf, Map<String, byte[]> files) {
    try (mjVFS folder = new mjVFS()) {
      Mj.mj_defaultVFS(folder);
      try {
        files.forEach((name, bytes) -> add(folder, name, bytes));
        mjSpec spec = parse(mjcf, folder);
        try {
          return compile(spec, folder);
        } finally {
          Mj.mj_deleteSpec(spec);
        }
      } finally {
        Mj.mj_deleteVFS(folder);
      }
    }
  }

  private static void add(mjVFS folder, String name, byte[] bytes) {
    try (BytePointer copy = new BytePointer(bytes)) {
      if (Mj.mj_addBufferVFS(folder, name, copy, bytes.length) != 0) {
        throw new ModelException(
            "The file '" + name + "' could not be added to the model: give each file one name.");
      }
    }
  }

  private static mjSpec parse(String mjcf, mjVFS folder) {
    byte[] error = new byte[ERROR_SIZE];
    try (BytePointer text = new BytePointer(mjcf, StandardCharsets.UTF_8)) {
      mjSpec spec = Mj.e2hil_parse(text, folder, error, ERROR_SIZE);
      if (spec == null) {
        throw refused(untilNul(error));
      }
      return spec;
    }
  }

  private static mjModel compile(mjSpec spec, mjVFS folder) {
    mjModel model = Mj.e2hil_compile(spec, folder);
    if (model == null) {
      try (BytePointer error = Mj.mjs_getError(spec)) {
        String words = error == null ? "" : error.getString();
        throw refused(words.isBlank() ? Mujoco.error() : words);
      }
    }
    Mujoco.logWarning();
    return model;
  }

  private static ModelException refused(String words) {
    String oneLine = words.strip().replaceAll(":\\s*\\R\\s*", ": ").replaceAll("\\s*\\R\\s*", "; ");
    return new ModelException("MuJoCo refuses the model: " + oneLine);
  }

  private static String untilNul(byte[] text) {
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }
}
