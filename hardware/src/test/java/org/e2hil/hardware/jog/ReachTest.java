package org.e2hil.hardware.jog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.CartesianController;
import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.agent.robot.RobotState;
import org.e2hil.agent.task.PaperTasks;
import org.e2hil.agent.task.TaskSetup;
import org.e2hil.agent.task.Tasks;
import org.e2hil.hardware.workcell.RobotWorkcell;
import org.junit.jupiter.api.Test;

class ReachTest {

  private static final Offset<Double> NEAR = Offset.offset(0.003);

  private static CartesianController controller(ArmModel arm) {
    ControllerConfig config =
        arm.name().equals("a1x") ? ControllerConfig.a1x() : ControllerConfig.so101();
    return new CartesianController(arm, config, ActionScale.DEFAULT);
  }

  private static RobotState standing(JointCommand at) {
    return new RobotState(
        0, at.positionsRad(), new double[at.positionsRad().length], at.gripperOpening());
  }

  @Test
  void whoStandsAtTheStartOfATaskFindsThatStart() {
    for (ArmModel arm : List.of(Arms.a1x(), Arms.so101())) {
      for (String task : RobotWorkcell.tasks(arm)) {
        TaskSetup usual = Tasks.find(task).orElseThrow().taskSetup(arm).orElseThrow();
        Reach reach = new Reach(arm);
        reach.see(standing(usual.start(controller(arm), arm)));

        TaskSetup found = reach.taskSetup(0);

        String where = arm.name() + " " + task;
        assertThat(found.xM()).as(where).isCloseTo(usual.xM(), NEAR);
        assertThat(found.zM()).as(where).isCloseTo(usual.zM(), NEAR);
        assertThat(found.opening()).as(where).isCloseTo(usual.opening(), NEAR);
        // the very orientation where the arm can turn its tool so
        JointCommand again = found.start(controller(arm), arm);
        assertThat(again.positionsRad())
            .as(where)
            .containsExactly(usual.start(controller(arm), arm).positionsRad(), Offset.offset(0.1));
      }
    }
  }

  @Test
  void theBoxIsAsLargeAsTheToolWasLedAndNeverFlat() {
    ArmModel arm = Arms.so101();
    TaskSetup usual = PaperTasks.PICK_BANANA.taskSetup(arm).orElseThrow();
    JointCommand start = usual.start(controller(arm), arm);
    double[] panned = start.positionsRad();
    panned[0] += 0.5;
    Reach reach = new Reach(arm);
    reach.see(standing(new JointCommand(panned, 1)));
    reach.see(standing(start));

    TaskSetup found = reach.taskSetup(0);

    assertThat(found.workspace().highYM() - found.workspace().lowYM()).isGreaterThan(0.08);
    assertThat(found.workspace().highZM() - found.workspace().lowZM()).isBetween(0.0099, 0.013);
    assertThat(found.yawRad()).isCloseTo(0.5, Offset.offset(0.05));
    assertThat(reach.table()).hasSize(1 + 5 + 1 + 3).anyMatch(line -> line.contains("tool y, m"));
  }
}
