package org.e2hil.hardware.workcell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.e2hil.hardware.terminal.Keys;
import org.e2hil.hardware.terminal.Typist;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TerminalOperatorTest {

  private static final long PATIENCE_MS = 20_000;

  private final Typist typist = new Typist();
  private final AtomicBoolean leaving = new AtomicBoolean();
  private final TerminalOperator operator = new TerminalOperator(typist.listen(), leaving::get);

  /** Types once something is on the screen. */
  private Thread answering(String question, String answer) {
    Thread person =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < PATIENCE_MS && !typist.screen().contains(question); i++) {
                  Thread.sleep(1);
                }
                typist.type(answer);
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    person.start();
    return person;
  }

  private Optional<Signal> await(Signal wanted) throws InterruptedException {
    Optional<Signal> newest = Optional.empty();
    for (int i = 0; i < PATIENCE_MS && !newest.equals(Optional.of(wanted)); i++) {
      newest = operator.poll();
      Thread.sleep(1);
    }
    return newest;
  }

  @Test
  void theKeysAreShownBeforeTheyAreNeeded() {
    assertThat(typist.screen())
        .contains("s success, f failure, r once more", "Escape emergency stop");
  }

  @Test
  void theNewestLetterIsTheSignalAndIsToldOnce() throws Exception {
    typist.type("x\nF s\n");

    assertThat(await(Signal.SUCCESS)).contains(Signal.SUCCESS);
    assertThat(operator.poll()).isEmpty();
  }

  @Test
  void aQuestionWaitsForYesOrNoAndIgnoresWhatWasTypedBefore() throws Exception {
    try (Keys hand = typist.listen(Set.of("z"))) {
      typist.type("yz");
      assertThat(hand.next(PATIENCE_MS)).as("the y was heard before it").contains("z");
    }
    Thread person = answering("Ready?", "q\n\u001b[Ay\n");

    assertThat(operator.confirmed("Ready?")).isTrue();
    assertThat(typist.screen()).contains("Ready? [y/n]").contains("y or n, not q");
    assertThat(typist.screen()).doesNotContain("not enter").doesNotContain("not up");
    person.join();
  }

  @Test
  void whoeverTakesOverByKeysNeitherTakesAnswersNorJudges() throws Exception {
    try (Keys hand = typist.listen(Set.of("s", "w", "y"))) {
      Thread person = answering("Ready?", "wy");
      assertThat(operator.confirmed("Ready?")).isTrue();
      person.join();
      assertThat(hand.next(0)).isEmpty();

      typist.type("swf");
      assertThat(await(Signal.FAILURE)).contains(Signal.FAILURE);
      assertThat(hand.next(PATIENCE_MS)).contains("s");
      assertThat(hand.next(PATIENCE_MS)).contains("w");
    }
  }

  @Test
  void escapeStopsAlsoWhileAQuestionWaits() throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);
    operator.onEmergencyStop(stopped::countDown);
    Thread person = answering("Ready?", "\u001b");
    Thread asking = new Thread(() -> operator.confirmed("Ready?"));
    asking.start();

    assertThat(stopped.await(PATIENCE_MS, TimeUnit.MILLISECONDS)).isTrue();
    person.join();
    typist.type("n");
    asking.join();
  }

  @Test
  @Timeout(60)
  void aQuestionEndsWithTheProgramAndTheOneAboutTheLimpArmIsStillAsked() throws Exception {
    CompletableFuture<Boolean> answer =
        CompletableFuture.supplyAsync(() -> operator.confirmed("Are the things in their places?"));
    while (!typist.screen().contains("in their places?")) {
      Thread.sleep(1);
    }
    leaving.set(true);
    assertThat(answer.join()).isFalse();
    Thread person = answering("May it go limp?", "y");

    assertThat(operator.confirmed("May it go limp?")).isTrue();
    person.join();
  }

  @Test
  void nobodySaysNo() {
    typist.hangUp();

    assertThat(operator.confirmed("May it go limp?")).isFalse();
  }
}
