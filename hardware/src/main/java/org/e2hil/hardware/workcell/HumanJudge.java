package org.e2hil.hardware.workcell;

import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.robot.Judge;

/** A person's word is the judgement. */
final class HumanJudge implements Judge {

  private final Operator operator;

  HumanJudge(Operator operator) {
    this.operator = operator;
  }

  @Override
  public EpisodeEnd judge() {
    return operator.verdict().map(HumanJudge::episodeEnd).orElse(EpisodeEnd.none());
  }

  private static EpisodeEnd episodeEnd(Operator.Verdict verdict) {
    return switch (verdict) {
      case SUCCESS -> EpisodeEnd.success();
      case FAILURE -> EpisodeEnd.failure("the operator saw it fail");
      case RERECORD -> EpisodeEnd.voided("the operator asked for another try");
    };
  }
}
