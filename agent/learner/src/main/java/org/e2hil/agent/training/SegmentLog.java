package org.e2hil.agent.training;

import java.util.ArrayList;
import java.util.List;
import org.e2hil.agent.intervention.InterventionSegment;

/** Joins the control periods of an episode in which a hand acted into segments. */
final class SegmentLog {

  private final List<InterventionSegment> done = new ArrayList<>();

  /** A hand acted in this control period; periods come in order. */
  void add(int step, String reason) {
    int last = done.size() - 1;
    if (last >= 0) {
      InterventionSegment open = done.get(last);
      if (open.firstStep() + open.steps() == step && open.reason().equals(reason)) {
        done.set(last, new InterventionSegment(open.firstStep(), open.steps() + 1, reason));
        return;
      }
    }
    done.add(new InterventionSegment(step, 1, reason));
  }

  List<InterventionSegment> all() {
    return done;
  }
}
