package org.e2hil.scenarios.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.training.EvaluationConfig;
import org.e2hil.scenarios.config.Expectations;
import org.e2hil.scenarios.config.Problem;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.ScenarioException;
import org.e2hil.scenarios.config.Scenarios;

/** What can be known to be wrong with expectations before anything is trained. */
@API(status = API.Status.INTERNAL)
public final class Judgeable {

  private Judgeable() {}

  /**
   * Refuses expectations that no run of the scenario could be judged by.
   *
   * @throws ScenarioException for a repetition of what is not the same twice, and for a success
   *     rate that no evaluation could tell of
   */
  public static void require(Scenarios scenarios, Scenario scenario) {
    List<Problem> problems = new ArrayList<>();
    Optional<Expectations> expect = scenario.expect();
    expect
        .flatMap(Expectations::isBitExactAgain)
        .filter(asked -> asked)
        .flatMap(asked -> RunRepetition.refusal(scenarios, scenario))
        .ifPresent(why -> problems.add(new Problem("expect.isBitExactAgain", "true", why)));
    expect
        .flatMap(Expectations::reaches)
        .flatMap(asked -> refusal(asked, scenario))
        .ifPresent(problems::add);
    if (!problems.isEmpty()) {
      throw new ScenarioException(problems);
    }
  }

  private static Optional<Problem> refusal(Expectations.Reaches asked, Scenario scenario) {
    EvaluationConfig evaluation = scenario.evaluation();
    boolean atTheEnd = asked.within() >= scenario.training().steps();
    if (!atTheEnd && (evaluation.everySteps() == 0 || asked.within() < evaluation.everySteps())) {
      return Optional.of(
          new Problem(
              "expect.reaches.within",
              Long.toString(asked.within()),
              "nothing is evaluated so early: set evaluation.everySteps, or allow training.steps, which is %d"
                  .formatted(scenario.training().steps())));
    }
    int episodes = atTheEnd ? evaluation.episodes() : evaluation.intermediateEpisodes();
    return RunJudge.tooFewToReach(asked.rate(), episodes)
        .map(why -> new Problem("expect.reaches.rate", Words.number(asked.rate()), why));
  }
}
