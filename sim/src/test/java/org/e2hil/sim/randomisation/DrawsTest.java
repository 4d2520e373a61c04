package org.e2hil.sim.randomisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class DrawsTest {

  @Property
  void everyDrawIsWithinItsSpanAndTheSameForTheSameSeed(
      @ForAll long seed,
      @ForAll @DoubleRange(min = -10, max = 10) double low,
      @ForAll @DoubleRange(min = 0, max = 10) double width) {
    Span span = new Span(low, low + width);
    double drawn = new Draws(seed).within("x", span);

    assertThat(drawn).isBetween(span.low(), span.high());
    assertThat(new Draws(seed).within("x", span)).isEqualTo(drawn);
  }

  @Property(tries = 100)
  void drawingOneMoreChangesNoneOfTheOthers(@ForAll long seed) {
    Span span = new Span(0, 1);
    Draws more = new Draws(seed);
    more.within("another", span);

    assertThat(more.within("x", span)).isEqualTo(new Draws(seed).within("x", span));
  }

  @Test
  void whatIsDrawnIsKeptInItsOrderAndWhatIsFixedIsNot() {
    Draws draws = new Draws(1);
    draws.within("b", new Span(0, 1));
    assertThat(draws.within("fixed", Optional.empty(), 7)).isEqualTo(7);
    draws.within("a", new Span(0, 1));

    assertThat(draws.all()).containsOnlyKeys("b", "a");
    assertThat(draws.all().keySet()).containsExactly("b", "a");
  }

  @Test
  void aNumberIsDrawnOnlyOnce() {
    Draws draws = new Draws(1);
    draws.within("x", new Span(0, 1));

    assertThatThrownBy(() -> draws.within("x", new Span(0, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("x was drawn twice");
  }

  @Test
  void looksAreWhatIsDrawnByDefaultOfWhatTheCamerasSeeAndNothingElse() {
    Randomisation looks = Randomisation.presets().get("looks");

    assertThat(looks.look()).isEqualTo(Randomisation.DEFAULT.look());
    assertThat(looks)
        .usingRecursiveComparison()
        .ignoringFields("look")
        .isEqualTo(Randomisation.NONE);
  }

  @Test
  void aSpanUpsideDownIsRefused() {
    assertThatThrownBy(() -> new Span(2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("low and high must be finite and low no more than high, but are 2.0 and 1.0");
  }
}
