package org.e2hil.hardware.workcell;

import org.e2hil.agent.env.Ending;
import org.e2hil.agent.robot.Judge;

/** A person's word is the judgement. */
final class HumanJudge implements Judge {

  private final Operator operator;

  HumanJudge(Operator operator) {
    this.operator = operator;
  }

  @Override
  public Ending judge() {
    return operator.verdict().map(HumanJudge::ending).orElse(Ending.none());
  }

  private static Ending ending(Operator.Verdict verdict) {
    return switch (verdict) {
      case SUCCESS -> Ending.success();
      case FAILURE -> Ending.failure("the operator saw it fail");
      case RERECORD -> Ending.voided("the operator asked for another try");
    };
  }
}
