package org.e2hil.scenarios.experiment;

import java.util.List;
import java.util.function.LongSupplier;
import org.apiguardian.api.API;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.training.Demonstrations;
import org.e2hil.agent.training.Episode;
import org.e2hil.agent.training.ObservationEncoder;
import org.e2hil.agent.training.TrainingListener;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;

/** What it costs to see with a scenario's encoder, beside the world that is seen. */
@API(status = API.Status.INTERNAL)
public final class VisionBench {

  private VisionBench() {}

  /**
   * What was measured.
   *
   * @param numbers that the policy sees
   * @param worldMs of a control step, the cameras' pictures included, ms
   * @param seeingMs of turning an observation into these numbers, ms
   */
  public record Result(int numbers, double worldMs, double seeingMs) {

    /** Control steps a second of one core, the encoders included. */
    public double stepsPerSecond() {
      return 1e3 / (worldMs + seeingMs);
    }
  }

  /**
   * Lets the scripted expert play, fits the encoders to what it saw, and looks at all of it twice,
   * of which the second time counts.
   *
   * @param episodes how many
   * @param nanoTime time of the calling thread, ns: by the clock, or better of its processor alone
   * @throws IllegalArgumentException if there are no pictures or no scripted expert, or an encoder
   *     cannot be had
   */
  public static Result run(
      Scenarios scenarios, Scenario scenario, int episodes, LongSupplier nanoTime) {
    try (Workcell cell = scenarios.open(scenario)) {
      Expert expert =
          cell.expert()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          scenario.robot().type() + " has no scripted expert who could play"));
      TimedWorld world = new TimedWorld(cell.environment(), nanoTime);
      ObservationEncoder input =
          ObservationEncoder.of(world.spec(), scenario.observation().groups(), scenario.encoders());
      if (input.measuredShape().pictureBytes().isEmpty()) {
        throw new IllegalArgumentException(
            scenario.name() + " sees no pictures; name a scenario with +pixels");
      }
      List<RecordedStep> steps =
          Demonstrations.record(
                  world,
                  expert,
                  input,
                  List.of(),
                  episodes,
                  scenario.training().demonstrationNoise(),
                  scenario.seed(),
                  episode -> {},
                  new TrainingListener() {},
                  () -> false)
              .stream()
              .map(Episode::steps)
              .flatMap(List::stream)
              .toList();
      input.fit(steps, SeededRandom.of(scenario.seed(), "bench"));
      look(input, steps);
      long begun = nanoTime.getAsLong();
      look(input, steps);
      double seeingMs = (nanoTime.getAsLong() - begun) / 1e6 / steps.size();
      return new Result(
          input.size(),
          world.within().stream().mapToLong(Long::longValue).average().orElse(0) / 1e6,
          seeingMs);
    }
  }

  private static void look(ObservationEncoder input, List<RecordedStep> steps) {
    steps.forEach(step -> input.scaled(step.measurement()));
  }
}
