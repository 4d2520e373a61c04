package org.e2hil.hardware.camera;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.Clock;
import org.e2hil.agent.system.UserFiles;

/** A camera, and which part of its pictures counts. */
@API(status = API.Status.EXPERIMENTAL)
public sealed interface CameraSettings {

  /** How old a picture may be where nothing is said of it, ms: 5 control periods at 10 Hz. */
  int STALE_MS = 500;

  /** Of its observation group, such as {@code wrist} or {@code side}. */
  String name();

  /** What is cut out of its pictures; the largest square in the middle where empty. */
  Optional<Crop> crop();

  /** How old a picture may be before it is a fault, ms. */
  int staleMs();

  /** Whether its sensor has noise, so that no picture is ever the same as the one before. */
  default boolean isSensor() {
    return false;
  }

  /**
   * Looks for it without opening it.
   *
   * @throws EnvironmentFaultException if it is not there, saying what to mend
   */
  void requirePresent();

  /**
   * Opens it.
   *
   * @throws EnvironmentFaultException if it is not there, saying what to mend
   */
  PictureSource open(Clock clock);

  /**
   * A camera that Linux knows.
   *
   * @param name of its observation group
   * @param device such as {@code /dev/video0}, or a path under {@code /dev/v4l/by-id} that stays
   *     the same whatever is plugged in first
   * @param width pixels
   * @param height pixels
   * @param fps pictures a second
   * @param format as the camera sends them, such as {@code mjpeg} or {@code yuyv422}; the camera's
   *     first where empty. Several cameras on one USB hub need {@code mjpeg}
   * @param crop what is cut out
   * @param staleMs how old a picture may be
   */
  record V4l2(
      String name,
      String device,
      int width,
      int height,
      double fps,
      Optional<String> format,
      Optional<Crop> crop,
      int staleMs)
      implements CameraSettings {

    /** Checks the ranges. */
    public V4l2 {
      checkCommon(name, fps, staleMs);
      checkSize(width, height, crop);
      if (device.isBlank()) {
        throw new IllegalArgumentException("device must name a camera, such as /dev/video0");
      }
      if (!format.orElse("mjpeg").matches("[a-z0-9_]+")) {
        throw new IllegalArgumentException(
            "format must be a name such as mjpeg or yuyv422, but is " + format.orElse(""));
      }
    }

    /** The first camera as {@code wrist}, 640×480 at 30. */
    public static V4l2 defaults() {
      return new V4l2(
          "wrist", "/dev/video0", 640, 480, 30, Optional.empty(), Optional.empty(), STALE_MS);
    }

    @Override
    public boolean isSensor() {
      return true;
    }

    @Override
    public void requirePresent() {
      Path path = Path.of(device);
      if (!Files.exists(path)) {
        throw new EnvironmentFaultException(
            "there is no camera "
                + device
                + "; "
                + (Cameras.found().isEmpty()
                    ? "none is plugged in, so check its cable"
                    : "there are " + Cameras.found()));
      }
      if (!Files.isReadable(path) || !Files.isWritable(path)) {
        throw new EnvironmentFaultException(
            "the camera "
                + device
                + " may not be opened by this user; add the user to the group that owns it (often"
                + " video) and log in again");
      }
    }

    @Override
    public PictureSource open(Clock clock) {
      requirePresent();
      Map<String, String> options = new LinkedHashMap<>();
      options.put("video_size", width + "x" + height);
      options.put("framerate", Double.toString(fps));
      format.ifPresent(named -> options.put("input_format", named));
      return FfmpegSource.device(device, width, height, options, clock);
    }
  }

  /**
   * A video file, which plays in a loop, to try things out.
   *
   * @param name of its observation group
   * @param path of the file
   * @param fps pictures a second, whatever the file says
   * @param crop what is cut out
   * @param staleMs how old a picture may be
   */
  record File(String name, String path, double fps, Optional<Crop> crop, int staleMs)
      implements CameraSettings {

    /** Checks the ranges. */
    public File {
      checkCommon(name, fps, staleMs);
      if (path.isBlank()) {
        throw new IllegalArgumentException("path must name a video file");
      }
    }

    /** Recorded by the wrist camera, 30 pictures a second. */
    public static File defaults() {
      return new File("wrist", "wrist.mp4", 30, Optional.empty(), STALE_MS);
    }

    @Override
    public void requirePresent() {
      Path file = UserFiles.path(path);
      if (!Files.isReadable(file)) {
        throw new EnvironmentFaultException(
            "the video file "
                + file.toAbsolutePath()
                + (Files.exists(file) ? " may not be read" : " does not exist")
                + "; mend the path of the camera "
                + name);
      }
    }

    @Override
    public PictureSource open(Clock clock) {
      requirePresent();
      return FfmpegSource.file(UserFiles.path(path).toString(), fps, clock);
    }
  }

  /**
   * Pictures that are made up, to try things out without a camera.
   *
   * @param name of its observation group
   * @param pattern one of ffmpeg's sources, such as {@code testsrc} or {@code smptebars}
   * @param width pixels
   * @param height pixels
   * @param fps pictures a second
   * @param crop what is cut out
   * @param staleMs how old a picture may be
   */
  record Test(
      String name,
      String pattern,
      int width,
      int height,
      double fps,
      Optional<Crop> crop,
      int staleMs)
      implements CameraSettings {

    /** Checks the ranges. */
    public Test {
      checkCommon(name, fps, staleMs);
      checkSize(width, height, crop);
      if (!pattern.matches("[a-z0-9]+(=[a-z0-9:=.]+)?")) {
        throw new IllegalArgumentException(
            "pattern must be one of ffmpeg's sources, such as testsrc, but is " + pattern);
      }
    }

    /** A picture with a running second, as {@code wrist}. */
    public static Test defaults() {
      return new Test("wrist", "testsrc", 320, 240, 30, Optional.empty(), STALE_MS);
    }

    /** {@inheritDoc} It always is. */
    @Override
    public void requirePresent() {}

    @Override
    public PictureSource open(Clock clock) {
      String graph =
          String.format(
              Locale.ROOT,
              "%s%csize=%dx%d:rate=%s",
              pattern,
              pattern.contains("=") ? ':' : '=',
              width,
              height,
              fps);
      return FfmpegSource.graph(graph, fps, clock);
    }
  }

  private static void checkCommon(String name, double fps, int staleMs) {
    if (!name.matches("[A-Za-z][A-Za-z0-9_-]*")) {
      throw new IllegalArgumentException(
          "name must be a word such as wrist or side, but is '" + name + "'");
    }
    if (!(fps > 0 && fps <= 240)) {
      throw new IllegalArgumentException("fps must lie in (0, 240], but is " + fps);
    }
    if (staleMs < 10 || staleMs > 10_000) {
      throw new IllegalArgumentException("staleMs must lie in [10, 10000], but is " + staleMs);
    }
  }

  private static void checkSize(int width, int height, Optional<Crop> crop) {
    if (width < 16 || width > 4096 || height < 16 || height > 4096) {
      throw new IllegalArgumentException(
          "width and height must lie in [16, 4096], but are " + width + " and " + height);
    }
    crop.ifPresent(
        box -> {
          if (box.x() + box.width() > width || box.y() + box.height() > height) {
            throw new IllegalArgumentException(
                "crop must lie within the picture of %d×%d, but is %s"
                    .formatted(width, height, box));
          }
        });
  }
}
