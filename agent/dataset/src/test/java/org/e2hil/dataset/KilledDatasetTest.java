package org.e2hil.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs that are killed while they write datasets. {@code -De2hil.test.kills=1000} kills a
 * thousand writers, and a tenth of that of each other kind.
 */
class KilledDatasetTest {

  private static final int KILLS = Integer.getInteger("e2hil.test.kills", 2);
  private static final int FEWER = Math.max(1, KILLS / 10);

  /** Episodes after which the next dataset is begun, for all are read after each kill. */
  private static final int ENOUGH = 50;

  /** So many damaged datasets wait for a program that repairs them. */
  private static final int TORN = 60;

  @TempDir private Path temp;
  private final Random random = new Random(11);
  private Path folder;

  @BeforeEach
  void start() throws IOException {
    fresh(0);
  }

  private void fresh(int number) throws IOException {
    folder = Files.createDirectory(temp.resolve("kill-" + number));
  }

  /**
   * Runs a program, kills it some time after it first said something, and returns its last word.
   */
  private int killed(String what) throws IOException, InterruptedException {
    // its native library is unpacked there, and a killed program leaves it
    Path unpacked = Files.createDirectory(temp.resolve("unpacked"));
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // it lives for a second or two, most of which would be spent on compiling
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + unpacked,
                "-cp",
                System.getProperty("java.class.path"),
                RewritingProgram.class.getName(),
                what,
                folder.toString())
            .redirectError(temp.resolve("errors.txt").toFile())
            .start();
    int last;
    try (BufferedReader said = program.inputReader(StandardCharsets.UTF_8)) {
      String line = said.readLine();
      assertThat(line).as(() -> errors()).isNotNull();
      Thread.sleep(random.nextInt(301));
      assertThat(program.isAlive()).as(() -> errors()).isTrue();
      // a process's own would close what it said and nobody read yet
      program.toHandle().destroyForcibly();
      program.waitFor();
      last = Integer.parseInt(line);
      for (line = said.readLine(); line != null; line = said.readLine()) {
        last = Integer.parseInt(line);
      }
    }
    delete(unpacked);
    return last;
  }

  private String errors() {
    try {
      return Files.readString(temp.resolve("errors.txt"));
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void everyAnnouncedEpisodeOutlivesTheWriterAndTheNextGoesOn() throws Exception {
    Path all = folder;
    int before = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      if (kill == 0 || before > ENOUGH) {
        folder = all.resolve("dataset-" + kill);
      }
      int announced = killed("append") + 1;
      Dataset dataset = Dataset.open(folder);
      before = dataset.episodes();
      assertThat(before).as("kill %d", kill).isBetween(announced, announced + 1);
      for (var read = dataset.read(before).listIterator(); read.hasNext(); ) {
        int i = read.nextIndex();
        SameBits.assertSame(read.next(), SampleEpisodes.episode(i, 4 + i % 5));
      }
    }
    DatasetRepair.of(folder);
    RewrittenDatasetTest.write(folder, SampleEpisodes.SPEC, before, before + 1);
    RewrittenDatasetTest.assertHolds(folder, before + 1);
  }

  @Test
  void aKilledMergeLeavesNothingAndIsDoneAgain() throws Exception {
    for (int kill = 0; kill < FEWER; kill++) {
      fresh(kill + 1);
      RewrittenDatasetTest.write(folder.resolve("first"), SampleEpisodes.SPEC, 0, 3);
      RewrittenDatasetTest.write(folder.resolve("second"), SampleEpisodes.SPEC, 3, 5);
      List<Path> both = List.of(folder.resolve("first"), folder.resolve("second"));
      assertDoneOrNothing(killed("merge"), 5, out -> DatasetMerge.of(both, out));
    }
  }

  @Test
  void aKilledCompactionLeavesNothingAndIsDoneAgain() throws Exception {
    for (int kill = 0; kill < FEWER; kill++) {
      fresh(kill + 1);
      RewrittenDatasetTest.write(folder.resolve("first"), SampleEpisodes.SPEC, 0, 6);
      assertDoneOrNothing(
          killed("compact"), 6, out -> DatasetCompaction.of(folder.resolve("first"), out));
    }
  }

  /** Does again what was killed. */
  private interface Again {
    void into(Path out);
  }

  private void assertDoneOrNothing(int last, int episodes, Again again) throws IOException {
    for (int i = 0; i <= last; i++) {
      RewrittenDatasetTest.assertHolds(folder.resolve("out-" + i), episodes);
    }
    Path out = folder.resolve("out-" + (last + 1));
    if (Files.exists(out)) {
      RewrittenDatasetTest.assertHolds(out, episodes);
    } else {
      again.into(out);
      RewrittenDatasetTest.assertHolds(out, episodes);
      assertThat(folder.resolve("." + out.getFileName() + ".unfinished")).doesNotExist();
    }
  }

  @Test
  void aKilledRepairIsFinishedByTheNext() throws Exception {
    Path sample = temp.resolve("sample");
    RewrittenDatasetTest.write(sample, SampleEpisodes.SPEC, 0, 12);
    Files.delete(new Layout(sample).data(3));
    for (int kill = 0; kill < FEWER; kill++) {
      fresh(kill + 1);
      for (int i = 0; i < TORN; i++) {
        copy(sample, folder.resolve("torn-" + i));
      }
      int last = killed("repair");
      for (int i = Math.max(0, last - 1); i <= last + 1; i++) {
        Path torn = folder.resolve("torn-" + i);
        DatasetRepair.of(torn);
        RewrittenDatasetTest.assertHolds(torn, 3);
        try (Stream<Path> files = Files.walk(torn.resolve("left-out"))) {
          assertThat(files.filter(Files::isRegularFile)).hasSize(17);
        }
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }
}
