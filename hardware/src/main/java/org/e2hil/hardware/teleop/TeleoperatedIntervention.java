package org.e2hil.hardware.teleop;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apiguardian.api.API;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.intervention.InterventionProvider;
import org.e2hil.agent.intervention.Takeover;
import org.e2hil.hardware.workcell.Signal;
import org.e2hil.hardware.workcell.Signals;

/**
 * A person takes over with whatever device there is. Each number of what the person does lies in
 * [−1, 1], so that neither takeover nor release moves the tool's goal by more than one step.
 *
 * <p>Should the device be lost, the takeover ends and the tool holds until the end of the episode,
 * which {@link Signal#DEVICE_LOST} asks for; the next episode begins with the device or not at all.
 */
@API(status = API.Status.INTERNAL)
public final class TeleoperatedIntervention
    implements InterventionProvider, Signals, AutoCloseable {

  private static final String POLICY = "The policy has the arm.";

  private final Supplier<Teleoperator> devices;
  private final Consumer<String> screen;
  private final Set<Signal> said = EnumSet.noneOf(Signal.class);
  private Optional<Teleoperator> device = Optional.empty();
  private String whoElse = POLICY;
  private boolean engaged;
  private boolean looked;
  private int lingering;

  /**
   * A person whose device is opened with the first episode, or by {@link #open}.
   *
   * @param devices opens the device, also after it was lost
   * @param screen receives what the person must know, a sentence at a time
   */
  public TeleoperatedIntervention(Supplier<Teleoperator> devices, Consumer<String> screen) {
    this.devices = devices;
    this.screen = screen;
  }

  /**
   * Opens the device unless it is open.
   *
   * @throws EnvironmentFaultException if it is not there, saying what to mend
   */
  public void open() {
    if (device.isEmpty()) {
      Teleoperator opened = devices.get();
      device = Optional.of(opened);
      String signals = opened.map().signals().instruction();
      screen.accept(
          "Ready with %s: %s%s."
              .formatted(
                  opened.name(),
                  opened.map().takeover().instruction(),
                  signals.isEmpty() ? "" : "; " + signals));
    }
  }

  /**
   * {@inheritDoc} Nobody has taken over yet, and what was said before is not about this episode.
   *
   * @throws EnvironmentFaultException if a device that was lost is still not there
   */
  @Override
  public void beginEpisode(long seed) {
    open();
    whoElse = POLICY;
    engaged = false;
    lingering = 0;
    device.ifPresent(this::read);
    said.clear();
    if (device.isEmpty()) {
      said.add(Signal.DEVICE_LOST);
    }
  }

  @Override
  public Optional<Takeover> consider(Moment moment) {
    return look();
  }

  /**
   * The same person as the one who shows how the task is done: the arm moves while the person has
   * it, and waits else.
   */
  public Expert demonstrator() {
    return new Expert() {
      @Override
      public void begin(RandomGenerator random, double noise) {
        beginEpisode(0);
        whoElse = "The arm waits for you.";
      }

      @Override
      public Action act() {
        return look().map(Takeover::action).orElse(Action.hold());
      }

      @Override
      public Action advice() {
        return Action.hold();
      }

      @Override
      public double progress() {
        return 0;
      }
    };
  }

  private Optional<Takeover> look() {
    boolean had = engaged;
    engaged = false;
    looked = true;
    Optional<Intent> intent = device.flatMap(this::read);
    if (intent.isEmpty()) {
      return hold("device lost");
    } else if (said.contains(Signal.EMERGENCY_STOP)) {
      return hold("emergency stop");
    }
    Teleoperator hand = device.orElseThrow();
    engaged = isEngaged(hand.map().takeover(), had, intent.get());
    if (!engaged) {
      if (had) {
        screen.accept(whoElse);
      }
      return Optional.empty();
    }
    Action motion = intent.get().motion();
    if (!had) {
      motion = hand.engage(intent.get());
      screen.accept("You have the arm, with " + hand.name() + ".");
    }
    return Optional.of(new Takeover(motion, "human: " + hand.name()));
  }

  private Optional<Intent> read(Teleoperator hand) {
    try {
      Intent intent = hand.read();
      said.addAll(intent.signals());
      return Optional.of(intent);
    } catch (DeviceLostException e) {
      said.add(Signal.DEVICE_LOST);
      close();
      screen.accept("The arm holds: " + e.getMessage() + ".");
      return Optional.empty();
    }
  }

  private boolean isEngaged(TakeoverRule rule, boolean had, Intent intent) {
    return switch (rule.mode()) {
      case HOLD -> intent.takeoverHeld();
      case TOGGLE -> had ^ intent.takeoverPressed();
      case MOTION -> {
        boolean moves = !intent.motion().equals(Action.hold());
        lingering = moves ? rule.lingerPeriods() : lingering - 1;
        yield moves || (had && lingering >= 0);
      }
    };
  }

  private static Optional<Takeover> hold(String reason) {
    return Optional.of(new Takeover(Action.hold(), reason));
  }

  /** Whether the person has the robot. */
  public boolean isEngaged() {
    return engaged;
  }

  @Override
  public Optional<Signal> poll() {
    if (!looked) {
      // nobody may take over while the policy is evaluated, but the person still judges
      device.ifPresent(this::read);
    }
    looked = false;
    // the later in this order, the less may be missed
    Optional<Signal> gravest = Optional.empty();
    for (Signal signal : said) {
      gravest = Optional.of(signal);
    }
    said.clear();
    return gravest;
  }

  @Override
  public void close() {
    device.ifPresent(Teleoperator::close);
    device = Optional.empty();
  }
}
