package org.e2hil.hardware.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class KeyDecoderTest {

  private static List<String> keys(String typed) {
    KeyDecoder decoder = new KeyDecoder();
    List<String> keys = new ArrayList<>();
    typed.chars().forEach(c -> decoder.accept((char) c).ifPresent(keys::add));
    decoder.pause().ifPresent(keys::add);
    return keys;
  }

  @Example
  void lettersAreSmallAndOthersHaveNames() {
    assertThat(keys("aS1 \r\t\u007f"))
        .containsExactly("a", "s", "1", "space", "enter", "tab", "backspace");
  }

  @Example
  void arrowsComeInBothFashionsAndWithModifiers() {
    assertThat(keys("\u001b[A\u001bOB\u001b[1;2C\u001b[D\u001b[5~\u001b[6~"))
        .containsExactly("up", "down", "right", "left", "pageup", "pagedown");
  }

  @Example
  void aLoneEscapeIsAKeyAndOneBeforeASequenceIsNot() {
    assertThat(keys("\u001b")).containsExactly("escape");
    assertThat(keys("\u001b[A")).containsExactly("up");
  }

  @Example
  void anUnknownSequenceIsPassedOverAsAWhole() {
    assertThat(keys("\u001b[24~s")).containsExactly("s");
  }

  @Property(tries = 200)
  void whateverComesIsANameOrNothing(@ForAll String noise) {
    assertThat(keys(noise)).allMatch(KeyDecoder::isKey);
  }
}
