package org.e2hil.scenarios.check;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.e2hil.scenarios.check.Finding.Verdict;

/**
 * A report as build servers read JUnit's: a suite a scenario, a case an expectation. What could not
 * be judged is an error.
 */
final class JUnitXml {

  /** What XML 1.0 has no way to say. */
  private static final String UNSPEAKABLE =
      "[^\\x{9}\\x{A}\\x{D}\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]";

  private final XMLStreamWriter xml;

  private JUnitXml(XMLStreamWriter xml) {
    this.xml = xml;
  }

  static String of(CheckReport report) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      new JUnitXml(xml).write(report);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a text could not be written to memory", e);
    }
    return text + "\n";
  }

  private void write(CheckReport report) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    open(0, "testsuites");
    attribute("name", "e2hil check");
    counts(
        report.count(Verdict.HELD), report.count(Verdict.FAILED), report.count(Verdict.UNJUDGED));
    attribute(
        "time", seconds(report.scenarios().stream().mapToDouble(CheckedScenario::seconds).sum()));
    for (CheckedScenario scenario : report.scenarios()) {
      suite(scenario);
    }
    close(0);
  }

  private void suite(CheckedScenario scenario) throws XMLStreamException {
    open(1, "testsuite");
    attribute("name", scenario.title());
    counts(
        scenario.count(Verdict.HELD),
        scenario.count(Verdict.FAILED),
        scenario.count(Verdict.UNJUDGED));
    attribute("skipped", "0");
    attribute("time", seconds(scenario.seconds()));
    for (CheckedExpectation each : scenario.expectations()) {
      testcase(scenario, each);
    }
    close(1);
  }

  private void testcase(CheckedScenario scenario, CheckedExpectation each)
      throws XMLStreamException {
    open(2, "testcase");
    attribute("name", each.expectation());
    attribute("classname", "%s-seed%d".formatted(scenario.scenario(), scenario.seed()));
    attribute("time", seconds(each.seconds()));
    if (each.verdict() != Verdict.HELD) {
      open(3, each.verdict() == Verdict.FAILED ? "failure" : "error");
      attribute("message", each.message().lines().findFirst().orElse(""));
      attribute("type", Words.of(each.verdict()));
      characters(each.message());
      xml.writeEndElement();
    }
    open(3, "system-out");
    characters(
        each.verdict() == Verdict.HELD
            ? "%s%nAgain: %s".formatted(each.message(), scenario.again())
            : "Again: " + scenario.again());
    xml.writeEndElement();
    close(2);
  }

  private void counts(long held, long failed, long unjudged) throws XMLStreamException {
    attribute("tests", Long.toString(held + failed + unjudged));
    attribute("failures", Long.toString(failed));
    attribute("errors", Long.toString(unjudged));
  }

  private void open(int depth, String element) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
    xml.writeStartElement(element);
  }

  private void close(int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
    xml.writeEndElement();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, value.replaceAll(UNSPEAKABLE, "?"));
  }

  private void characters(String text) throws XMLStreamException {
    xml.writeCharacters(text.replaceAll(UNSPEAKABLE, "?"));
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }
}
