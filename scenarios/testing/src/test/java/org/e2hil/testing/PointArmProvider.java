package org.e2hil.testing;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.robot.TaskSpec;
import org.e2hil.agent.world.PointWorld;

/** The reach without physics as a robot that scenarios may name: it learns within seconds. */
public final class PointArmProvider implements EnvironmentProvider {

  /** Worlds that were opened and are not closed yet, in this process. */
  static final AtomicInteger OPEN = new AtomicInteger();

  /**
   * How the world is opened.
   *
   * @param unsupported whether it is as on a machine on which its native library does not run
   */
  public record Settings(boolean unsupported) {

    public static Settings defaults() {
      return new Settings(false);
    }
  }

  @Override
  public String robot() {
    return "sim-perfect-a1x";
  }

  @Override
  public String arm() {
    return "A1X";
  }

  @Override
  public String summary() {
    return "an A1X with perfect servos";
  }

  @Override
  public Class<? extends Record> settingsType() {
    return Settings.class;
  }

  @Override
  public List<String> tasks() {
    return List.of(PointWorld.SPEC.name());
  }

  @Override
  public boolean inRealTime(Record settings) {
    return false;
  }

  @Override
  public Workcell open(EnvironmentRequest request) {
    if (((Settings) request.settings()).unsupported()) {
      throw new UnsatisfiedLinkError("no jniarm in java.library.path");
    }
    TaskSpec task = PointWorld.SPEC.requested(request);
    Workcell opened = PointWorld.open(task, () -> {});
    OPEN.incrementAndGet();
    return new Workcell(new CountedEnvironment(opened.environment(), OPEN), opened.expert());
  }
}
