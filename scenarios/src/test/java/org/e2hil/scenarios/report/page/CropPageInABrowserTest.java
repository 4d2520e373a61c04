package org.e2hil.scenarios.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.camera.CameraSettings;
import org.e2hil.hardware.camera.Crop;
import org.e2hil.hardware.camera.Snapshot;
import org.e2hil.scenarios.config.Scenarios;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page on which crops are drawn, as somebody works with it. */
class CropPageInABrowserTest {

  @TempDir private static Path folder;
  private static URI page;
  private static Browser browser;

  @BeforeAll
  static void openABrowser() throws IOException, InterruptedException {
    assumeTrue(
        Browser.find().isPresent(),
        "there is no browser to open the page in; install one: apt-get install chromium");
    Path file = folder.resolve("crops.html");
    CropPage.write(
        List.of(
            // the right half is another colour than the left one
            taken("wrist", "smptebars", Optional.empty()),
            taken("side", "color=c=red", Optional.of(new Crop(10, 20, 100, 80)))),
        Scenarios.discover().blocks()::tree,
        file);
    page = file.toUri();
    browser =
        Browser.start(
            Browser.find().orElseThrow(), Files.createDirectory(folder.resolve("profile")));
  }

  private static Snapshot taken(String name, String pattern, Optional<Crop> crop) {
    return Snapshot.take(
        new CameraSettings.Test(name, pattern, 320, 240, 30, crop, 500), Clock.system());
  }

  @AfterAll
  static void closeIt() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() throws IOException, InterruptedException {
    browser.open(URI.create("about:blank"), 1280, false);
    browser.open(page, 1280, false);
  }

  /** A drag over the first picture, in its pixels. */
  private static void drag(String grabbed, int fromX, int fromY, int toX, int toY)
      throws IOException, InterruptedException {
    browser.ask(
        """
        {const svg = document.querySelector('svg');
        svg.setPointerCapture = () => {};
        const at = (x, y) => new DOMPoint(x, y).matrixTransform(svg.getScreenCTM());
        const send = (target, type, x, y) => target.dispatchEvent(new PointerEvent(
          type, {clientX: at(x, y).x, clientY: at(x, y).y, pointerId: 1, bubbles: true}));
        send(document.querySelector('%s'), 'pointerdown', %d, %d);
        send(svg, 'pointermove', %d, %d);
        send(svg, 'pointerup', %d, %d);
        send(svg, 'pointermove', 0, 0);}
        """
            .formatted(grabbed, fromX, fromY, toX, toY, toX, toY));
  }

  private static JsonNode cameras() throws IOException, InterruptedException {
    return new JsonMapper()
        .readTree(browser.ask("document.getElementById('text').textContent").asText());
  }

  private static String crop(int camera) throws IOException, InterruptedException {
    JsonNode crop = cameras().get(camera).get("crop");
    return "%d %d %d×%d"
        .formatted(
            crop.get("x").asInt(),
            crop.get("y").asInt(),
            crop.get("width").asInt(),
            crop.get("height").asInt());
  }

  @ParameterizedTest
  @CsvSource({"1280, false", "1280, true", "390, false"})
  void nothingIsLoadedNothingGoesWrongAndNothingIsWiderThanTheScreen(int width, boolean dark)
      throws IOException, InterruptedException {
    browser.open(page, width, dark);

    assertThat(browser.requests())
        .allMatch(
            request -> request.equals(page.toString()) || request.startsWith("data:image/png"));
    assertThat(browser.problems()).isEmpty();
    assertThat(browser.ask("document.documentElement.scrollWidth").asInt()).isEqualTo(width);
  }

  @Test
  void itBeginsWithTheCropsThatTheCamerasHave() throws IOException, InterruptedException {
    assertThat(crop(0)).isEqualTo("40 0 240×240");
    assertThat(crop(1)).isEqualTo("10 20 100×80");
    assertThat(cameras().get(1).get("pattern").asText()).isEqualTo("color=c=red");
  }

  @Test
  void aSquareIsDrawnWithinThePictureAndTheOtherCameraIsLeftAsItWas()
      throws IOException, InterruptedException {
    drag("image", 5, 5, 105, 65);
    assertThat(crop(0)).isEqualTo("5 5 100×100");
    drag("image", 300, 200, 200, 190);
    assertThat(crop(0)).isEqualTo("200 100 100×100");
    drag("image", 300, 200, 500, 500);
    assertThat(crop(0)).isEqualTo("80 0 240×240");
    assertThat(crop(1)).isEqualTo("10 20 100×80");
  }

  @Test
  void theCropIsMovedByItsInsideAndMadeLargerByItsCorner()
      throws IOException, InterruptedException {
    drag("image", 0, 0, 100, 100);
    drag(".crop", 50, 50, 80, 60);
    assertThat(crop(0)).isEqualTo("30 10 100×100");
    drag(".corner", 130, 110, 150, 110);
    assertThat(crop(0)).isEqualTo("30 10 120×120");
    drag(".crop", 50, 50, 900, 900);
    assertThat(crop(0)).isEqualTo("200 120 120×120");
  }

  @Test
  void keysAndNumbersMoveItAndAnyShapeMayBeAskedFor() throws IOException, InterruptedException {
    drag("image", 0, 0, 100, 100);
    browser.ask(
        """
        for (const [key, shiftKey] of [['ArrowRight', true], ['ArrowDown', false], ['+', false]]) {
          document.querySelector('.crop').dispatchEvent(new KeyboardEvent('keydown', {key, shiftKey}));
        }
        """);
    assertThat(crop(0)).isEqualTo("10 1 102×102");
    browser.ask(
        """
        {const [x, , , height] = document.querySelectorAll('input[type=number]');
        document.querySelector('input[type=checkbox]').click();
        height.value = 50;
        height.dispatchEvent(new Event('change'));
        x.value = 310;
        x.dispatchEvent(new Event('change'));}
        """);
    assertThat(crop(0)).isEqualTo("218 1 102×50");
  }

  @Test
  void theLittlePictureIsWhatAPolicySees() throws IOException, InterruptedException {
    String left =
        "document.querySelector('canvas').getContext('2d').getImageData(1, 60, 1, 1).data";
    drag("image", 10, 10, 30, 30);
    String grey = browser.ask("[...%s].join()".formatted(left)).asText();
    drag("image", 100, 10, 120, 30);

    assertThat(browser.ask("[...%s].join()".formatted(left)).asText())
        .isNotEqualTo(grey)
        .endsWith(",255");
  }

  @Test
  void theTextIsSelectedWhereABrowserDoesNotLetAPageCopy()
      throws IOException, InterruptedException {
    browser.ask("document.getElementById('copy').click()");
    for (int i = 0;
        i < 100 && browser.ask("document.getElementById('copied').textContent").asText().isEmpty();
        i++) {
      Thread.sleep(50);
    }

    assertThat(browser.ask("getSelection().toString()").asText()).contains("\"name\": \"wrist\"");
    assertThat(browser.ask("document.getElementById('copied').textContent").asText())
        .matches("Copied.|This browser does not let a page copy; the text is selected.");
  }
}
