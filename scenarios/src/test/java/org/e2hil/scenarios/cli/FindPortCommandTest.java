package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.e2hil.hardware.link.SerialPorts;
import org.junit.jupiter.api.Test;

class FindPortCommandTest {

  @Test
  void whenNothingIsPulledItSaysSoInASentenceThatTellsWhatToDo() {
    StringWriter error = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(error))
            .execute("find-port", "--wait", "0");

    assertThat(code).isEqualTo(1);
    boolean none = SerialPorts.ofThisMachine().found().isEmpty();
    assertThat(error.toString())
        .startsWith(
            none
                ? "e2hil: there is no USB serial port on this machine; plug in"
                : "e2hil: no port went away within 0 s; pull the cable")
        .hasLineCount(1);
  }
}
