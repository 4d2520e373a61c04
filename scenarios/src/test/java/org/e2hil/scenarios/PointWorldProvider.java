package org.e2hil.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.EnvironmentSpec;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.env.LimitCounts;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.random.SeededRandom;

/** A point that must be moved onto a goal: the smallest world with an expert. */
public final class PointWorldProvider implements EnvironmentProvider {

  /** Names a file that is there from when a world begins to close until somebody deletes it. */
  public static final String SLOW_TO_CLOSE = "POINT_WORLD_SLOW_TO_CLOSE";

  /**
   * How the world is.
   *
   * @param speed how far full action moves the point, as a share of the room
   * @param faults episodes from the first on in which it breaks, by turns in the second step and at
   *     the reset
   */
  public record Settings(double speed, int faults) {

    public Settings(double speed) {
      this(speed, 0);
    }

    public Settings {
      if (!(speed > 0 && speed <= 1)) {
        throw new IllegalArgumentException("speed must lie in (0, 1], but is " + speed);
      }
    }

    public static Settings defaults() {
      return new Settings(0.2);
    }
  }

  @Override
  public String robot() {
    return "test-point";
  }

  @Override
  public String arm() {
    return "point";
  }

  @Override
  public String summary() {
    return "a point in an empty room";
  }

  @Override
  public Class<? extends Record> settingsType() {
    return Settings.class;
  }

  @Override
  public List<String> tasks() {
    return List.of("reach");
  }

  @Override
  public boolean inRealTime(Record settings) {
    return false;
  }

  @Override
  public Workcell open(EnvironmentRequest request) {
    World world = new World((Settings) request.settings(), request.horizon().orElse(30), request);
    return new Workcell(world, Optional.of(world.new Hand()));
  }

  private static final class World implements Environment {

    private static final int PIXELS = 128;

    private final double speed;
    private final EnvironmentSpec spec;
    private final UnaryOperator<EpisodeEnd> verdict;
    private final double slowness;
    private final double[] point = new double[3];
    private final double[] goal = new double[3];
    private final int faults;
    private int episode = -1;
    private int steps;

    World(Settings settings, int horizon, EnvironmentRequest request) {
      speed = settings.speed();
      faults = settings.faults();
      verdict = request.verdict();
      spec =
          new EnvironmentSpec(
              request.task(),
              "test-point",
              request.groups().stream().map(World::group).toList(),
              request.actionScaling().scale(ActionScale.DEFAULT, ActionScale.PAPER),
              10,
              horizon);
      slowness = spec.actionScale().translationM() / ActionScale.DEFAULT.translationM();
    }

    private static ObservationGroup group(String name) {
      return switch (name) {
        case "proprioception" -> ObservationGroup.numbers(name, 3, false);
        case "objects" -> ObservationGroup.numbers(name, 3, true);
        case "wrist", "side" -> ObservationGroup.picture(name, PIXELS, PIXELS);
        default -> throw new IllegalArgumentException("there is no observation group " + name);
      };
    }

    @Override
    public EnvironmentSpec spec() {
      return spec;
    }

    @Override
    public Observation reset(long seed) {
      RandomGenerator random = SeededRandom.of(seed, "point");
      for (int i = 0; i < 3; i++) {
        point[i] = random.nextDouble(-1, 1);
        goal[i] = random.nextDouble(-1, 1);
      }
      steps = 0;
      episode++;
      if (episode < faults && episode % 2 == 1) {
        throw new EnvironmentFaultException("the point is lost");
      }
      return observation();
    }

    @Override
    public StepResult step(Action action) {
      Action applied = action.clipped();
      for (int i = 0; i < 3; i++) {
        point[i] += speed * slowness * applied.value(i);
      }
      steps++;
      boolean there = distance() < 0.25;
      return new StepResult(
          observation(), there ? 1 : 0, episodeEnd(there), applied, new LimitCounts());
    }

    private EpisodeEnd episodeEnd(boolean there) {
      if (episode < faults) {
        return steps == 2 ? EpisodeEnd.fault("the point is lost") : EpisodeEnd.none();
      }
      EpisodeEnd judged = verdict.apply(there ? EpisodeEnd.success() : EpisodeEnd.none());
      return !judged.isEnd() && steps >= spec.horizon() ? EpisodeEnd.timeLimit() : judged;
    }

    private double distance() {
      return Math.sqrt(
          Math.pow(goal[0] - point[0], 2)
              + Math.pow(goal[1] - point[1], 2)
              + Math.pow(goal[2] - point[2], 2));
    }

    private Observation observation() {
      Observation.Builder builder = Observation.builder();
      for (ObservationGroup group : spec.groups()) {
        switch (group.name()) {
          case "proprioception" -> builder.numbers(group.name(), point);
          case "objects" -> builder.numbers(group.name(), goal);
          default -> builder.picture(group.name(), picture(group));
        }
      }
      return builder.build();
    }

    /** From above or from the front: the point is a red square, the goal a green one, on grey. */
    private byte[] picture(ObservationGroup group) {
      byte[] rgb = new byte[group.size()];
      Arrays.fill(rgb, (byte) 100);
      int up = group.name().equals("side") ? 2 : 1;
      paint(rgb, goal[0], goal[up], 1);
      paint(rgb, point[0], point[up], 0);
      return rgb;
    }

    private static void paint(byte[] rgb, double across, double up, int channel) {
      int column = (int) Math.round((across + 1) / 2 * (PIXELS - 1));
      int row = (int) Math.round((1 - up) / 2 * (PIXELS - 1));
      for (int y = Math.max(0, row - 5); y < Math.min(PIXELS, row + 5); y++) {
        for (int x = Math.max(0, column - 5); x < Math.min(PIXELS, column + 5); x++) {
          int at = 3 * (y * PIXELS + x);
          Arrays.fill(rgb, at, at + 3, (byte) 0);
          rgb[at + channel] = (byte) 220;
        }
      }
    }

    /** {@inheritDoc} Where a test asks for it, that takes until a file is deleted. */
    @Override
    public void close() {
      String name = System.getenv(SLOW_TO_CLOSE);
      if (name != null) {
        try {
          Path file = Files.createFile(Path.of(name));
          while (Files.exists(file)) {
            Thread.sleep(10);
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }

    private final class Hand implements Expert {

      private RandomGenerator random;
      private double noise;

      @Override
      public void begin(RandomGenerator generator, double std) {
        random = generator;
        noise = std;
      }

      @Override
      public Action act() {
        double[] values = advice().toArray();
        for (int i = 0; i < Action.CONTINUOUS; i++) {
          values[i] += noise * random.nextGaussian();
        }
        return Action.of(values).clipped();
      }

      @Override
      public Action advice() {
        double[] values = new double[Action.SIZE];
        for (int i = 0; i < 3; i++) {
          values[i] = (goal[i] - point[i]) / speed;
        }
        return Action.of(values).clipped();
      }

      @Override
      public double progress() {
        return Math.max(0, 1 - distance() / 4);
      }
    }
  }
}
