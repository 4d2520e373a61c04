package org.e2hil.hardware.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.hardware.a1x.RosbridgeA1xLink;
import org.e2hil.hardware.rosbridge.Fragments;
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

  private List<RosMessage> next(long now) {
    List<RosMessage> messages = new ArrayList<>();
    for (Optional<String> text = session.poll(now); text.isPresent(); text = session.poll(now)) {
      messages.add(RosMessage.parse(text.get()).orElseThrow());
    }
    return messages;
  }

  @Test
  void aMessageTellsWhenItWasTrue() {
    send(Map.of("op", "subscribe", "topic", ARM, "type", TYPE), 0);
    next(0);
    List<RosMessage> told = next(1500 * MS);

    RosMessage header =
        told.get(told.size() - 1).part("msg").flatMap(m -> m.part("header")).orElseThrow();
    assertThat(header.text("frame_id")).contains("");
    assertThat(header.part("stamp").flatMap(stamp -> stamp.integer("sec"))).contains(1_700_000_001);
    assertThat(header.part("stamp").flatMap(stamp -> stamp.integer("nanosec")))
        .contains(500_000_000);
  }

  @Test
  void aTopicThatOneSubscriptionWantsCompressedComesAsAPictureOfItsText() throws IOException {
    send(Map.of("op", "subscribe", "topic", ARM, "type", TYPE, "id", "a"), 0);
    send(Map.of("op", "subscribe", "topic", ARM, "type", TYPE, "id", "b", "compression", "png"), 0);
    RosMessage told = next(0).get(0);

    assertThat(told.operation()).isEqualTo("png");
    byte[] png = Base64.getDecoder().decode(told.text("data").orElseThrow());
    Raster picture = ImageIO.read(new ByteArrayInputStream(png)).getRaster();
    int[] samples = picture.getPixels(0, 0, picture.getWidth(), picture.getHeight(), (int[]) null);
    StringBuilder text = new StringBuilder();
    for (int sample : samples) {
      text.append((char) sample);
    }
    assertThat(RosMessage.parse(text.toString()).orElseThrow().text("topic")).contains(ARM);
  }

  @Test
  void aClientThatNamesASizeGetsEverythingLongerInPiecesThatMakeItUp() {
    send(Map.of("op", "subscribe", "topic", ARM, "type", TYPE, "fragment_size", 100), 0);
    List<RosMessage> told = next(0);
    Fragments fragments = new Fragments();
    List<Optional<RosMessage>> whole = told.stream().map(fragments::take).toList();

    assertThat(told).hasSizeGreaterThan(2).allMatch(m -> m.operation().equals("fragment"));
    assertThat(told).allMatch(m -> m.id().equals(Optional.of("0")));
    assertThat(whole.get(told.size() - 1).orElseThrow().text("topic")).contains(ARM);
    assertThat(whole.subList(0, told.size() - 1)).allMatch(Optional::isEmpty);
  }

  @Test
  void errorsAreToldByTheirIdOnlyByAServerThatTellsThem() {
    Map<String, ?> wrong =
        Map.of(
            "op",
            "publish",
            "id",
            "mine",
            "topic",
            RosbridgeA1xLink.ARM_TARGET,
            "msg",
            Map.of("positions", new double[6]));
    send(wrong, 0);
    assertThat(next(0)).isEmpty();

    bridge.faults().talk(true);
    send(wrong, 0);
    RosMessage told = next(0).get(0);
    assertThat(told.operation()).isEqualTo("status");
    assertThat(told.id()).contains("mine");
    assertThat(told.text("msg").orElseThrow()).contains("has no [positions]");
  }
}
