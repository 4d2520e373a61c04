package org.e2hil.scenarios.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report of both methods, two seeds each, as a reader sees it. */
class ReportInABrowserTest {

  @TempDir private static Path folder;
  private static HtmlReport report;
  private static Browser browser;

  @BeforeAll
  static void openABrowser() throws IOException, InterruptedException {
    assumeTrue(
        Browser.find().isPresent(),
        "there is no browser to open the report in; install one: apt-get install chromium");
    report =
        HtmlReport.write(
            List.of(
                RecordedRuns.selecting(folder.resolve("e1"), "pick-banana", 1),
                RecordedRuns.selecting(folder.resolve("e2"), "pick-banana", 2),
                RecordedRuns.keepingAll(folder.resolve("b1"), "pick-banana+hil-serl", 1),
                RecordedRuns.keepingAll(folder.resolve("b2"), "pick-banana+hil-serl", 2)),
            folder.resolve("report"));
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

  /** Without this the next test would pass in a browser that tells nothing. */
  @Test
  void theBrowserTellsOfRequestsAndErrors() throws IOException, InterruptedException {
    Path page = folder.resolve("bad.html");
    Files.writeString(
        page, "<img src=\"http://127.0.0.1:9/picture.png\"><script>throw new Error('no')</script>");

    browser.open(page.toUri(), 1280, false);

    assertThat(browser.requests()).contains("http://127.0.0.1:9/picture.png");
    assertThat(browser.problems()).anyMatch(problem -> problem.contains("exceptionThrown"));
  }

  @ParameterizedTest
  @CsvSource({"1280, false", "1280, true", "400, false", "400, true"})
  void nothingIsLoadedAndNothingGoesWrong(int width, boolean dark)
      throws IOException, InterruptedException {
    browser.open(report.page().toUri(), width, dark);

    assertThat(browser.requests()).allMatch(report.page().toUri().toString()::equals);
    assertThat(browser.problems()).isEmpty();
    assertThat(browser.ask("document.scripts.length").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1280, 3", "800, 2", "400, 1"})
  void everyPanelIsLargeEnoughAndNothingIsWiderThanTheScreen(int width, int columns)
      throws IOException, InterruptedException {
    browser.open(report.page().toUri(), width, false);

    JsonNode widths =
        browser.ask("[...document.querySelectorAll('.panels svg')].map(e => e.clientWidth)");
    assertThat(widths).hasSizeGreaterThan(40);
    // below this the 11 pixels of a tick's label would be less than 10
    assertThat(widths).allMatch(w -> w.asInt() >= 340 && w.asInt() <= 460);
    assertThat(
            browser
                .ask(
                    "getComputedStyle(document.querySelector('.panels'))"
                        + ".gridTemplateColumns.split(' ').length")
                .asInt())
        .isEqualTo(columns);
    assertThat(browser.ask("document.documentElement.scrollWidth").asInt()).isEqualTo(width);
    assertThat(
            browser.ask(
                "[...document.querySelectorAll('body *')]"
                    + ".filter(e => !e.closest('.table') && !e.closest('svg')"
                    + " && e.getBoundingClientRect().right > innerWidth).map(e => e.outerHTML)"))
        .isEmpty();
  }

  @Test
  void noTextOfAPanelLeavesItOrLiesOnAnother() throws IOException, InterruptedException {
    browser.open(report.page().toUri(), 1280, false);

    JsonNode faults =
        browser.ask(
            """
            [...document.querySelectorAll('.panels svg')].flatMap(svg => {
              const box = svg.viewBox.baseVal;
              const texts = [...svg.querySelectorAll('text')]
                .map(e => ({say: svg.id + ': ' + e.textContent, b: e.getBBox()}));
              const out = texts.filter(({b}) => b.x < 0 || b.y < 0
                || b.x + b.width > box.width || b.y + b.height > box.height);
              // a font's box has two pixels of air above and below its letters
              const over = texts.filter((one, i) => texts.slice(0, i).some(two =>
                one.b.x < two.b.x + two.b.width && two.b.x < one.b.x + one.b.width &&
                one.b.y + 2 < two.b.y + two.b.height - 2 &&
                two.b.y + 2 < one.b.y + one.b.height - 2));
              return [...out, ...over].map(text => text.say);
            })
            """);

    assertThat(faults).isEmpty();
    assertThat(browser.ask("document.querySelectorAll('.panels svg text').length").asInt())
        .isGreaterThan(400);
  }

  @Test
  void linesAndTextFollowTheTheme() throws IOException, InterruptedException {
    String colours =
        """
        [getComputedStyle(document.body).backgroundColor,
         getComputedStyle(document.querySelector('.panels text')).fill,
         getComputedStyle(document.querySelector('.panels path.series-1[stroke]')).stroke].join(' ')
        """;

    browser.open(report.page().toUri(), 1280, false);
    String light = browser.ask(colours).asText();
    browser.open(report.page().toUri(), 1280, true);
    String dark = browser.ask(colours).asText();

    assertThat(light).isEqualTo("rgb(255, 255, 255) rgb(27, 31, 36) rgb(0, 114, 178)");
    assertThat(dark).isEqualTo("rgb(20, 23, 28) rgb(231, 234, 238) rgb(86, 180, 233)");
  }

  @Test
  void whoCannotSeeTheFiguresIsToldWhatTheyShow() throws IOException, InterruptedException {
    browser.open(report.page().toUri(), 1280, false);

    assertThat(
            browser.ask(
                "[...document.querySelectorAll('.panels svg')].filter(e => e.role != 'img'"
                    + " || !e.querySelector('title').textContent"
                    + " || e.querySelector('desc').textContent.length < 20).map(e => e.id)"))
        .isEmpty();
    assertThat(
            browser.ask(
                "[...document.querySelectorAll('figure')]"
                    + ".filter(e => e.querySelector('figcaption').textContent.length < 80)"
                    + ".map(e => e.outerHTML)"))
        .isEmpty();
    String headings =
        browser
            .ask("[...document.querySelectorAll('h1, h2, h3')].map(e => e.tagName).join(' ')")
            .asText();
    assertThat(headings).startsWith("H1 H2 H2 H3").doesNotContain("H1 H3");
  }
}
