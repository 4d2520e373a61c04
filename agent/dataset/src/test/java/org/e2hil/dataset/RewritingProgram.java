package org.e2hil.dataset;

import java.nio.file.Path;
import java.util.List;

/**
 * A program to be killed: it does one thing again and again, and says each time when it is done.
 */
final class RewritingProgram {

  private RewritingProgram() {}

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "append" -> append(folder);
      case "merge" -> merge(folder);
      case "compact" -> compact(folder);
      case "repair" -> repair(folder);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void say(long number) {
    System.out.println(number);
    System.out.flush();
  }

  private static void append(Path folder) {
    try (DatasetWriter writer = DatasetWriter.open(folder, SampleEpisodes.SPEC)) {
      while (true) {
        int next = (int) writer.episodes();
        writer.append(SampleEpisodes.episode(next, 4 + next % 5), SampleEpisodes.TRAINING);
        say(next);
      }
    }
  }

  private static void merge(Path folder) {
    for (int i = 0; ; i++) {
      List<Path> both = List.of(folder.resolve("first"), folder.resolve("second"));
      DatasetMerge.of(both, folder.resolve("out-" + i));
      say(i);
    }
  }

  private static void compact(Path folder) {
    for (int i = 0; ; i++) {
      DatasetCompaction.of(folder.resolve("first"), folder.resolve("out-" + i));
      say(i);
    }
  }

  private static void repair(Path folder) {
    for (int i = 0; ; i++) {
      DatasetRepair.of(folder.resolve("torn-" + i));
      say(i);
    }
  }
}
