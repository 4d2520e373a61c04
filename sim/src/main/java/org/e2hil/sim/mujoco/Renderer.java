package org.e2hil.sim.mujoco;

import java.nio.ByteBuffer;
import org.apiguardian.api.API;
import org.bytedeco.javacpp.BytePointer;
import org.e2hil.sim.mujoco.binding.Mj;
import org.e2hil.sim.mujoco.binding.mjModel;
import org.e2hil.sim.mujoco.binding.mjVisual;
import org.e2hil.sim.mujoco.binding.mjrContext;
import org.e2hil.sim.mujoco.binding.mjvCamera;
import org.e2hil.sim.mujoco.binding.mjvOption;
import org.e2hil.sim.mujoco.binding.mjvScene;

/**
 * Draws simulations of one model off-screen, through any of its cameras. Needs neither a screen nor
 * a graphics card, and nothing of OpenGL is loaded before the first renderer is made.
 *
 * <p>Made, used and closed on one thread. Sites are not drawn.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class Renderer implements AutoCloseable {

  /** In place of a camera's id: a view of the whole scene from outside. */
  public static final int FREE_CAMERA = -1;

  private static final int MAX_GEOMS = 2000;
  private static final int CHANNELS = 3;

  private final MujocoModel model;
  private final int width;
  private final int height;
  private final Lifetime lifetime = new Lifetime("renderer");
  private final GraphicsContext graphics;
  private final mjrContext context = new mjrContext();
  private final mjvScene scene = new mjvScene();
  private final mjvOption option = new mjvOption();
  private final mjvCamera camera = new mjvCamera();
  private final BytePointer pixels;
  private final ByteBuffer rows;

  /**
   * A renderer of {@link RenderQuality#FAST} images.
   *
   * @throws RenderingUnavailableException when this machine has no off-screen OpenGL
   */
  public Renderer(MujocoModel model, int width, int height) {
    this(model, width, height, RenderQuality.FAST);
  }

  /**
   * A renderer of images of one size, in pixels.
   *
   * @throws RenderingUnavailableException when this machine has no off-screen OpenGL
   */
  public Renderer(MujocoModel model, int width, int height, RenderQuality quality) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "An image has at least one pixel and " + width + " by " + height + " was asked for.");
    }
    this.model = model;
    this.width = width;
    this.height = height;
    mjModel m = model.pointer();
    graphics = GraphicsContext.open(width, height);
    configure(m.vis(), quality);
    Mj.mjv_defaultScene(scene);
    Mj.mjv_makeScene(m, scene, MAX_GEOMS);
    scene.flags(Mj.mjRND_SHADOW, flag(quality.shadows()));
    scene.flags(Mj.mjRND_REFLECTION, flag(quality.reflections()));
    Mj.mjv_defaultOption(option);
    for (int group = 0; group < Mj.mjNGROUP; group++) {
      option.sitegroup(group, (byte) 0);
    }
    Mj.mjr_defaultContext(context);
    if (Mj.e2hil_makeContext(graphics.handle(), m, context) != 0) {
      String reason = Mujoco.error();
      Mj.mjv_freeScene(scene);
      graphics.close();
      throw new RenderingUnavailableException(
          "Images cannot be rendered here (" + reason + "): update the OpenGL driver.");
    }
    pixels = new BytePointer((long) width * height * CHANNELS);
    rows = pixels.asBuffer();
  }

  /** Whether this machine can render, tried on the calling thread. */
  public static RenderingSupport probe() {
    try (GraphicsContext graphics = GraphicsContext.open(1, 1)) {
      return new RenderingSupport(true, graphics.description());
    } catch (RenderingUnavailableException e) {
      return new RenderingSupport(false, e.getMessage());
    }
  }

  /** Width of the images, in pixels. */
  public int width() {
    return width;
  }

  /** Height of the images, in pixels. */
  public int height() {
    return height;
  }

  /** What draws, for people. */
  public String description() {
    lifetime.check();
    return graphics.description();
  }

  /**
   * Draws what a camera sees.
   *
   * @param simulation of this renderer's model, its derived quantities up to date
   * @param cameraId a camera of the model, or {@link #FREE_CAMERA}
   * @param rgb filled with {@code [height, width, 3]}, the top row first
   */
  public void render(Simulation simulation, int cameraId, byte[] rgb) {
    lifetime.check();
    if (simulation.model() != model) {
      throw new IllegalArgumentException(
          "This renderer draws another model: make one for the model of this simulation.");
    }
    if (rgb.length != width * height * CHANNELS) {
      throw new IllegalArgumentException(
          "The image has "
              + width * height * CHANNELS
              + " bytes and the array "
              + rgb.length
              + ": make it height * width * 3.");
    }
    aim(cameraId);
    int status =
        Mj.e2hil_render(
            graphics.handle(),
            model.pointer(),
            simulation.pointer(),
            option,
            camera,
            scene,
            context,
            width,
            height,
            pixels);
    check(status);
    // OpenGL's first row is the lowest
    int stride = width * CHANNELS;
    for (int row = 0; row < height; row++) {
      rows.get((height - 1 - row) * stride, rgb, row * stride, stride);
    }
  }

  /** Shows the bytes of {@link ModelParameters#writeTexture} from the next image on. */
  public void uploadTexture(int texture) {
    lifetime.check();
    model.parameters().textureShape(texture);
    check(Mj.e2hil_uploadTexture(graphics.handle(), model.pointer(), context, texture));
  }

  /** Frees the renderer, on its own thread. Closing twice is fine. */
  @Override
  public void close() {
    var gl = graphics.handle();
    if (lifetime.end()) {
      Mj.e2hil_freeContext(gl, context);
      Mj.mjv_freeScene(scene);
      graphics.close();
      context.close();
      scene.close();
      option.close();
      camera.close();
      pixels.close();
    }
  }

  private void configure(mjVisual visual, RenderQuality quality) {
    visual.global_offwidth(width);
    visual.global_offheight(height);
    visual.quality_offsamples(quality.samples());
    visual.quality_numslices(quality.slices());
    visual.quality_numstacks(Math.max(3, quality.slices() * 2 / 3));
    visual.quality_numquads(quality.shadows() ? 4 : 1);
  }

  private void aim(int cameraId) {
    if (cameraId == FREE_CAMERA) {
      Mj.mjv_defaultFreeCamera(model.pointer(), camera);
      return;
    }
    if (cameraId < 0 || cameraId >= model.count(ObjectKind.CAMERA)) {
      throw new IndexOutOfBoundsException("The model has no camera " + cameraId + ".");
    }
    Mj.mjv_defaultCamera(camera);
    camera.type(Mj.mjCAMERA_FIXED);
    camera.fixedcamid(cameraId);
  }

  private static void check(int status) {
    if (status != 0) {
      throw new MujocoException("Rendering failed: " + Mujoco.error());
    }
  }

  private static byte flag(boolean on) {
    return (byte) (on ? 1 : 0);
  }
}
