package org.e2hil.sim.scene;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.e2hil.sim.mujoco.MujocoModel;

/** The MJCF files on the class path: a scene of a task's name, and what scenes include. */
final class SceneFiles {

  private static final String ROOT = "/org/e2hil/sim/";
  private static final String[] INCLUDED = {
    "task/table.xml", "task/toaster.xml", "arm/a1x.xml", "arm/so101.xml"
  };

  private SceneFiles() {}

  /** Compiles {@code task/<name>.xml}. */
  static MujocoModel compile(String name) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String file : INCLUDED) {
      byte[] bytes = read(file);
      if (bytes.length > 0) {
        files.put(file.substring(file.lastIndexOf('/') + 1), bytes);
      }
    }
    byte[] scene = read("task/" + name + ".xml");
    if (scene.length == 0) {
      throw new IllegalArgumentException("there is no scene " + name + ".xml on the class path");
    }
    return MujocoModel.compile(new String(scene, StandardCharsets.UTF_8), files);
  }

  private static byte[] read(String file) {
    try (InputStream in = SceneFiles.class.getResourceAsStream(ROOT + file)) {
      return in == null ? new byte[0] : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the scene file " + file, e);
    }
  }
}
