package org.e2hil.agent.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.LimitCounts;
import org.e2hil.agent.intervention.InterventionSegment;
import org.junit.jupiter.api.Test;

class SegmentLogTest {

  @Test
  void neighbouringPeriodsOfOneReasonBecomeOneSegment() {
    SegmentLog log = new SegmentLog();
    log.add(3, "stuck");
    log.add(4, "stuck");
    log.add(5, "deviation");
    log.add(9, "deviation");
    log.add(10, "deviation");

    assertThat(log.all())
        .containsExactly(
            new InterventionSegment(3, 2, "stuck"),
            new InterventionSegment(5, 1, "deviation"),
            new InterventionSegment(9, 2, "deviation"));
  }

  @Property(tries = 200)
  void theSegmentsTellEveryPeriodAndItsReason(
      @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 2) Integer> reasons) {
    SegmentLog log = new SegmentLog();
    for (int step = 0; step < reasons.size(); step++) {
      if (reasons.get(step) > 0) {
        log.add(step, "reason " + reasons.get(step));
      }
    }
    List<String> told = new ArrayList<>();
    reasons.forEach(reason -> told.add(""));
    for (InterventionSegment segment : log.all()) {
      for (int i = 0; i < segment.steps(); i++) {
        told.set(segment.firstStep() + i, segment.reason());
      }
    }

    for (int step = 0; step < reasons.size(); step++) {
      assertThat(told.get(step))
          .isEqualTo(reasons.get(step) == 0 ? "" : "reason " + reasons.get(step));
    }
    for (int i = 1; i < log.all().size(); i++) {
      InterventionSegment before = log.all().get(i - 1);
      InterventionSegment segment = log.all().get(i);
      boolean neighbours = before.firstStep() + before.steps() == segment.firstStep();
      assertThat(neighbours && before.reason().equals(segment.reason())).isFalse();
    }
  }

  @Test
  void successWithAHandIsNeverCountedAsTheSameAsSuccessWithout() {
    assertThat(success(10, 0).unaidedSuccess()).isTrue();
    assertThat(success(10, 2).unaidedSuccess()).isFalse();
    assertThat(success(10, 2).mostlyUnaidedSuccess()).isTrue();
    assertThat(success(10, 3).mostlyUnaidedSuccess()).isFalse();
  }

  private static EpisodeRecord success(int steps, int byHand) {
    List<InterventionSegment> segments =
        byHand == 0 ? List.of() : List.of(new InterventionSegment(0, byHand, "stuck"));
    return new EpisodeRecord(
        0, 0, steps, 0, steps, 1, EpisodeEnd.success(), segments, new LimitCounts(), Map.of());
  }
}
