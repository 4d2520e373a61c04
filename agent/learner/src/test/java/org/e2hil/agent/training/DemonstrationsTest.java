package org.e2hil.agent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.world.PointWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class DemonstrationsTest {

  private static final List<String> GROUPS = List.of("proprioception", "objects");
  private static final Origin HERE = new Origin("reach", "point", ActionScale.DEFAULT, GROUPS);

  @TempDir private Path folder;

  private static List<Episode> record(Environment world, Expert expert, BooleanSupplier stop) {
    return Demonstrations.record(
        world,
        expert,
        ObservationEncoder.of(world.spec(), GROUPS, BrightSpot::new),
        List.of(),
        3,
        0,
        7,
        episode -> {},
        new TrainingListener() {},
        stop);
  }

  @Test
  void aWorldThatBreaksCostsAnAttemptAndNotTheDemonstrations() {
    try (Workcell world = PointWorld.open(PointWorld.SPEC, () -> {})) {
      List<Integer> resets = new ArrayList<>();
      Environment breaks =
          BreakingWorld.at(
              world.environment(),
              () -> {
                resets.add(1);
                return resets.size() == 2 || resets.size() == 3;
              });

      assertThat(record(breaks, world.expert().orElseThrow(), () -> false)).hasSize(3);
      assertThat(resets).hasSizeGreaterThanOrEqualTo(5);
    }
  }

  @Test
  void aWorldThatIsBrokenForGoodIsNotBlamedOnTheExpert() {
    try (Workcell world = PointWorld.open(PointWorld.SPEC, () -> {})) {
      Environment broken = BreakingWorld.at(world.environment(), () -> true);
      Expert expert = world.expert().orElseThrow();

      assertThatThrownBy(() -> record(broken, expert, () -> false))
          .isInstanceOf(EnvironmentFaultException.class)
          .hasMessageContaining("5 episodes in a row ended in a fault");
    }
  }

  @Test
  void whoeverWantsThemToStopWaitsForOneStepAtMostAndKeepsWhatWasRecorded() {
    try (Workcell world = PointWorld.open(PointWorld.SPEC, () -> {})) {
      List<Integer> asked = new ArrayList<>();
      Expert expert = world.expert().orElseThrow();
      int stepsOfOne = record(world.environment(), expert, () -> false).get(0).steps().size();

      List<Episode> episodes =
          record(
              world.environment(),
              expert,
              () -> {
                asked.add(1);
                // the first demonstration asks before its reset and before each step
                return asked.size() > stepsOfOne + 4;
              });

      assertThat(episodes).hasSize(1);
      assertThat(asked).hasSize(stepsOfOne + 5);
    }
  }

  @Test
  void thoseThatWereGivenBeforeAreToldOfLikeTheOthers() {
    try (Workcell world = PointWorld.open(PointWorld.SPEC, () -> {})) {
      Expert expert = world.expert().orElseThrow();
      List<Episode> earlier = record(world.environment(), expert, () -> false).subList(0, 2);
      List<String> told = new ArrayList<>();

      Demonstrations.record(
          world.environment(),
          expert,
          ObservationEncoder.of(world.environment().spec(), GROUPS, BrightSpot::new),
          earlier,
          3,
          0,
          7,
          episode -> {},
          new TrainingListener() {
            @Override
            public void onDemonstration(int done, int wanted, int steps) {
              told.add(done + " of " + wanted);
            }
          },
          () -> false);

      assertThat(told).containsExactly("1 of 3", "2 of 3", "3 of 3");
    }
  }

  @Test
  void demonstrationsWithAnotherMeaningAreRefusedByName() {
    refuses(new Origin("wipe", "point", ActionScale.DEFAULT, GROUPS), "the task wipe, not reach");
    refuses(new Origin("reach", "line", ActionScale.DEFAULT, GROUPS), "the arm line, not point");
    refuses(new Origin("reach", "point", ActionScale.PAPER, GROUPS), "actions of 0.005 m");
    refuses(
        new Origin("reach", "point", ActionScale.DEFAULT, List.of("objects", "proprioception")),
        "hold the observation [objects, proprioception], not [proprioception, objects]");
  }

  private void refuses(Origin origin, String sentence) {
    Path file = folder.resolve(origin.hashCode() + ".e2hil");
    try (Workcell world = PointWorld.open(PointWorld.SPEC, () -> {})) {
      ObservationEncoder input =
          ObservationEncoder.of(world.environment().spec(), GROUPS, BrightSpot::new);
      try (EpisodeFile out = EpisodeFile.append(file)) {
        record(world.environment(), world.expert().orElseThrow(), () -> false)
            .forEach(episode -> out.append(episode.from(origin)));
      }

      assertThatThrownBy(
              () ->
                  Demonstrations.load(
                      file, EpisodeFile.read(file), 0, input, HERE, new TrainingListener() {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll(file.toString(), sentence);
      assertThat(
              Demonstrations.load(
                  file, EpisodeFile.read(file), 0, input, origin, new TrainingListener() {}))
          .hasSize(3);
    }
  }

  /** Three demonstrations in a file. */
  private Path recorded(Optional<Origin> origin) {
    Path file = folder.resolve("recorded.e2hil");
    try (Workcell world = PointWorld.open(PointWorld.SPEC, () -> {});
        EpisodeFile out = EpisodeFile.append(file)) {
      record(world.environment(), world.expert().orElseThrow(), () -> false)
          .forEach(episode -> out.append(origin.map(episode::from).orElse(episode)));
    }
    return file;
  }

  private static List<Episode> load(Path file, int count) {
    try (Workcell world = PointWorld.open(PointWorld.SPEC, () -> {})) {
      ObservationEncoder input =
          ObservationEncoder.of(world.environment().spec(), GROUPS, BrightSpot::new);
      return Demonstrations.load(
          file, EpisodeFile.read(file), count, input, HERE, new TrainingListener() {});
    }
  }

  @Test
  void asManyOfAFileAreUsedAsAreAskedForAndFewerAreRefused() {
    Path file = recorded(Optional.of(HERE));

    assertThat(load(file, 0)).hasSize(3);
    assertThat(load(file, 2)).hasSize(2);
    assertThatThrownBy(() -> load(file, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(file.toString(), "holds only 3 of the 4 demonstrations");
    assertThatThrownBy(() -> Demonstrations.require(file, EpisodeFile.read(file), 4, told -> told))
        .hasMessageContaining("holds only 3 of the 4 demonstrations");
  }

  @Test
  void anotherMeaningIsRefusedBeforeAWorldIsOpen() {
    Path file = recorded(Optional.of(HERE));

    Demonstrations.require(file, EpisodeFile.read(file), 0, told -> HERE);
    assertThatThrownBy(
            () ->
                Demonstrations.require(
                    file,
                    EpisodeFile.read(file),
                    0,
                    told -> new Origin("wipe", "point", told.actionScale(), GROUPS)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(file.toString(), "the task reach, not wipe");
  }

  @Test
  void demonstrationsThatDoNotSayWhatTheyMeanAreDoubtedOnce() {
    assertThat(warnings(recorded(Optional.empty())))
        .singleElement()
        .asString()
        .contains("recorded.e2hil", "only their sizes were compared");
  }

  @Test
  void demonstrationsThatSayWhatTheyMeanAreNotDoubted() {
    assertThat(warnings(recorded(Optional.of(HERE)))).isEmpty();
  }

  /** What is said when a file is loaded. */
  private static List<String> warnings(Path file) {
    Logger logger = (Logger) LoggerFactory.getLogger(Demonstrations.class);
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    said.start();
    logger.addAppender(said);
    try {
      load(file, 0);
    } finally {
      logger.detachAppender(said);
    }
    return said.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
