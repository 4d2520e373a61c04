package org.e2hil.agent.experience;

import java.util.Arrays;
import java.util.List;
import org.apiguardian.api.API;

/**
 * The chosen groups of an observation as they were measured: all their numbers in one row, and
 * their pictures, both in the order of the groups. Immutable and sharing memory with nobody, so
 * that the step that led here and the step that begins here hold the same one.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class RecordedObservation {

  private final float[] numbers;
  private final byte[][] pictures;

  /**
   * Copies what was measured.
   *
   * @param numbers {@code [numbers]}
   * @param pictures RGB bytes of one picture each, rows from the top
   */
  public RecordedObservation(float[] numbers, List<byte[]> pictures) {
    this.numbers = numbers.clone();
    this.pictures = pictures.stream().map(byte[]::clone).toArray(byte[][]::new);
  }

  /**
   * How much a measurement holds.
   *
   * @param numbers of all groups of numbers together
   * @param pictureBytes of each picture
   */
  public record Shape(int numbers, List<Integer> pictureBytes) {

    /** Copies the sizes. */
    public Shape {
      pictureBytes = List.copyOf(pictureBytes);
    }

    /** In words, for a sentence. */
    @Override
    public String toString() {
      String words = numbers == 1 ? "1 number" : numbers + " numbers";
      return pictureBytes.isEmpty() ? words : words + " and pictures of " + pictureBytes + " bytes";
    }
  }

  /** How much is held. */
  public Shape shape() {
    return new Shape(
        numbers.length, Arrays.stream(pictures).map(picture -> picture.length).toList());
  }

  /** One of the numbers. */
  public float number(int i) {
    return numbers[i];
  }

  /** The same measurement with another picture in the place of one. */
  public RecordedObservation withPicture(int i, byte[] rgb) {
    byte[][] others = pictures.clone();
    others[i] = rgb;
    return new RecordedObservation(numbers, Arrays.asList(others));
  }

  /** A copy of a picture. */
  public byte[] picture(int i) {
    return pictures[i].clone();
  }
}
