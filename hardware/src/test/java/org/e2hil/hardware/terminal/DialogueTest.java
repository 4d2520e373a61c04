package org.e2hil.hardware.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DialogueTest {

  private final ScriptedPerson person = new ScriptedPerson();
  private final AtomicBoolean leaving = new AtomicBoolean();

  @Test
  void whoeverLeavesAtAQuestionNeedNotAnswerIt() throws InterruptedException {
    try (Dialogue dialogue = person.dialogue(leaving::get)) {
      person.begin(
          () -> {
            person.await("Shall it be replaced? [y/n]");
            leaving.set(true);
          });

      assertThat(dialogue.confirmed("Shall it be replaced?")).isFalse();
      person.finish();
    }
  }

  @Test
  void whoeverIsLeavingAlreadyIsStillAskedWhetherTheArmMayGoLimp() throws InterruptedException {
    leaving.set(true);
    try (Dialogue dialogue = person.dialogue(leaving::get)) {
      person.begin(
          () -> {
            person.await("May it go limp? [y/n]");
            person.type("y");
          });

      assertThat(dialogue.confirmed("May it go limp?")).isTrue();
      person.finish();
    }
  }
}
