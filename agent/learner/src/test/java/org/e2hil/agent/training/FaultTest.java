package org.e2hil.agent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.robot.Robot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultTest {

  private static final int TICKS_PER_STEP = Robot.TICKS_PER_SECOND / 10;

  @TempDir Path folder;

  private static final class Cable implements Runnable {

    boolean plugged = true;
    Set<Long> brokenTicks = Set.of();
    long broken;
    private long ticks;

    @Override
    public void run() {
      if (!plugged) {
        broken++;
        throw new EnvironmentFaultException("the cable was pulled; plug it in again");
      }
      if (brokenTicks.contains(ticks++)) {
        broken++;
        throw new EnvironmentFaultException("the cable was loose; plug it in again");
      }
    }

    /** Breaks in the middle of these control periods from now on, no tick lost in between. */
    void breakIn(Set<Long> ticksFromNow) {
      brokenTicks = ticksFromNow;
      ticks = 0;
    }
  }

  private static PointRun.Setup setup(Cable cable) {
    PointRun.Setup setup = new PointRun.Setup();
    setup.evaluation = new EvaluationConfig(1, 0, 1);
    setup.interventions = PointRun::never;
    setup.beforeTick = cable;
    return setup;
  }

  @Test
  void aFaultInTheMiddleOfAnEpisodeIsNeverLearnedFromAndTheRunGoesOn() {
    Cable cable = new Cable();
    try (PointRun run = new PointRun(setup(cable))) {
      cable.breakIn(Set.of(57L * TICKS_PER_STEP + 4, 190L * TICKS_PER_STEP));
      assertThat(run.train(folder.resolve("checkpoint"))).isTrue();

      assertThat(cable.broken).isEqualTo(2);
      List<EpisodeRecord> faults =
          run.episodes.stream()
              .filter(e -> e.episodeEnd().kind() == EpisodeEnd.Kind.FAULT)
              .toList();
      assertThat(faults).hasSize(2);
      assertThat(faults.get(0).episodeEnd().reason()).contains("the cable was loose");
      assertThat(run.trainer.envSteps()).isEqualTo(400);
      assertThat(run.replay.onlineSize()).isEqualTo(400 - 2);
      for (int i = 0; i < run.episodes.size(); i++) {
        EpisodeRecord episode = run.episodes.get(i);
        boolean fault = episode.episodeEnd().kind() == EpisodeEnd.Kind.FAULT;
        assertThat(run.recorded.get(i)).hasSize(episode.steps() - (fault ? 1 : 0));
        assertThat(run.recorded.get(i)).allMatch(t -> t.step().episodeEnd().isLearnable());
        // what stands before the fault did not end: the critic bootstraps from what was seen
        if (fault) {
          assertThat(run.recorded.get(i)).noneMatch(t -> t.step().episodeEnd().isEnd());
        }
      }
    }
  }

  @Test
  void aResetThatIsGivenUpBecauseTheRunIsStoppedIsNoFault() {
    AtomicBoolean stop = new AtomicBoolean();
    PointRun.Setup setup = setup(new Cable());
    setup.beforeReset =
        () -> {
          stop.set(true);
          throw new EnvironmentFaultException("the program is ending");
        };
    try (PointRun run = new PointRun(setup)) {
      assertThat(run.train(folder.resolve("checkpoint"), stop::get)).isFalse();
      assertThat(run.episodes).isEmpty();
    }
  }

  @Test
  void fiveFaultsInARowEndTheRunWithASentence() {
    Cable cable = new Cable();
    try (PointRun run = new PointRun(setup(cable))) {
      cable.plugged = false;

      assertThatThrownBy(() -> run.train(folder.resolve("checkpoint")))
          .isInstanceOf(EnvironmentFaultException.class)
          .hasMessage(
              "5 episodes in a row ended in a fault, the last with: the cable was pulled; plug it in"
                  + " again");
      assertThat(run.episodes).hasSize(5);
      assertThat(run.replay.onlineSize()).isZero();
    }
  }

  @Test
  void aResetThatFailsIsOneOfTheFiveToo() {
    Cable cable = new Cable();
    PointRun.Setup setup = setup(cable);
    int[] resets = {0};
    setup.beforeReset =
        () -> {
          if (++resets[0] % 2 == 0 && resets[0] <= 8) {
            throw new EnvironmentFaultException("the arm did not reach its start; clear its way");
          }
        };
    try (PointRun run = new PointRun(setup)) {
      assertThat(run.train(folder.resolve("checkpoint"))).isTrue();

      assertThat(run.trainer.envSteps()).isEqualTo(400);
      assertThat(run.episodes)
          .filteredOn(e -> e.episodeEnd().kind() == EpisodeEnd.Kind.FAULT)
          .hasSize(4)
          .allMatch(
              e -> e.steps() == 0 && e.episodeEnd().reason().contains("did not reach its start"));
    }
  }

  @Test
  void fourFaultsInARowDoNot() {
    Cable cable = new Cable();
    try (PointRun run = new PointRun(setup(cable))) {
      cable.breakIn(Set.of(0L, 1L, 2L, 3L, 2000L, 2001L, 2002L, 2003L));

      assertThat(run.train(folder.resolve("checkpoint"))).isTrue();
      assertThat(run.replay.onlineSize()).isEqualTo(400 - 8);
    }
  }

  @Test
  void whatAPersonWantsOnceMoreIsNoFaultAndHidesNone() {
    FaultsInARow faults = new FaultsInARow();
    for (int i = 0; i < 20; i++) {
      faults.count(EpisodeEnd.voided("the operator asked for another try"));
    }
    assertThat(faults.count()).isZero();
    for (int i = 0; i < 4; i++) {
      faults.count(EpisodeEnd.fault("the cable was pulled"));
      faults.count(EpisodeEnd.voided("the operator asked for another try"));
    }

    assertThatThrownBy(() -> faults.count(EpisodeEnd.fault("the cable was pulled")))
        .isInstanceOf(EnvironmentFaultException.class);
  }

  @Test
  void demonstrationsLeaveOutAnEpisodeThatBroke() {
    Cable cable = new Cable();
    cable.breakIn(Set.of(55L));
    try (PointRun run = new PointRun(setup(cable))) {
      assertThat(cable.broken).isEqualTo(1);
      assertThat(run.demonstrations).hasSize(3);
      assertThat(run.demonstrations)
          .extracting(Episode::steps)
          .allMatch(e -> e.get(e.size() - 1).step().episodeEnd().kind() == EpisodeEnd.Kind.SUCCESS);
    }
  }
}
