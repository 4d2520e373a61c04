package org.e2hil.dataset;

import java.util.Arrays;
import java.util.Optional;

/** The versions of LeRobot's format that are read. Only the newest is written. */
enum Version {
  /** A file of frames and a film for each episode, and lines of JSON that tell of them. */
  V2_1(
      "v2.1",
      "data/chunk-{episode_chunk:03d}/episode_{episode_index:06d}.parquet",
      "videos/chunk-{episode_chunk:03d}/{video_key}/episode_{episode_index:06d}.mp4") {

    @Override
    boolean is(String said) {
      return said.equals(word());
    }

    @Override
    EpisodeRows rows(Layout layout, DatasetInfo info) {
      return new JsonRows(layout, info);
    }
  },

  /** As many episodes in a file as one likes, and Parquet that tells of them. */
  V3_0("v3.0", Layout.DATA_PATH, Layout.VIDEO_PATH) {

    @Override
    boolean is(String said) {
      return said.startsWith("v3.");
    }

    @Override
    EpisodeRows rows(Layout layout, DatasetInfo info) {
      return new ParquetRows(layout);
    }
  };

  private final String word;
  private final String dataPath;
  private final String videoPath;

  Version(String word, String dataPath, String videoPath) {
    this.word = word;
    this.dataPath = dataPath;
    this.videoPath = videoPath;
  }

  /** That which {@code codebase_version} says; empty for one that is not read. */
  static Optional<Version> of(String said) {
    return Arrays.stream(values()).filter(version -> version.is(said)).findFirst();
  }

  abstract boolean is(String said);

  /** Where the rows of a dataset's episodes come from. */
  abstract EpisodeRows rows(Layout layout, DatasetInfo info);

  /** LeRobot's word for it. */
  String word() {
    return word;
  }

  /** The pattern of the files with frames. */
  String dataPath() {
    return dataPath;
  }

  /** The pattern of the films. */
  String videoPath() {
    return videoPath;
  }
}
