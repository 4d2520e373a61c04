package org.e2hil.sim.scene;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.e2hil.sim.mujoco.MujocoModel;

/** The MJCF files on the class path: a scene for each arm and task, and what scenes include. */
final class SceneFiles {

  private static final String ROOT = "/org/e2hil/sim/";

  /** What a scene may include, the arm's name in place of the star. */
  private static final String[] INCLUDED = {
    "task/table.xml", "task/*/toaster.xml", "task/*/side.xml", "arm/*.xml"
  };

  private static final Pattern FILE = Pattern.compile("\\bfile=\"([^\"]+)\"");

  private SceneFiles() {}

  /** {@code task/<arm>/<name>.xml}. */
  static Optional<URL> find(String name, String arm) {
    return resource("task/" + arm + "/" + name + ".xml");
  }

  /** Compiles a scene with what it includes: our files, and those that lie beside the scene. */
  static MujocoModel compile(URL mjcf, String arm) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String included : INCLUDED) {
      String file = included.replace("*", arm);
      resource(file)
          .ifPresent(url -> files.put(file.substring(file.lastIndexOf('/') + 1), read(url)));
    }
    String scene = new String(read(mjcf), StandardCharsets.UTF_8);
    Matcher named = FILE.matcher(scene);
    while (named.find()) {
      files.computeIfAbsent(named.group(1), file -> read(beside(mjcf, file)));
    }
    return MujocoModel.compile(scene, files);
  }

  private static Optional<URL> resource(String file) {
    return Optional.ofNullable(SceneFiles.class.getResource(ROOT + file));
  }

  private static URL beside(URL mjcf, String file) {
    try {
      return new URL(mjcf, file);
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(
          "the scene %s names the file '%s', which is no name of a file".formatted(mjcf, file), e);
    }
  }

  private static byte[] read(URL file) {
    try (InputStream in = file.openStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the scene file " + file, e);
    }
  }
}
