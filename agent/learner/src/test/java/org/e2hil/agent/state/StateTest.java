package org.e2hil.agent.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StateTest {

  private static StateReader read(StateWriter written) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    written.writeTo(new DataOutputStream(bytes));
    return StateReader.of(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  private static StateWriter twoSections() throws IOException {
    StateWriter out = new StateWriter();
    out.section("steps", section -> section.writeLong(7));
    out.within("learner").section("steps", section -> section.writeInt(9));
    return out;
  }

  @Test
  void sectionsAreReadByNameInAnyOrderAndNotAllNeedBe() throws IOException {
    StateReader in = read(twoSections());
    long[] found = new long[2];

    in.within("learner").section("steps", section -> found[1] = section.readInt());
    assertThat(found).containsExactly(0, 9);
    in.section("steps", section -> found[0] = section.readLong());
    assertThat(found).containsExactly(7, 9);
  }

  @Test
  void aSectionThatIsMissingIsNamed() throws IOException {
    StateReader in = read(twoSections()).within("learner");

    assertThatThrownBy(() -> in.section("targets", section -> {}))
        .isInstanceOf(IOException.class)
        .hasMessage("it has no section learner.targets");
  }

  @Test
  void aSectionThatIsNotReadToItsEndIsOfAnotherVersion() throws IOException {
    StateReader in = read(twoSections());

    assertThatThrownBy(() -> in.section("steps", section -> section.readInt()))
        .isInstanceOf(IOException.class)
        .hasMessage("its section steps holds 4 bytes more than this version reads");
  }

  @Test
  void aNameIsTakenOnce() throws IOException {
    StateWriter out = twoSections();

    assertThatThrownBy(() -> out.section("steps", section -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there are two sections of the name steps in this state");
  }
}
