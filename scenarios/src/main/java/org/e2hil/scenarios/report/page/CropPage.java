package org.e2hil.scenarios.report.page;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.apiguardian.api.API;
import org.e2hil.hardware.camera.CameraSettings;
import org.e2hil.hardware.camera.Snapshot;
import org.e2hil.scenarios.report.RecordingException;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.chart.Paint;

/**
 * A page on which somebody draws which part of each camera's picture a policy sees, and takes the
 * {@code robot.cameras} of it. It needs no network; all that it shows is in it.
 */
@API(status = API.Status.INTERNAL)
public final class CropPage {

  private static final JsonMapper JSON = new JsonMapper();

  private CropPage() {}

  /**
   * Writes the page.
   *
   * @param cameras a picture of each, at least one
   * @param block the JSON of a camera, as a robot's list of cameras holds it
   * @param page to write, in the place of what is there
   * @throws RecordingException if it cannot be written
   */
  public static void write(
      List<Snapshot> cameras, Function<CameraSettings, ObjectNode> block, Path page) {
    String style = Paint.styleSheet() + PageParts.read("page.css") + PageParts.read("crop.css");
    String script = PageParts.read("crop.js");
    String html =
        PageParts.filled(
            "crop.html",
            Map.of(
                "style", style,
                "styleDigest", PageParts.digest(style),
                "script", script,
                "scriptDigest", PageParts.digest(script),
                "data", PageParts.inScript(data(cameras, block).toString())));
    try {
      Path file = page.toAbsolutePath();
      Files.createDirectories(file.getParent());
      RunDirectory.write(file, html);
    } catch (IOException e) {
      throw new RecordingException(
          "cannot write the page to %s: %s; name another file"
              .formatted(page, RecordingException.reason(e)),
          e);
    }
  }

  private static ArrayNode data(
      List<Snapshot> cameras, Function<CameraSettings, ObjectNode> block) {
    ArrayNode data = JSON.createArrayNode();
    for (Snapshot camera : cameras) {
      BufferedImage picture = camera.picture();
      ObjectNode one = data.addObject();
      one.put("name", camera.settings().name());
      one.put("width", picture.getWidth());
      one.put("height", picture.getHeight());
      one.put(
          "picture", "data:image/png;base64," + Base64.getEncoder().encodeToString(png(picture)));
      ObjectNode crop = one.putObject("crop");
      crop.put("x", camera.crop().x());
      crop.put("y", camera.crop().y());
      crop.put("width", camera.crop().width());
      crop.put("height", camera.crop().height());
      one.set("block", block.apply(camera.settings()));
    }
    return data;
  }

  private static byte[] png(BufferedImage picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("a picture in memory cannot be written", e);
    }
    return bytes.toByteArray();
  }
}
