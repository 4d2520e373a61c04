package org.e2hil.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where the files of a dataset lie. What has a number is that of version 3.0.
 *
 * @param root the dataset's folder
 */
record Layout(Path root) {

  /** Files in a folder, before the next folder begins. */
  static final int CHUNK = 1000;

  static final String DATA_PATH = "data/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet";

  static final String VIDEO_PATH =
      "videos/{video_key}/chunk-{chunk_index:03d}/file-{file_index:03d}.mp4";

  Path info() {
    return root.resolve("meta").resolve("info.json");
  }

  Path stats() {
    return root.resolve("meta").resolve("stats.json");
  }

  Path tasks() {
    return root.resolve("meta").resolve("tasks.parquet");
  }

  /** A file of version 2.1 with a line of JSON for each of what it is called after. */
  Path lines(String name) {
    return root.resolve("meta").resolve(name + ".jsonl");
  }

  /** The file with the frames of an episode that has one of its own. */
  Path data(long episode) {
    return data(episode / CHUNK, episode % CHUNK);
  }

  /** The file with the row of an episode that has one of its own. */
  Path episodes(long episode) {
    return episodes(episode / CHUNK, episode % CHUNK);
  }

  Path data(long chunk, long file) {
    return numbered(root.resolve("data"), chunk, file, "parquet");
  }

  Path episodes(long chunk, long file) {
    return numbered(root.resolve("meta").resolve("episodes"), chunk, file, "parquet");
  }

  /** The film of an episode that has one of its own. */
  Path video(String feature, long episode) {
    return video(feature, episode / CHUNK, episode % CHUNK);
  }

  Path video(String feature, long chunk, long file) {
    return numbered(root.resolve("videos").resolve(feature), chunk, file, "mp4");
  }

  /** All films, in the order of their names. */
  List<Path> videoFiles() {
    return files(root.resolve("videos"), 3, ".mp4");
  }

  /** All files with rows of episodes, in the order in which LeRobot reads them. */
  List<Path> episodeFiles() {
    return files(root.resolve("meta").resolve("episodes"), 2, ".parquet");
  }

  /** All files with frames, in the order in which LeRobot reads them. */
  List<Path> dataFiles() {
    return files(root.resolve("data"), 2, ".parquet");
  }

  /** Whether a folder looks like a dataset, whole or not. */
  boolean isDataset() {
    return Files.exists(info())
        || Files.isDirectory(root.resolve("meta").resolve("episodes"))
        || Files.exists(lines("episodes"));
  }

  /** How a file is called in a sentence about this dataset. */
  String name(Path file) {
    return root.relativize(file).toString();
  }

  private static Path numbered(Path folder, long chunk, long file, String ending) {
    return folder
        .resolve(String.format(Locale.ROOT, "chunk-%03d", chunk))
        .resolve(String.format(Locale.ROOT, "file-%03d.%s", file, ending));
  }

  private static List<Path> files(Path folder, int depth, String ending) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files
          .filter(file -> file.getNameCount() == folder.getNameCount() + depth)
          .filter(file -> file.toString().endsWith(ending))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    } catch (IOException e) {
      throw new DatasetException("%s cannot be read: %s".formatted(folder, e.getMessage()), e);
    }
  }
}
