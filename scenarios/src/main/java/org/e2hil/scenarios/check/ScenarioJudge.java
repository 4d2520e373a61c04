package org.e2hil.scenarios.check;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apiguardian.api.API;
import org.e2hil.agent.system.UserFiles;
import org.e2hil.scenarios.check.Finding.Verdict;
import org.e2hil.scenarios.config.Expectations;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.statistics.SequentialTest;

/** Judges all that a scenario expects of its run, one expectation after the other. */
@API(status = API.Status.INTERNAL)
public final class ScenarioJudge {

  /** How to accept, in a message. */
  private static final String HOW = "call check once with --approve";

  private final Scenario scenario;
  private final boolean approves;
  private final InstantSource clock;
  private final Instant begun;
  private final Function<Throwable, String> inWords;

  /**
   * Begins to count the time.
   *
   * @param scenario that expects something
   * @param approves whether the run becomes the baseline that it would be compared with
   * @param inWords says of an exception what a person can do
   */
  public ScenarioJudge(
      Scenario scenario,
      boolean approves,
      InstantSource clock,
      Function<Throwable, String> inWords) {
    this.scenario = scenario;
    this.approves = approves;
    this.clock = clock;
    this.inWords = inWords;
    begun = clock.instant();
  }

  /** One expectation, in the scenario's words. */
  private record Asked(String name, Supplier<Finding> judging) {}

  private static List<Asked> asked(
      Expectations expect, Supplier<TrainedRun> run, boolean approves) {
    List<Asked> asked = new ArrayList<>();
    expect
        .succeedsAtLeast()
        .ifPresent(
            e ->
                asked.add(
                    new Asked(
                        "succeedsAtLeast %s rejecting %s atRisk %s"
                            .formatted(
                                Words.number(e.rate()),
                                Words.number(e.rejecting()),
                                Words.number(e.atRisk())),
                        () ->
                            PolicyJudge.succeeds(
                                run.get()
                                    .policy()
                                    .withSeed(e.seed().orElse(PolicyInWorld.DEFAULT_SEED)),
                                SequentialTest.of(e.rate(), e.rejecting(), e.atRisk())))));
    expect
        .reaches()
        .ifPresent(
            e ->
                asked.add(
                    new Asked(
                        "reaches %s within %d".formatted(Words.number(e.rate()), e.within()),
                        () -> judge(run).reaches(e))));
    expect
        .needsInterventionsAtMost()
        .ifPresent(
            share ->
                asked.add(
                    new Asked(
                        "needsInterventionsAtMost " + Words.number(share),
                        () -> judge(run).needsInterventionsAtMost(share))));
    expect
        .isNotWorseThan()
        .ifPresent(
            name -> {
              Path file = UserFiles.path(name);
              asked.add(
                  new Asked(
                      "isNotWorseThan " + name,
                      () -> approves ? judge(run).accept(file) : judge(run).isNotWorseThan(file)));
            });
    expect
        .isBitExactAgain()
        .filter(wanted -> wanted)
        .ifPresent(
            wanted -> asked.add(new Asked("isBitExactAgain", () -> judge(run).isBitExactAgain())));
    return asked;
  }

  private static RunJudge judge(Supplier<TrainedRun> run) {
    return new RunJudge(run.get(), HOW);
  }

  /**
   * Judges a run; where something does not hold, a folder shows why.
   *
   * @param failures that folder
   * @param again command that judges it once more
   */
  public CheckedScenario judge(TrainedRun run, Path failures, String again) {
    List<CheckedExpectation> judged = new ArrayList<>();
    List<EpisodeStart> toFilm = new ArrayList<>();
    Optional<Baseline> baseline = Optional.empty();
    for (Asked each : asked(expectations(), () -> run, approves)) {
      Instant start = clock.instant();
      Finding finding = attempt(each.judging());
      judged.add(
          new CheckedExpectation(
              each.name(), finding.verdict(), secondsSince(start), finding.message()));
      if (toFilm.isEmpty()) {
        toFilm.addAll(finding.failed());
      }
      baseline = baseline.or(finding::baseline);
    }
    boolean failed = judged.stream().anyMatch(each -> each.verdict() == Verdict.FAILED);
    if (failed) {
      List<String> seen = FailureFolder.write(failures, run.policy(), toFilm, baseline, clock);
      judged.replaceAll(
          each -> each.verdict() == Verdict.FAILED ? each.with(lines(seen, again)) : each);
    }
    return checked(
        Optional.of(run.directory().toString()),
        Optional.of(failures.toString()).filter(folder -> failed),
        again,
        judged);
  }

  private static String lines(List<String> seen, String again) {
    List<String> lines = new ArrayList<>(seen);
    lines.add("Again: " + again);
    return String.join(System.lineSeparator(), lines);
  }

  /** Says of every expectation that it could not be judged, since there is no run. */
  public CheckedScenario withoutRun(Throwable why, String again) {
    String sentence = inWords.apply(why);
    List<CheckedExpectation> unjudged =
        asked(expectations(), () -> null, approves).stream()
            .map(each -> new CheckedExpectation(each.name(), Verdict.UNJUDGED, 0, sentence))
            .toList();
    return checked(Optional.empty(), Optional.empty(), again, unjudged);
  }

  private CheckedScenario checked(
      Optional<String> run,
      Optional<String> failures,
      String again,
      List<CheckedExpectation> expectations) {
    return new CheckedScenario(
        scenario.name(), scenario.seed(), run, failures, again, secondsSince(begun), expectations);
  }

  private Expectations expectations() {
    return scenario.expect().orElseThrow();
  }

  private Finding attempt(Supplier<Finding> judging) {
    try {
      return judging.get();
    } catch (RuntimeException | LinkageError | VirtualMachineError e) {
      return Finding.unjudged(inWords.apply(e));
    }
  }

  private double secondsSince(Instant start) {
    return Duration.between(start, clock.instant()).toMillis() / 1000.0;
  }
}
