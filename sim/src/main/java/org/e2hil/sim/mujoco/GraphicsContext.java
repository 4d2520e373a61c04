package org.e2hil.sim.mujoco;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.e2hil.sim.mujoco.binding.Mj;

/**
 * An off-screen OpenGL context of the thread that opened it: EGL, else OSMesa. The variable {@code
 * MUJOCO_GL}, as in MuJoCo's own tools, restricts the choice to {@code egl} or {@code osmesa}.
 */
final class GraphicsContext implements AutoCloseable {

  private static final String INSTALL =
      "install EGL (Debian, Ubuntu: apt-get install libegl1 libgl1-mesa-dri) or OSMesa (apt-get"
          + " install libosmesa6), or observe states instead of images.";

  private final Pointer handle;
  private final Thread owner = Thread.currentThread();

  private GraphicsContext(Pointer handle) {
    this.handle = handle;
  }

  static GraphicsContext open(int width, int height) {
    Mujoco.load();
    String choice =
        Optional.ofNullable(System.getenv("MUJOCO_GL")).orElse("").strip().toLowerCase(Locale.ROOT);
    List<String> reasons = new ArrayList<>();
    for (int kind : kinds(choice)) {
      Pointer handle = Mj.e2hil_glOpen(kind, width, height);
      if (handle != null) {
        return new GraphicsContext(handle);
      }
      reasons.add(Mujoco.error());
    }
    throw new RenderingUnavailableException(
        "Images cannot be rendered here (" + String.join("; ", reasons) + "): " + INSTALL);
  }

  /** What to try, in this order, for a value of {@code MUJOCO_GL}. */
  static int[] kinds(String choice) {
    return switch (choice) {
      case "" -> new int[] {Mj.E2HIL_EGL, Mj.E2HIL_OSMESA};
      case "egl" -> new int[] {Mj.E2HIL_EGL};
      case "osmesa" -> new int[] {Mj.E2HIL_OSMESA};
      default ->
          throw new RenderingUnavailableException(
              "MUJOCO_GL is '%s', with which nothing is drawn here: set it to egl or osmesa, or leave it out for the first of them that works."
                  .formatted(choice));
    };
  }

  /** What draws, for people. */
  String description() {
    try (BytePointer name = Mj.e2hil_glName(handle)) {
      return name.getString();
    }
  }

  /** For native calls, on the owning thread alone. */
  Pointer handle() {
    if (Thread.currentThread() != owner) {
      throw new IllegalStateException(
          "This renderer belongs to the thread '"
              + owner.getName()
              + "' and was used by '"
              + Thread.currentThread().getName()
              + "': make, use and close a renderer on one thread.");
    }
    return handle;
  }

  @Override
  public void close() {
    Mj.e2hil_glClose(handle());
  }
}
