package org.e2hil.agent.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.e2hil.agent.env.ContractEpisodes.EPISODE;
import static org.e2hil.agent.env.ContractEpisodes.assertConforms;
import static org.e2hil.agent.env.ContractEpisodes.play;
import static org.e2hil.agent.env.ContractEpisodes.randomActions;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What every world says of itself, and shows. */
public interface ObservationContract extends OpenedForContract {

  @Test
  default void theSpecificationNeverChanges() {
    try (Workcell world = open()) {
      Environment environment = world.environment();
      EnvironmentSpec spec = environment.spec();
      environment.reset(1);
      environment.step(Action.hold());

      assertThat(environment.spec()).isSameAs(spec);
      assertThat(spec.task()).isNotBlank();
      assertThat(spec.robot()).isNotBlank();
    }
  }

  @Test
  default void whatEveryRobotKnowsComesFirstAndIsNoPrivilege() {
    try (Workcell world = open()) {
      List<ObservationGroup> groups = world.environment().spec().groups();
      List<ObservationGroup> first = groups.subList(0, ObservationGroup.OF_EVERY_ROBOT.size());

      assertThat(first)
          .extracting(ObservationGroup::name)
          .isEqualTo(ObservationGroup.OF_EVERY_ROBOT);
      assertThat(first)
          .extracting(ObservationGroup::kind)
          .containsOnly(ObservationGroup.Kind.NUMBERS);
      assertThat(first).noneMatch(ObservationGroup::privileged);
    }
  }

  @Test
  default void whoeverRestsShowsNoMotionAndWhoeverMovesDoes() {
    try (Workcell world = open()) {
      Observation seen = world.environment().reset(3);
      for (int i = 0; i < 3; i++) {
        seen = world.environment().step(Action.hold()).observation();
      }
      double resting = length(seen.numbers(ObservationGroup.MOTION));
      seen = world.environment().step(Action.of(0, 0, 1, 0, 0, 0, 0)).observation();

      assertThat(length(seen.numbers(ObservationGroup.MOTION))).isGreaterThan(resting + 0.003);
    }
  }

  private static double length(float[] numbers) {
    double sum = 0;
    for (float number : numbers) {
      sum += number * number;
    }
    return Math.sqrt(sum);
  }

  @Test
  default void everyObservationHoldsWhatTheSpecificationSays() {
    try (Workcell world = open()) {
      Environment environment = world.environment();
      EnvironmentSpec spec = environment.spec();
      assertConforms(environment.reset(1), spec);
      for (StepResult result : play(environment, randomActions(1, EPISODE))) {
        assertConforms(result.observation(), spec);
      }
    }
  }

  @Test
  default void anObservationSharesNoMemoryWithTheWorldOrWithItsReader() {
    try (Workcell world = open()) {
      Environment environment = world.environment();
      Observation first = environment.reset(10);
      String asItWas = first.toString();
      for (String group : first.numberGroups()) {
        first.numbers(group)[0] = 12345;
      }
      for (String group : first.pictureGroups()) {
        assertThat(first.picture(group).isReadOnly()).isTrue();
      }
      StepResult second = environment.step(Action.of(1, 1, 1, 0, 0, 0, -1));
      String asItWasThen = second.observation().toString();
      play(environment, randomActions(10, 5));
      environment.reset(11);

      assertThat(first.toString()).isEqualTo(asItWas);
      assertThat(second.observation().toString()).isEqualTo(asItWasThen).isNotEqualTo(asItWas);
    }
  }
}
