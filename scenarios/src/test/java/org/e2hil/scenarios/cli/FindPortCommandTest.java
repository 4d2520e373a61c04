package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.e2hil.hardware.link.SerialPorts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindPortCommandTest {

  @Test
  void whenNothingIsPulledItSaysSoInASentenceThatTellsWhatToDo() {
    StringWriter error = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(error))
            .execute("find-port", "--wait", "1");

    assertThat(code).isEqualTo(1);
    boolean none = SerialPorts.ofThisMachine().found().isEmpty();
    assertThat(error.toString())
        .startsWith(
            none
                ? "e2hil: there is no USB serial port on this machine; plug in"
                : "e2hil: no port went away within 1 s; pull the cable")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5"})
  void whoeverDoesNotWaitIsRefused(String seconds) {
    Called.e2hil("find-port", "--wait", seconds)
        .refused("--wait must be more than 0 seconds, but is " + seconds);
  }
}
