package org.e2hil.hardware.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One terminal, and several who want to hear of its keys. */
@Timeout(60)
class ProgramTerminalTest {

  private static final long PATIENCE_MS = 20_000;

  private final Typist typist = new Typist();

  private static List<String> read(Keys keys, int count) {
    List<String> read = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.next(PATIENCE_MS).ifPresent(read::add);
    }
    return read;
  }

  @Test
  void aKeyThatSomebodyClaimsIsHeardByNobodyElse() {
    try (Keys robot = typist.listen(Set.of("s", "up", "end"));
        Keys judge = typist.listen()) {
      // the End key sends an F after an escape, which is no f
      typist.type("es\u001b[Af\u001b[F");

      assertThat(read(judge, 2)).containsExactly("e", "f");
      assertThat(read(robot, 3)).containsExactly("s", "up", "end");
      assertThat(judge.next(0)).isEmpty();
    }
  }

  @Test
  void whileSomethingIsAskedEveryKeyIsAnAnswer() {
    try (Keys robot = typist.listen(Set.of("y", "s"));
        Keys judge = typist.listen()) {
      typist.type("sx");
      assertThat(read(judge, 1)).containsExactly("x");

      judge.ask();
      typist.type("sy");
      assertThat(read(judge, 2)).containsExactly("s", "y");
      assertThat(robot.next(0)).as("nothing of before, and no answer").isEmpty();
      judge.answered();

      typist.type("ys");
      assertThat(read(robot, 2)).containsExactly("y", "s");
      assertThat(judge.next(0)).isEmpty();
    }
  }

  @Test
  void aQuestionEndsWithTheOneWhoAsksIt() {
    try (Keys robot = typist.listen(Set.of("s"))) {
      Keys judge = typist.listen();
      judge.ask();
      judge.close();
      typist.type("s");

      assertThat(read(robot, 1)).containsExactly("s");
    }
  }

  @Test
  void anAlertIsHeardAtOnceWhoeverListensAndWhateverIsAsked() throws Exception {
    CountDownLatch stops = new CountDownLatch(2);
    try (Keys robot = typist.listen(Set.of("escape"));
        Keys judge = typist.listen()) {
      robot.alert("escape", stops::countDown);
      judge.alert("escape", stops::countDown);
      judge.ask();
      typist.type("\u001b");

      assertThat(stops.await(PATIENCE_MS, TimeUnit.MILLISECONDS)).isTrue();
    }
  }

  @Test
  void theTerminalIsAsItWasOnceNobodyListens() {
    boolean before = typist.isRaw();
    Keys robot = typist.listen();
    Keys judge = typist.listen();

    robot.close();
    robot.close();
    assertThat(typist.isRaw()).isTrue();
    judge.close();
    assertThat(typist.isRaw()).isEqualTo(before);

    try (Keys again = typist.listen()) {
      typist.type("y");
      assertThat(read(again, 1)).containsExactly("y");
    }
  }

  @Test
  void theEndStaysTheEndAlsoForWhoComesLater() {
    try (Keys robot = typist.listen()) {
      typist.type("s");
      typist.hangUp();

      assertThat(read(robot, 1)).containsExactly("s");
      assertThat(robot.next(PATIENCE_MS)).isEmpty();
      assertThat(robot.isEnded()).isTrue();
      try (Keys late = typist.listen()) {
        assertThat(late.isEnded()).isTrue();
      }
    }
  }
}
