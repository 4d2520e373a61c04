package org.e2hil.scenarios.emulated;

import java.util.List;
import java.util.random.RandomGenerator;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.Tunable;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.agent.robot.RearmableRobot;
import org.e2hil.hardware.emulator.EmulatedBody;
import org.e2hil.hardware.emulator.FirstOrderBody;
import org.e2hil.hardware.stream.Confirmation;
import org.e2hil.hardware.stream.Pace;
import org.e2hil.hardware.workcell.ArmProvider;
import org.e2hil.sim.SimulatedTasks;

/** A driver over an emulated arm, with the arm of a simulated scene for its body. */
abstract class EmulatedProvider<S extends Record & EmulatedSettings>
    implements EnvironmentProvider, ArmProvider {

  private final ArmModel arm;
  private final ControllerConfig usual;
  private final String title;
  private final String summary;
  private final Class<S> settings;

  EmulatedProvider(
      ArmModel arm, ControllerConfig usual, String title, String summary, Class<S> settings) {
    this.arm = arm;
    this.usual = usual;
    this.title = title;
    this.summary = summary;
    this.settings = settings;
  }

  /** Connects the driver to an emulator with this body; {@code faults} draws what goes wrong. */
  abstract RearmableRobot connect(
      S settings, EmulatedBody body, RandomGenerator faults, Pace pace, Confirmation release);

  @Override
  public final String robot() {
    return arm.name() + "-emulated";
  }

  @Override
  public final String arm() {
    return title;
  }

  @Override
  public final String summary() {
    return summary;
  }

  @Override
  public final Class<? extends Record> settingsType() {
    return settings;
  }

  @Override
  public final List<String> tasks() {
    return SimulatedTasks.names(arm);
  }

  @Override
  public final List<Tunable> tunables(String task) {
    return SimulatedTasks.tunables(task, arm);
  }

  @Override
  public final boolean inRealTime(Record given) {
    return settings.cast(given).tempo() == Tempo.REAL_TIME;
  }

  @Override
  public final ControllerConfig controller() {
    return usual;
  }

  /** {@inheritDoc} Its joints are of the first order, without a scene, in the time of a person. */
  @Override
  public final RearmableRobot connect(Record given, Confirmation release) {
    return connect(
        settings.cast(given), FirstOrderBody.atHome(arm), faults(), Pace.system(), release);
  }

  @Override
  public final Workcell open(EnvironmentRequest request) {
    S given = settings.cast(request.settings());
    return EmulatedWorkcell.open(
        robot(),
        arm,
        usual,
        request,
        given.body(),
        given.tempo().clock(),
        // nobody is under an emulated arm
        (body, time) -> connect(given, body, faults(), time, question -> true));
  }

  private static RandomGenerator faults() {
    return SeededRandom.of(0, "wire faults");
  }
}
