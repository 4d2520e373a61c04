package org.e2hil.agent.experience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.world.PointWorld;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GripperPenaltyTest {

  @ParameterizedTest
  @EnumSource(Source.class)
  void everyRowThatMovesTheGripperIsChargedWhoeverChoseIt(Source source) {
    ReplayBuffer buffer = new ReplayBuffer(100, 1, -0.05);
    try (Workcell world = PointWorld.open()) {
      Environment environment = world.environment();
      environment.reset(1);
      for (int gripper : List.of(-1, 0, 1, -1, -1, 0)) {
        StepResult result = environment.step(Action.hold().withGripper(gripper));
        buffer.add(
            new Transition(
                new float[1],
                new float[1],
                new ControlStep(
                    Action.hold(),
                    Action.hold(),
                    result.applied(),
                    source,
                    0,
                    result.episodeEnd())));
      }
    }
    Batch batch = new Batch(200, 1, Action.CONTINUOUS);
    buffer.sample(batch, 0, 200, SeededRandom.of(1, "rows"));

    assertThat(batch.grippers()).contains(0, 1, 2);
    for (int row = 0; row < batch.size(); row++) {
      assertThat(batch.gripperPenalties()[row]).isEqualTo(batch.grippers()[row] == 1 ? 0 : -0.05f);
    }
  }
}
