package org.e2hil.scenarios.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.e2hil.scenarios.check.Finding.Verdict;
import org.e2hil.scenarios.config.JsonRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What a report says, and that others can read it. */
class CheckReportTest {

  private static final String ODD = "1 < 2 & \"two\" ]]> \u001b[31mred\u0000 \ud83c\udf4c a|b";

  @TempDir private Path folder;

  private final CheckReport report =
      CheckReport.of(
          List.of(
              scenario(
                  "one",
                  new CheckedExpectation("reaches 0.9 within 100", Verdict.HELD, 0.5, "60 of 60"),
                  new CheckedExpectation("isBitExactAgain", Verdict.FAILED, 2, ODD + "\nmore")),
              scenario(
                  "two",
                  new CheckedExpectation("isNotWorseThan a|b", Verdict.UNJUDGED, 0, "no file"))));

  private static CheckedScenario scenario(String name, CheckedExpectation... expectations) {
    return new CheckedScenario(
        name,
        1,
        Optional.of("runs/" + name),
        Optional.empty(),
        "./e2hil check " + name,
        61.25,
        List.of(expectations));
  }

  @Test
  void theXmlIsWellFormedWhateverAMessageHoldsAndItsCountsAreThoseOfItsElements() throws Exception {
    report.write(folder);

    Document xml =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(folder.resolve("junit.xml").toFile());
    Element all = xml.getDocumentElement();
    assertThat(counts(all)).containsExactly("3", "1", "1");
    assertThat(xml.getElementsByTagName("testcase").getLength()).isEqualTo(3);
    Element one = (Element) xml.getElementsByTagName("testsuite").item(0);
    assertThat(one.getAttribute("name")).isEqualTo("one, seed 1");
    assertThat(one.getAttribute("time")).isEqualTo("61.250");
    assertThat(counts(one)).containsExactly("2", "1", "0");
    assertThat(counts((Element) xml.getElementsByTagName("testsuite").item(1)))
        .containsExactly("1", "0", "1");
    Element failure = (Element) xml.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message"))
        .isEqualTo("1 < 2 & \"two\" ]]> ?[31mred? \ud83c\udf4c a|b");
    assertThat(failure.getTextContent()).endsWith("a|b\nmore");
    assertThat(xml.getElementsByTagName("error").item(0).getTextContent()).isEqualTo("no file");
    assertThat(xml.getElementsByTagName("system-out").item(2).getTextContent())
        .isEqualTo("Again: ./e2hil check two");
  }

  private static List<String> counts(Element element) {
    return List.of(
        element.getAttribute("tests"),
        element.getAttribute("failures"),
        element.getAttribute("errors"));
  }

  @Test
  void theSummaryIsReadBackAsItWas() throws Exception {
    report.write(folder);

    String json = Files.readString(folder.resolve("summary.json"));
    assertThat(JsonRecords.read(json, "summary", CheckReport.class)).isEqualTo(report);
    assertThat(json).contains("\"held\": false", "\"verdict\": \"unjudged\"");
  }

  @Test
  void theMarkdownHasARowForEachAndAParagraphForWhatDoesNotHold() {
    assertThat(report.markdown())
        .startsWith("# e2hil check: 1 of 3 expectations held, 1 failed, 1 could not be judged")
        .contains("| one, seed 1 | reaches 0.9 within 100 | held | 0.5 s |")
        .contains("| two, seed 1 | isNotWorseThan a\\|b | **unjudged** | 0.0 s |")
        .contains("## one, seed 1: isBitExactAgain failed")
        .doesNotContain("## one, seed 1: reaches");
    assertThat(report.markdown().lines().filter(line -> line.startsWith("```"))).hasSize(4);
  }
}
