package org.e2hil.scenarios.check;

import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * What came of one expectation.
 *
 * @param verdict whether it holds
 * @param lines for a person: what was measured first, then why that decides, then what to do
 * @param failed un-aided episodes that show why it does not hold, in their order
 * @param baseline that the run was compared with
 */
@API(status = API.Status.INTERNAL)
public record Finding(
    Verdict verdict, List<String> lines, List<EpisodeStart> failed, Optional<Baseline> baseline) {

  /** Whether an expectation holds. */
  public enum Verdict {
    /** It holds. */
    HELD,
    /** It does not. */
    FAILED,
    /** Nobody can tell. */
    UNJUDGED
  }

  /** Takes copies. */
  public Finding {
    lines = List.copyOf(lines);
    failed = List.copyOf(failed);
  }

  static Finding held(String measured) {
    return new Finding(Verdict.HELD, List.of(measured), List.of(), Optional.empty());
  }

  static Finding unjudged(String why) {
    return new Finding(Verdict.UNJUDGED, List.of(why), List.of(), Optional.empty());
  }

  static Finding failed(List<String> lines, List<EpisodeStart> episodes) {
    return new Finding(Verdict.FAILED, lines, episodes, Optional.empty());
  }

  Finding comparedWith(Baseline other) {
    return new Finding(verdict, lines, failed, Optional.of(other));
  }

  /** Whether it holds. */
  public boolean holds() {
    return verdict == Verdict.HELD;
  }

  /** The lines as one text. */
  public String message() {
    return String.join(System.lineSeparator(), lines);
  }
}
