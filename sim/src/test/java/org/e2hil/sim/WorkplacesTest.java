package org.e2hil.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.agent.robot.Workplace;
import org.e2hil.agent.robot.Workplaces;
import org.e2hil.agent.task.TaskSpec;
import org.e2hil.sim.scene.Scene;
import org.e2hil.sim.task.SimulatedTask;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A robot does a task where the simulated one does, within the same walls. */
class WorkplacesTest {

  static Stream<Arguments> everyTaskOfEveryArm() {
    return Stream.of(Arms.a1x(), Arms.so101())
        .flatMap(
            arm ->
                SimulatedTasks.specs(arm).stream()
                    .map(TaskSpec::name)
                    .map(task -> Arguments.of(arm, task)));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("everyTaskOfEveryArm")
  void theWorkplaceOfATaskIsTheSimulatedOnes(ArmModel arm, String task) {
    Workplace place = Workplaces.find(arm, task).orElseThrow();
    try (Scene scene = new Scene(task, arm, 0.005)) {
      SimulatedTask simulated = SimulatedTasks.find(task, arm).orElseThrow().task().apply(scene);
      SimulatedTask.Start start = simulated.start();
      ControllerConfig usual =
          arm.name().equals("a1x") ? ControllerConfig.a1x() : ControllerConfig.so101();

      assertThat(new double[] {place.xM(), place.yM(), place.zM(), place.opening()})
          .containsExactly(start.xM(), start.yM(), start.zM(), start.opening());
      assertThat(place.orientation()).containsExactly(start.quaternion(), Offset.offset(1e-12));
      assertThat(place.controller(usual)).isEqualTo(start.controller());
      assertThat(place.turns()).isEqualTo(simulated.turns());
    }
  }
}
