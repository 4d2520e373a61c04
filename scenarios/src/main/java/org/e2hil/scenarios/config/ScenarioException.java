package org.e2hil.scenarios.config;

import java.util.List;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/** A scenario cannot be read. Its message has one line a problem. */
@API(status = API.Status.MAINTAINED)
public final class ScenarioException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** All that is wrong, at least one problem. */
  public ScenarioException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  ScenarioException(String sentence) {
    this(List.of(new Problem("", "", sentence)));
  }

  /** All that is wrong, in the order of the file. */
  public List<Problem> problems() {
    return problems;
  }
}
