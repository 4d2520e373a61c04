package org.e2hil.scenarios.check;

import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;
import org.e2hil.scenarios.check.Finding.Verdict;
import org.e2hil.scenarios.config.JsonRecords;
import org.e2hil.scenarios.report.RunDirectory;

/**
 * What a check found, as {@code summary.json} holds it.
 *
 * @param held whether every expectation holds
 * @param scenarios in the order in which they were named
 */
@API(status = API.Status.INTERNAL)
public record CheckReport(boolean held, List<CheckedScenario> scenarios) {

  /** Takes a copy. */
  public CheckReport {
    scenarios = List.copyOf(scenarios);
  }

  /** Of these scenarios. */
  public static CheckReport of(List<CheckedScenario> scenarios) {
    boolean held =
        scenarios.stream()
            .flatMap(scenario -> scenario.expectations().stream())
            .allMatch(each -> each.verdict() == Verdict.HELD);
    return new CheckReport(held, scenarios);
  }

  /** How many expectations have a verdict. */
  public long count(Verdict verdict) {
    return scenarios.stream().mapToLong(scenario -> scenario.count(verdict)).sum();
  }

  /**
   * Writes {@code junit.xml}, {@code summary.json} and {@code summary.md}.
   *
   * @param folder that is there
   * @throws org.e2hil.scenarios.report.RecordingException if they cannot be written
   */
  public void write(Path folder) {
    RunDirectory.write(folder.resolve("junit.xml"), JUnitXml.of(this));
    RunDirectory.write(folder.resolve("summary.json"), JsonRecords.write(this));
    RunDirectory.write(folder.resolve("summary.md"), markdown());
  }

  /** One sentence: how many hold. */
  public String sentence() {
    long held = count(Verdict.HELD);
    long failed = count(Verdict.FAILED);
    long unjudged = count(Verdict.UNJUDGED);
    return "%d of %d expectations held".formatted(held, held + failed + unjudged)
        + (failed > 0 ? ", %d failed".formatted(failed) : "")
        + (unjudged > 0 ? ", %d could not be judged".formatted(unjudged) : "");
  }

  /** A table of all, and what is to be said of each that does not hold. */
  public String markdown() {
    StringBuilder text = new StringBuilder("# e2hil check: %s%n%n".formatted(sentence()));
    text.append("| scenario | expectation | verdict | time |\n|---|---|---|---|\n");
    StringBuilder failures = new StringBuilder();
    for (CheckedScenario scenario : scenarios) {
      for (CheckedExpectation each : scenario.expectations()) {
        boolean held = each.verdict() == Verdict.HELD;
        String verdict = Words.of(each.verdict());
        text.append(
            "| %s | %s | %s | %.1f s |%n"
                .formatted(
                    scenario.title(),
                    each.expectation().replace("|", "\\|"),
                    held ? verdict : "**%s**".formatted(verdict),
                    each.seconds()));
        if (!held) {
          failures.append(
              "%n## %s: %s %s%n%n```%n%s%n```%n"
                  .formatted(scenario.title(), each.expectation(), verdict, each.message()));
        }
      }
    }
    return text.append(failures).toString();
  }
}
