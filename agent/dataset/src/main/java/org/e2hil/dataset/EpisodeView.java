package org.e2hil.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.experience.Source;

/** An episode as a person looks at it. Immutable, but for arrays that nobody must change. */
@API(status = API.Status.INTERNAL)
public final class EpisodeView {

  private final long index;
  private final int length;
  private final EpisodeFacts facts;
  private final List<Stretch> stretches;
  private final float[] values;
  private final List<Optional<Film>> films;
  private final List<List<byte[]>> pictures;

  EpisodeView(
      long index,
      int length,
      EpisodeFacts facts,
      List<Stretch> stretches,
      float[] values,
      List<Optional<Film>> films,
      List<List<byte[]>> pictures) {
    this.index = index;
    this.length = length;
    this.facts = facts;
    this.stretches = List.copyOf(stretches);
    this.values = values;
    this.films = List.copyOf(films);
    this.pictures = List.copyOf(pictures);
  }

  /**
   * Frames one after the other in which the same one acted.
   *
   * @param actor empty where it is not told
   * @param frames how many, above 0
   */
  public record Stretch(Optional<Source> actor, int frames) {}

  /**
   * A part of a film.
   *
   * @param file the film, as it is called in the dataset's folder
   * @param fromS where the episode begins in it, in seconds
   * @param toS where it ends, in seconds
   */
  public record Film(Path file, double fromS, double toS) {}

  /** Its number in the dataset, from 0. */
  public long index() {
    return index;
  }

  /** How many frames it has. */
  public int length() {
    return length;
  }

  /** What is told of it as a whole. */
  public EpisodeFacts facts() {
    return facts;
  }

  /** Who acted, from the first frame to the last. */
  public List<Stretch> stretches() {
    return stretches;
  }

  /** Numbers of shape [signals, frames], one signal after the other; NaN where there is none. */
  public float[] values() {
    return values;
  }

  /** Its part of the film of each filming camera. */
  public List<Optional<Film>> films() {
    return films;
  }

  /**
   * The files of pictures of each camera, a frame each, empty where there is none; no list where
   * the pictures had no room.
   */
  public List<List<byte[]>> pictures() {
    return pictures;
  }
}
