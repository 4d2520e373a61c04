package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What came of a call of the command line in this process.
 *
 * @param code it ended with
 * @param out what it said on standard output
 * @param err what it said on standard error
 */
public record Called(int code, String out, String err) {

  /** Calls {@code e2hil} with these arguments. */
  public static Called e2hil(String... arguments) {
    StringWriter standard = new StringWriter();
    StringWriter error = new StringWriter();
    int code =
        Main.run(
            Main.commandLine().setOut(new PrintWriter(standard)).setErr(new PrintWriter(error)),
            arguments);
    return new Called(code, standard.toString(), error.toString());
  }

  /** The call was obeyed. */
  public Called done() {
    assertThat(code).as("%s%n%s", out, err).isZero();
    return this;
  }

  /** The call was refused in one sentence that holds these parts. */
  public void refused(String... parts) {
    assertThat(code).as("%s%n%s", out, err).isNotZero();
    assertThat(err).contains(parts).doesNotContain("Exception", "\tat ");
  }
}
