package org.e2hil.hardware.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.hardware.a1x.RosbridgeA1xLink;
import org.e2hil.hardware.rosbridge.RosMessage;
import org.junit.jupiter.api.Test;

class RosbridgeEmulatorTest {

  private static final long MS = 1_000_000;
  private static final String ARM = RosbridgeA1xLink.ARM_FEEDBACK;
  private static final String STATUS = RosbridgeA1xLink.ARM_STATUS;
  private static final String TYPE = "sensor_msgs/JointState";

  private final RosbridgeEmulator bridge =
      new RosbridgeEmulator(EmulatedA1x.atHome(SeededRandom.of(1, "faults")).emulator());
  private final RosbridgeEmulator.Session session = bridge.connect();

  private void send(Map<String, ?> message, long now) {
    session.accept(RosMessage.write(message), now);
  }

  /** Messages of a topic until a moment. */
  private int heard(String topic, long now) {
    int heard = 0;
    for (Optional<String> text = session.poll(now); text.isPresent(); text = session.poll(now)) {
      RosMessage message = RosMessage.parse(text.get()).orElseThrow();
      heard += message.text("topic").filter(topic::equals).isPresent() ? 1 : 0;
    }
    return heard;
  }

  @Test
  void aSubscriptionWithoutATypeFailsWithoutAWordUntilTheTopicIsAdvertised() {
    send(Map.of("op", "subscribe", "topic", STATUS), 0);
    assertThat(heard(STATUS, 1500 * MS)).isZero();

    send(Map.of("op", "subscribe", "topic", STATUS), 1500 * MS);
    assertThat(heard(STATUS, 2600 * MS)).isEqualTo(1);
  }

  @Test
  void aThrottledTopicComesNoFasterThanItsFastestSubscriptionWantsIt() {
    send(Map.of("op", "subscribe", "topic", ARM, "type", TYPE, "id", "a", "throttle_rate", 100), 0);
    assertThat(heard(ARM, 0)).isEqualTo(1);
    assertThat(heard(ARM, 1000 * MS)).isBetween(9, 11);

    send(Map.of("op", "subscribe", "topic", ARM, "type", TYPE, "id", "b"), 1000 * MS);
    assertThat(heard(ARM, 2000 * MS)).isBetween(195, 205);
  }

  @Test
  void aSubscriptionEndsByItsIdAndATopicWithoutOne() {
    send(Map.of("op", "subscribe", "topic", ARM, "type", TYPE, "id", "a"), 0);
    send(Map.of("op", "subscribe", "topic", ARM, "type", TYPE, "id", "b"), 0);
    send(Map.of("op", "unsubscribe", "topic", ARM, "id", "a"), 0);
    assertThat(heard(ARM, 100 * MS)).isPositive();

    send(Map.of("op", "unsubscribe", "topic", ARM), 100 * MS);
    assertThat(heard(ARM, 200 * MS)).isZero();
  }
}
