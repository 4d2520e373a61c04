package org.e2hil.hardware.rosbridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FragmentsTest {

  private final Fragments fragments = new Fragments();

  private Optional<RosMessage> take(Object id, int number, int total, String data) {
    return fragments.take(piece(id, number, total, data));
  }

  private static RosMessage piece(Object id, int number, int total, String data) {
    return RosMessage.parse(
            RosMessage.write(
                Map.of("op", "fragment", "id", id, "num", number, "total", total, "data", data)))
        .orElseThrow();
  }

  @Test
  void theLastPieceMakesTheMessageAndTheNextOneOfTheSameIdIsAnother() {
    for (int i = 0; i < 2; i++) {
      assertThat(take(0, 0, 2, "{\"op\":\"pub")).isEmpty();
      assertThat(take(0, 1, 2, "lish\"}").orElseThrow().operation()).isEqualTo("publish");
    }
    assertThat(fragments.lost()).isZero();
  }

  @Test
  void piecesOfTwoMessagesMayComeInTurns() {
    take("a", 0, 2, "{\"op\":");
    take("b", 0, 2, "{\"op\":");

    assertThat(take("a", 1, 2, "\"x\"}").orElseThrow().operation()).isEqualTo("x");
    assertThat(take("b", 1, 2, "\"y\"}").orElseThrow().operation()).isEqualTo("y");
  }

  @Test
  void aMessageThatMissesAPieceIsNoneAndDoesNotSpoilTheNext() {
    take(0, 0, 3, "{\"op\":");
    assertThat(take(0, 2, 3, "}")).isEmpty();
    take(0, 0, 3, "{\"op\":");
    take(0, 0, 2, "{\"op\":");

    assertThat(take(0, 1, 2, "\"x\"}").orElseThrow().operation()).isEqualTo("x");
    assertThat(fragments.lost()).isEqualTo(2);
  }

  @Test
  void messagesThatNeverEndAreForgotten() {
    for (int i = 0; i < 100; i++) {
      take("id " + i, 0, 2, "x");
    }
    String long_ = "x".repeat(1 << 19);
    take("long", 0, 4, long_);
    take("long", 1, 4, long_);
    assertThat(take("long", 2, 4, long_)).isEmpty();

    assertThat(fragments.lost()).isGreaterThan(90);
  }

  @Property(tries = 300)
  void noPiecesHoweverStrangeBreakIt(
      @ForAll @Size(max = 10) List<@IntRange(min = -2, max = 4) Integer> numbers,
      @ForAll @IntRange(min = -1, max = 4) int total,
      @ForAll String data) {
    Fragments strange = new Fragments();
    for (int number : numbers) {
      assertThat(strange.take(piece(data, number, total, data))).isNotNull();
    }
    assertThat(strange.lost()).isNotNegative();
  }
}
