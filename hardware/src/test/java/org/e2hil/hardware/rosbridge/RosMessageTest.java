package org.e2hil.hardware.rosbridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RosMessageTest {

  /** Texts that look like messages more often than chance would have it. */
  @Provide
  Arbitrary<String> noise() {
    return Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"",
            "\"op\"",
            "\"msg\"",
            "\"position\"",
            "null",
            "1e999",
            "-0.5",
            "true",
            "\\",
            "\u0000",
            "é",
            "7")
        .list()
        .ofMaxSize(30)
        .map(parts -> String.join("", parts));
  }

  @Test
  void whatIsWrittenReadsBack() {
    String text =
        RosMessage.write(
            Map.of(
                "op", "publish", "msg", Map.of("position", new double[] {0.5, -1}), "done", true));
    RosMessage message = RosMessage.parse(text).orElseThrow();

    assertThat(message.operation()).isEqualTo("publish");
    assertThat(message.flag("done")).contains(true);
    assertThat(message.part("msg").orElseThrow().numbers("position").orElseThrow())
        .containsExactly(0.5, -1);
  }

  @Test
  void whatIsMissingOrOfAnotherKindIsAbsent() {
    RosMessage message =
        RosMessage.parse("{\"position\":[1,null],\"a\":1,\"errors\":[{\"error_code\":2},3]}")
            .orElseThrow();

    assertThat(message.numbers("position").orElseThrow())
        .as("null stands for no number")
        .containsExactly(1, Double.NaN);
    assertThat(message.numbers("a")).isEmpty();
    assertThat(message.text("a")).isEmpty();
    assertThat(message.part("b")).isEmpty();
    assertThat(message.integer("a")).contains(1);
    assertThat(message.parts("errors")).hasSize(2);
    assertThat(message.parts("errors").get(1).integer("error_code")).isEmpty();
    assertThat(message.sizeOf("errors")).contains(2);
    assertThat(message.operation()).isEmpty();
  }

  @Test
  void aBareNanOfASensorIsANumberThatIsNone() {
    assertThat(RosMessage.parse("{\"effort\":[0.5,NaN]}").orElseThrow().numbers("effort"))
        .hasValueSatisfying(numbers -> assertThat(numbers).containsExactly(0.5, Double.NaN));
  }

  @Test
  void aTextThatIsNoMessageIsNone() {
    for (String text : List.of("", "{", "[1]", "7", "{} {}", "[".repeat(5000))) {
      assertThat(RosMessage.parse(text)).as(text).isEmpty();
    }
  }

  @Property(tries = 500)
  void noTextHoweverStrangeBreaksIt(@ForAll("noise") String text, @ForAll String other) {
    for (String one : List.of(text, other, "{\"msg\":" + text + "}")) {
      Optional<RosMessage> message = RosMessage.parse(one);
      message
          .flatMap(m -> m.part("msg"))
          .ifPresent(m -> assertThat(m.numbers("position")).isNotNull());
      assertThat(message.map(RosMessage::operation).orElse("")).isNotNull();
    }
  }
}
