package org.e2hil.hardware.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProgramTerminalTest {

  private static final long PATIENCE_MS = 10_000;

  private final Typist typist = new Typist();

  private static String read(Typing typing, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append((char) typing.read(PATIENCE_MS));
    }
    return text.toString();
  }

  @Test
  void everyListenerHearsAllThatIsTyped() throws IOException {
    try (Typing robot = typist.listen();
        Typing judge = typist.listen()) {
      typist.type("esf");

      assertThat(read(robot, 3)).isEqualTo("esf");
      assertThat(read(judge, 3)).isEqualTo("esf");
      assertThat(judge.read(0)).isEqualTo(Typing.NOTHING);
    }
  }

  @Test
  void theTerminalIsAsItWasOnceNobodyListens() throws IOException {
    boolean before = typist.isRaw();
    Typing robot = typist.listen();
    Typing judge = typist.listen();

    robot.close();
    robot.close();
    assertThat(typist.isRaw()).isTrue();
    judge.close();
    assertThat(typist.isRaw()).isEqualTo(before);

    try (Typing again = typist.listen()) {
      typist.type("y");
      assertThat(read(again, 1)).isEqualTo("y");
    }
  }

  @Test
  void aReaderOfLettersDoesNotTakeTheEndKeyForAnF() throws IOException {
    try (LetterReader letters = new LetterReader(typist.listen())) {
      typist.type("\u001b[F\u001b[A y");

      assertThat((char) letters.read()).isEqualTo('y');
      typist.hangUp();
      assertThat(letters.read()).isEqualTo(-1);
    }
  }

  @Test
  void theEndStaysTheEnd() throws IOException {
    try (Typing robot = typist.listen()) {
      typist.hangUp();

      assertThat(robot.read(PATIENCE_MS)).isEqualTo(Typing.END);
      assertThat(robot.read(PATIENCE_MS)).isEqualTo(Typing.END);
    }
  }
}
