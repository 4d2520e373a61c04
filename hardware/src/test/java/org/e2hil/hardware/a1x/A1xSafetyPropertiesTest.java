package org.e2hil.hardware.a1x;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.hardware.checkup.Finding;
import org.e2hil.hardware.link.LinkCounts;
import org.e2hil.hardware.stream.Confirmation;
import org.e2hil.hardware.stream.Park;
import org.e2hil.hardware.stream.SteppedClock;

/** What no arm is ever sent, whatever it tells of itself and whatever the caller asks for. */
class A1xSafetyPropertiesTest {

  private static final double PERIOD_S = 0.01;
  private static final A1xSettings SETTINGS = A1xSettings.over(A1xSettings.Can.DEFAULT);

  /** What happens in one tick. */
  private record Event(double[] told, int repeats, double[] asked, int what) {}

  @Provide
  Arbitrary<Event> events() {
    Arbitrary<Double> any =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.doubles().between(-3.5, 3.5)),
            Tuple.of(1, Arbitraries.of(0.0, Double.NaN, Double.POSITIVE_INFINITY, 1e300, -6.9)));
    Arbitrary<double[]> angles = any.array(double[].class).ofSize(A1xFrames.JOINTS);
    return Combinators.combine(
            angles,
            Arbitraries.integers().between(0, 60),
            angles,
            Arbitraries.integers().between(0, 20))
        .as(Event::new);
  }

  /** An arm that tells whatever it is told to, and remembers where it was sent. */
  private static final class Liar implements A1xLink {

    private final Deque<A1xReading> telling = new ArrayDeque<>();
    private final List<double[]> sent = new ArrayList<>();
    private int functions;
    private int sentBeforeTorque;

    @Override
    public String name() {
      return "a liar";
    }

    @Override
    public void receive(Consumer<A1xReading> readings) {
      while (!telling.isEmpty()) {
        readings.accept(telling.remove());
      }
    }

    @Override
    public void move(double[] jointsRad, OptionalDouble gripper) {
      sent.add(jointsRad.clone());
    }

    @Override
    public void call(FunctionCode function) {
      functions++;
      sentBeforeTorque = functions == 1 ? sent.size() : sentBeforeTorque;
      assertThat(function).isEqualTo(FunctionCode.ENABLE);
    }

    @Override
    public Optional<String> trouble() {
      return Optional.empty();
    }

    @Override
    public String whenSilent() {
      return "it says nothing";
    }

    @Override
    public Optional<String> statusMissing() {
      return Optional.empty();
    }

    @Override
    public Finding howToEnable() {
      return Finding.good("torque", "as it likes");
    }

    @Override
    public LinkCounts counts() {
      return new LinkCounts(sent.size(), 0, 0, 0);
    }

    @Override
    public void beforeShutdown(Runnable action) {}

    @Override
    public void close() {}
  }

  @Property(tries = 60)
  void noSetPointJumpsOrLeavesTheLimitsWhateverTheArmTellsAndTheCallerAsksFor(
      @ForAll @Size(min = 5, max = 40) List<@From("events") Event> events) {
    SteppedClock clock = new SteppedClock();
    Liar liar = new Liar();
    double[] home = Arms.a1x().homeRad().stream().mapToDouble(Double::doubleValue).toArray();
    clock.begin("truth", 5_000_000, () -> tell(liar, home, liar.telling.size() + clock.nanoTime()));
    A1xSettings staying =
        new A1xSettings(
            SETTINGS.route(),
            SETTINGS.streamHz(),
            SETTINGS.limits(),
            SETTINGS.watchdogs(),
            Park.anywhere(),
            Optional.empty(),
            false);
    try (A1x robot = A1x.connect(staying, liar, clock, Confirmation.nobody())) {
      int begin = liar.sent.size();
      for (Event event : events) {
        for (int i = 0; i < event.repeats(); i++) {
          tell(liar, event.told(), 0);
        }
        ask(robot, event);
        clock.pass(10);
      }
      assertSmoothWithinLimits(liar.sent.subList(begin, liar.sent.size()));
    }
    assertThat(liar.sentBeforeTorque).as("set-points before torque").isGreaterThan(20);
  }

  private static void tell(Liar liar, double[] joints, double noise) {
    double[] positions = new double[A1xFrames.MOTORS];
    System.arraycopy(joints, 0, positions, 0, joints.length);
    double[] efforts = new double[A1xFrames.MOTORS];
    efforts[0] = Math.floorMod((long) noise, 7) / 600.0;
    liar.telling.add(new A1xReading(positions, new double[A1xFrames.MOTORS], efforts));
  }

  private static void ask(A1x robot, Event event) {
    try {
      if (event.what() == 0) {
        robot.emergencyStop("a property");
      } else {
        robot.command(new JointCommand(event.asked(), 0.5));
      }
    } catch (EnvironmentFaultException | IllegalArgumentException refused) {
      // what is refused must not move the arm either
    }
  }

  private static void assertSmoothWithinLimits(List<double[]> sent) {
    // a late cycle may make up for one that was missed
    double farthestRad = 2 * PERIOD_S * SETTINGS.limits().maxSpeedRadPerS() + 1e-9;
    for (int k = 0; k < sent.size(); k++) {
      for (int i = 0; i < A1xFrames.JOINTS; i++) {
        ArmModel.Joint joint = Arms.a1x().joints().get(i);
        assertThat(sent.get(k)[i]).isBetween(joint.lowerRad() - 0.4, joint.upperRad() + 0.4);
        if (k > 0) {
          assertThat(Math.abs(sent.get(k)[i] - sent.get(k - 1)[i])).isLessThan(farthestRad);
        }
      }
    }
  }
}
