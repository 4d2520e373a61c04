package org.e2hil.agent.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SuccessRuleTest {

  /** When it counts as done, from 0; −1 if never. */
  private static int said(SuccessRule rule, List<Double> probabilities) {
    SuccessRule.Watch watch = rule.watch();
    for (int i = 0; i < probabilities.size(); i++) {
      if (watch.see(probabilities.get(i))) {
        return i;
      }
    }
    return -1;
  }

  @Property
  void aSuccessHasEnoughMomentsAboveAndNoneBelowHalfAmongThem(
      @ForAll @Size(max = 30) List<@DoubleRange(min = 0, max = 1) Double> probabilities,
      @ForAll @DoubleRange(min = 0.1, max = 0.9) double threshold,
      @ForAll @IntRange(min = 1, max = 4) int hold) {
    int said = said(new SuccessRule(threshold, hold), probabilities);

    for (int end = 0; end < probabilities.size(); end++) {
      int begin = end;
      while (begin > 0 && probabilities.get(begin - 1) >= threshold / 2) {
        begin--;
      }
      long above =
          probabilities.subList(begin, end + 1).stream().filter(p -> p >= threshold).count();
      boolean done = probabilities.get(end) >= threshold / 2 && above >= hold;
      assertThat(done).isEqualTo(end == said || (done && said >= 0 && said < end));
    }
  }

  @Test
  void whatFlickersCostsTimeAndWhatFallsTakesAllBack() {
    SuccessRule rule = new SuccessRule(0.7, 3);

    assertThat(said(rule, List.of(0.8, 0.8, 0.8))).isEqualTo(2);
    assertThat(said(rule, List.of(0.8, 0.4, 0.8, 0.8))).isEqualTo(3);
    assertThat(said(rule, List.of(0.8, 0.8, 0.3, 0.8, 0.8))).isEqualTo(-1);
    assertThat(said(rule, List.of(0.5, 0.5, 0.5, 0.5))).isEqualTo(-1);
    assertThat(said(rule, List.of(0.8, 0.8, Double.NaN, 0.8))).isEqualTo(-1);
  }

  @Test
  void whatIsNoProbabilityIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SuccessRule(1, 3))
        .withMessage("threshold must lie between 0 and 1, but is 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new JudgeConfig.Classifier("file", 0.5, 0))
        .withMessage("hold must be at least 1, but is 0");
  }
}
