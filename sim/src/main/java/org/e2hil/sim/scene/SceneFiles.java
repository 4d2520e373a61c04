package org.e2hil.sim.scene;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.e2hil.sim.mujoco.MujocoModel;

/** The MJCF files on the class path: a scene for each arm and task, and what scenes include. */
final class SceneFiles {

  private static final String ROOT = "/org/e2hil/sim/";

  /** What a scene may include, the arm's name in place of the star. */
  private static final String[] INCLUDED = {
    "task/table.xml", "task/*/toaster.xml", "task/*/side.xml", "arm/*.xml"
  };

  private SceneFiles() {}

  /** True if there is a scene of a task with an arm in it. */
  static boolean exists(String name, String arm) {
    return read(file(name, arm)).length > 0;
  }

  /** Compiles {@code task/<arm>/<name>.xml}. */
  static MujocoModel compile(String name, String arm) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String included : INCLUDED) {
      String file = included.replace("*", arm);
      byte[] bytes = read(file);
      if (bytes.length > 0) {
        files.put(file.substring(file.lastIndexOf('/') + 1), bytes);
      }
    }
    byte[] scene = read(file(name, arm));
    if (scene.length == 0) {
      throw new IllegalArgumentException(
          "there is no scene " + file(name, arm) + " on the class path");
    }
    return MujocoModel.compile(new String(scene, StandardCharsets.UTF_8), files);
  }

  private static String file(String name, String arm) {
    return "task/" + arm + "/" + name + ".xml";
  }

  private static byte[] read(String file) {
    try (InputStream in = SceneFiles.class.getResourceAsStream(ROOT + file)) {
      return in == null ? new byte[0] : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the scene file " + file, e);
    }
  }
}
