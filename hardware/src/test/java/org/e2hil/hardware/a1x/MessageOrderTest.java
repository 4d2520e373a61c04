package org.e2hil.hardware.a1x;

import static org.assertj.core.api.Assertions.assertThat;

import org.e2hil.hardware.rosbridge.RosMessage;
import org.junit.jupiter.api.Test;

class MessageOrderTest {

  private final MessageOrder order = new MessageOrder();

  private boolean isNews(String stamp) {
    return order.isNews(
        RosMessage.parse("{\"header\":{\"seq\":7,\"stamp\":" + stamp + "}}").orElseThrow());
  }

  @Test
  void whatIsOlderThanTheNewestIsNoNewsByTheStampsOfEitherRos() {
    assertThat(isNews("{\"sec\":1700000000,\"nanosec\":999999999}")).isTrue();
    assertThat(isNews("{\"sec\":1700000001,\"nanosec\":5}")).isTrue();
    assertThat(isNews("{\"sec\":1700000000,\"nanosec\":999999999}")).isFalse();
    assertThat(isNews("{\"secs\":1700000001,\"nsecs\":6}")).isTrue();
    assertThat(isNews("{\"secs\":1700000001,\"nsecs\":4}")).isFalse();
  }

  @Test
  void aMessageWithoutAStampIsNewsForNothingCanBeSaidAgainstIt() {
    assertThat(isNews("{\"sec\":1700000000,\"nanosec\":0}")).isTrue();
    assertThat(isNews("{\"sec\":0,\"nanosec\":0}")).isTrue();
    assertThat(isNews("\"now\"")).isTrue();
    assertThat(order.isNews(RosMessage.parse("{}").orElseThrow())).isTrue();
  }

  @Test
  void aClockThatWasSetBackIsFollowedAfterAWhile() {
    assertThat(isNews("{\"sec\":1700000000,\"nanosec\":0}")).isTrue();
    for (int i = 0; i < 20; i++) {
      assertThat(isNews("{\"sec\":1600000000,\"nanosec\":" + i + "}")).isFalse();
    }
    assertThat(isNews("{\"sec\":1600000000,\"nanosec\":20}")).isTrue();
    assertThat(isNews("{\"sec\":1600000000,\"nanosec\":21}")).isTrue();
  }
}
