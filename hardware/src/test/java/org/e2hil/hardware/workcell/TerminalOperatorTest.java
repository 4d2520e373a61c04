package org.e2hil.hardware.workcell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Optional;
import org.e2hil.hardware.workcell.Operator.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TerminalOperatorTest {

  private final StringWriter screen = new StringWriter();

  @Test
  void theKeysAreShownBeforeTheyAreNeeded() {
    TerminalOperator.of(new StringReader(""), new PrintWriter(screen)).close();
    assertThat(screen.toString()).contains("s success, f failure, r once more");
  }

  @Test
  void theNewestLetterIsTheVerdictAndIsToldOnce() throws IOException, InterruptedException {
    var keyboard = new PipedWriter();
    try (var operator = TerminalOperator.of(new PipedReader(keyboard), new PrintWriter(screen))) {
      keyboard.write("x\nF s\n");
      keyboard.flush();

      assertThat(await(operator)).contains(Verdict.SUCCESS);
      assertThat(operator.verdict()).isEmpty();
    }
  }

  @Test
  void aQuestionWaitsForYesOrNoAndIgnoresWhatWasTypedBefore()
      throws IOException, InterruptedException {
    var keyboard = new PipedWriter();
    try (var operator = TerminalOperator.of(new PipedReader(keyboard), new PrintWriter(screen))) {
      var typist =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < 2000 && !screen.toString().contains("Ready?"); i++) {
                    Thread.sleep(5);
                  }
                  keyboard.write("q\ny\n");
                  keyboard.flush();
                } catch (IOException | InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
      typist.start();

      assertThat(operator.confirmed("Ready?")).isTrue();
      assertThat(screen.toString()).contains("Ready? [y/n]").contains("y or n, not q");
      typist.join();
    }
  }

  @Test
  void nobodySaysNo() {
    try (var operator = TerminalOperator.of(new StringReader(""), new PrintWriter(screen))) {
      assertThat(operator.confirmed("May it go limp?")).isFalse();
    }
  }

  private static Optional<Verdict> await(TerminalOperator operator) throws InterruptedException {
    Optional<Verdict> newest = Optional.empty();
    for (int i = 0; i < 2000 && !newest.equals(Optional.of(Verdict.SUCCESS)); i++) {
      newest = operator.verdict();
      Thread.sleep(5);
    }
    return newest;
  }
}
