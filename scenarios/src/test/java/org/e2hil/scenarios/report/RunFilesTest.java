package org.e2hil.scenarios.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The files and directories that a run is written into. */
class RunFilesTest extends SmallRecording {

  /** Of 2⁻⁴⁴ Java itself writes one digit more before version 19. */
  @Test
  void numbersHaveTheSameTextOnEveryJava() throws IOException {
    Path file = folder.resolve("numbers.csv");
    try (CsvFile table = CsvFile.append(file, List.of("a", "b", "c"))) {
      table.append(table.row().set("a", 0x1p-44).set("b", 0x1p-44f).set("c", Double.NaN));
    }

    assertThat(Files.readString(file)).isEqualTo("a,b,c\n5.684341886080802E-14,5.684342E-14,\n");
  }

  @Test
  void aFullDiskIsOneSentenceThatNamesTheFile() {
    assertThatThrownBy(() -> CsvFile.append(Path.of("/dev/full"), List.of("a", "b")))
        .isInstanceOf(RecordingException.class)
        .hasMessage(
            "cannot write /dev/full: No space left on device; what was recorded before stays"
                + " readable");
  }

  @Test
  void whatCannotBeWrittenLeavesNoHalfOfItself() throws IOException {
    Path file = folder.resolve("summary.json");
    Files.createDirectories(file.resolve("something"));

    assertThatThrownBy(() -> RunDirectory.write(file, "{}")).isInstanceOf(RecordingException.class);
    assertThat(folder).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void aDirectoryThatHoldsARunIsNotOverwritten() {
    RunDirectory run = run("taken");
    record(run, 0, 1);

    assertThatThrownBy(() -> RunDirectory.create(run.path()))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("already holds a run")
        .hasMessageContaining("--resume");
    assertThatThrownBy(() -> RunDirectory.create(run.metrics().resolve("below")))
        .isInstanceOf(RecordingException.class)
        .hasMessageStartingWith("cannot write ");
  }
}
