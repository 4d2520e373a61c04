package org.e2hil.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.data.Offset;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.agent.robot.RearmableRobot;
import org.e2hil.agent.robot.Robot;
import org.e2hil.agent.robot.RobotState;
import org.junit.jupiter.api.Test;

/** A task's world in which somebody else moves the arm. */
class DrivenArmTest {

  private static final EnvironmentRequest PICK_BANANA =
      new EnvironmentRequest(
          "pick-banana",
          SimulatedArmSettings.defaults(),
          List.of(ObservationGroup.PROPRIOCEPTION, ObservationGroup.OBJECTS),
          Optional.empty(),
          OptionalInt.empty());

  private final List<String> calls = new ArrayList<>();

  @Test
  void aDriverThatWasStoppedAndIsATickLateStillPicksTheBanana() {
    try (Workcell workcell = open()) {
      assertThat(play(workcell, 3).kind()).isEqualTo(EpisodeEnd.Kind.SUCCESS);
      assertThat(play(workcell, 4).kind()).isEqualTo(EpisodeEnd.Kind.SUCCESS);
    }
    assertThat(calls).containsExactly("rearm", "close");
  }

  @Test
  void anEpisodeBeginsWhereTheSimulatorsOwnDoesWhateverCameBefore() {
    try (Workcell own = new SimulatedA1xProvider().open(PICK_BANANA);
        Workcell driven = open()) {
      play(driven, 3);
      Observation there = driven.environment().reset(7);
      Observation here = own.environment().reset(7);

      for (String group : PICK_BANANA.groups()) {
        float[] numbers = there.numbers(group);
        for (int i = 0; i < numbers.length; i++) {
          assertThat(numbers[i])
              .as(group + " " + i)
              .isCloseTo(here.numbers(group)[i], Offset.offset(0.02f));
        }
      }
    }
  }

  @Test
  void aDriverThatCannotConnectLeavesNothingOpen() {
    assertThatThrownBy(
            () ->
                SimulatedWorkcell.open(
                    "driven",
                    Arms.a1x(),
                    ControllerConfig.a1x(),
                    PICK_BANANA,
                    body -> {
                      throw new EnvironmentFaultException("no motor answers; plug it in");
                    }))
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessage("no motor answers; plug it in");
  }

  private Workcell open() {
    return SimulatedWorkcell.open(
        "driven", Arms.a1x(), ControllerConfig.a1x(), PICK_BANANA, Late::new);
  }

  private static EpisodeEnd play(Workcell workcell, long seed) {
    workcell.environment().reset(seed);
    workcell.expert().orElseThrow().begin(SeededRandom.of(seed, "hand"), 0);
    StepResult result;
    do {
      result = workcell.environment().step(workcell.expert().orElseThrow().act());
    } while (!result.episodeEnd().isEnd());
    return result.episodeEnd();
  }

  /** Hands a command on when the next one comes. */
  private final class Late implements RearmableRobot {

    private final Robot body;
    private JointCommand last;
    private boolean loose = true;

    Late(Robot body) {
      this.body = body;
      last = new JointCommand(body.state().positionsRad(), body.state().gripperOpening());
    }

    @Override
    public ArmModel arm() {
      return body.arm();
    }

    @Override
    public RobotState state() {
      return body.state();
    }

    @Override
    public void command(JointCommand command) {
      body.command(last);
      last = command;
    }

    @Override
    public void awaitTick() {
      body.awaitTick();
    }

    @Override
    public Optional<String> stopped() {
      return Optional.of("a cable is loose").filter(reason -> loose);
    }

    @Override
    public void emergencyStop(String reason) {
      calls.add("stop");
    }

    @Override
    public void rearm() {
      loose = false;
      calls.add("rearm");
    }

    @Override
    public void close() {
      calls.add("close");
      body.close();
    }
  }
}
