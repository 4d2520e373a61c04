package org.e2hil.scenarios.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of a dataset as a reader sees it and works with it. */
class DatasetPageInABrowserTest {

  private static final int FRAMES = 12;

  /** What is listed, in its order. */
  private static final String LISTED =
      "[...document.querySelectorAll('#list a')].map(a => a.hash.slice(9)).join(' ')";

  private static final String SHOWN = "document.getElementById('episode').textContent";

  @TempDir private static Path folder;
  private static URI page;
  private static Browser browser;

  @BeforeAll
  static void openABrowser() throws IOException, InterruptedException, SQLException {
    assumeTrue(
        Browser.find().isPresent(),
        "there is no browser to open the page in; install one: apt-get install chromium");
    Path dataset =
        new ForeignDataset(folder.resolve("theirs"), 7, FRAMES, 20).write("Pick it up").folder();
    page = DatasetPage.write(dataset, dataset.resolve("view.html")).page().toUri();
    browser =
        Browser.start(
            Browser.find().orElseThrow(), Files.createDirectory(folder.resolve("profile")));
  }

  @AfterAll
  static void closeIt() {
    if (browser != null) {
      browser.close();
    }
  }

  private static void press(String key) throws IOException, InterruptedException {
    browser.ask(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '%s', bubbles: true}))"
            .formatted(key));
    // an address changes at once, and what follows it comes in a task of its own
    browser.ask("0");
  }

  private static String ask(String expression) throws IOException, InterruptedException {
    return browser.ask(expression).asText();
  }

  @ParameterizedTest
  @CsvSource({"1280, false", "1280, true", "390, false"})
  void nothingIsLoadedNothingGoesWrongAndNothingIsWiderThanTheScreen(int width, boolean dark)
      throws IOException, InterruptedException {
    browser.open(page, width, dark);

    assertThat(browser.requests())
        .allMatch(
            request ->
                request.equals(page.toString())
                    || request.startsWith("data:image/png")
                    || request.endsWith("/chunk-000/file-000.mp4"));
    assertThat(browser.problems()).isEmpty();
    assertThat(browser.ask("document.documentElement.scrollWidth").asInt()).isEqualTo(width);
    assertThat(ask("getComputedStyle(document.body).backgroundColor"))
        .isEqualTo(dark ? "rgb(20, 23, 28)" : "rgb(255, 255, 255)");
    assertThat(
            browser.ask(
                """
                [...document.querySelectorAll('.panel > svg')].flatMap(svg => {
                  const texts = [...svg.querySelectorAll('text')]
                    .map(e => ({say: e.textContent, b: e.getBBox()}));
                  return texts.filter((one, i) => one.b.x < 0 || texts.slice(0, i).some(two =>
                    one.b.x < two.b.x + two.b.width && two.b.x < one.b.x + one.b.width &&
                    one.b.y + 2 < two.b.y + two.b.height - 2 &&
                    two.b.y + 2 < one.b.y + one.b.height - 2)).map(text => text.say);
                })
                """))
        .isEmpty();
  }

  @Test
  void aDozenLinesOfTheStateAreThereAtFirstAndTheOthersCanBeSwitchedOn()
      throws IOException, InterruptedException {
    String lines =
        "document.querySelectorAll('.panel')[1].querySelectorAll(':scope > svg path').length";
    browser.open(page, 1280, false);

    assertThat(ask("[...document.querySelectorAll('.panel h3')].map(e => e.textContent).join()"))
        .isEqualTo("action,observation.state,next.reward");
    assertThat(browser.ask(lines).asInt()).isEqualTo(12);
    browser.ask(
        "document.querySelectorAll('.panel')[1].querySelector('input:not(:checked)').click()");
    assertThat(browser.ask(lines).asInt()).isEqualTo(13);
  }

  @Test
  void episodesAreFilteredAndPutInOrder() throws IOException, InterruptedException {
    browser.open(page, 1280, false);

    assertThat(
            ask("[...document.querySelectorAll('#filters label')].map(e => e.textContent).join()"))
        .isEqualTo("all (7),successes (5),failures (2),with intervention (3),un-aided (0)");
    assertThat(ask(LISTED)).isEqualTo("0 1 2 3 4 5 6");
    String[] listed = {"0 1 2 3 4 5 6", "0 1 3 4 6", "2 5", "1 3 5"};
    for (int i = listed.length - 1; i >= 0; i--) {
      browser.ask("document.querySelectorAll('#filters input')[%d].click()".formatted(i));
      assertThat(ask(LISTED)).isEqualTo(listed[i]);
    }
    browser.ask(
        "{const order = document.getElementById('order'); order.selectedIndex = 4;"
            + " order.dispatchEvent(new Event('change'));}");
    assertThat(ask(LISTED)).isEqualTo("2 5 0 1 3 4 6");
  }

  @Test
  void anEpisodeIsChosenByItsAddressAndByArrows() throws IOException, InterruptedException {
    browser.open(URI.create("about:blank"), 1280, false);
    browser.open(URI.create(page + "#episode-3"), 1280, false);

    assertThat(ask(SHOWN)).isEqualTo("Episode 3");
    press("ArrowDown");
    assertThat(ask(SHOWN)).isEqualTo("Episode 4");
    assertThat(ask("location.hash")).isEqualTo("#episode-4");
    assertThat(ask("document.querySelector('#list [aria-current]').hash")).isEqualTo("#episode-4");
    press("ArrowUp");
    press("ArrowUp");
    assertThat(ask(SHOWN)).isEqualTo("Episode 2");
    browser.ask("location.hash = '#episode-70'");
    browser.ask("0");
    assertThat(ask(SHOWN)).isEqualTo("Episode 0; episode 70 is not in this page");
  }

  @Test
  void theCursorTellsTimeValuesAndPictures() throws IOException, InterruptedException {
    browser.open(URI.create("about:blank"), 1280, false);
    browser.open(URI.create(page + "#episode-1"), 1280, false);

    assertThat(ask("document.getElementById('now').textContent"))
        .isEqualTo("0.00 s, frame 0 of 12, not told");
    press("ArrowRight");
    assertThat(ask("document.getElementById('now').textContent"))
        .isEqualTo("0.03 s, frame 1 of 12, intervention");
    assertThat(ask("document.querySelector('.signals output').textContent"))
        .isEqualTo(Integer.toString(10 * (FRAMES + 1)));
    assertThat(ask("document.querySelector('#views img').src"))
        .isEqualTo(
            "data:image/png;base64,"
                + Base64.getEncoder().encodeToString(ForeignDataset.picture(FRAMES + 1)));
    browser.ask(
        """
        {const svg = document.querySelector('.panel > svg');
        const box = svg.getBoundingClientRect();
        svg.dispatchEvent(new PointerEvent('pointermove', {clientX: box.right - 1}));}
        """);
    assertThat(ask("document.getElementById('now').textContent")).contains("frame 11 of 12");
  }

  @Test
  void playingGoesToTheLastFrameAndStopsThere() throws IOException, InterruptedException {
    browser.open(page, 1280, false);

    browser.ask("document.getElementById('play').click()");
    assertThat(ask("document.getElementById('play').textContent")).isEqualTo("Pause");
    for (int i = 0;
        i < 100 && ask("document.getElementById('play').textContent").equals("Pause");
        i++) {
      Thread.sleep(100);
    }
    assertThat(ask("document.getElementById('play').textContent")).isEqualTo("Play");
    assertThat(ask("document.getElementById('now').textContent")).contains("frame 11 of 12");
  }

  @Test
  void aFilmThatCannotBeShownIsToldOf() throws IOException, InterruptedException {
    browser.open(page, 1280, false);

    for (int i = 0;
        i < 100 && ask("document.querySelectorAll('#views .absent').length").equals("0");
        i++) {
      Thread.sleep(100);
    }
    assertThat(ask("document.querySelector('#views .absent').textContent"))
        .startsWith("The film videos/observation.images.side/chunk-000/file-000.mp4 of ");
  }
}
