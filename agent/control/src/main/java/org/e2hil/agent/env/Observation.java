package org.e2hil.agent.env;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * What was seen at one moment: named groups of numbers and pictures. Immutable; no two observations
 * share memory.
 */
@API(status = API.Status.MAINTAINED)
public final class Observation {

  private final Map<String, float[]> numbers;
  private final Map<String, byte[]> pictures;

  private Observation(Map<String, float[]> numbers, Map<String, byte[]> pictures) {
    this.numbers = numbers;
    this.pictures = pictures;
  }

  /** Begins an observation. */
  public static Builder builder() {
    return new Builder();
  }

  /** A copy of a group of numbers. */
  public float[] numbers(String group) {
    return find(numbers, group).clone();
  }

  /** Copies a group of numbers into {@code target} from {@code offset} on, and returns its size. */
  public int numbersInto(String group, float[] target, int offset) {
    float[] values = find(numbers, group);
    System.arraycopy(values, 0, target, offset, values.length);
    return values.length;
  }

  /** A read-only view of a picture: rows from the top, RGB, one unsigned byte a channel. */
  public ByteBuffer picture(String group) {
    return ByteBuffer.wrap(find(pictures, group)).asReadOnlyBuffer();
  }

  /** The names of the groups of numbers, in their order. */
  public Set<String> numberGroups() {
    return numbers.keySet();
  }

  /** The names of the pictures, in their order. */
  public Set<String> pictureGroups() {
    return pictures.keySet();
  }

  /** True if all numbers are finite. */
  public boolean isFinite() {
    for (float[] values : numbers.values()) {
      for (float value : values) {
        if (!Float.isFinite(value)) {
          return false;
        }
      }
    }
    return true;
  }

  private <T> T find(Map<String, T> groups, String name) {
    T found = groups.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "this observation has no group '"
              + name
              + "'; its numbers are "
              + numbers.keySet()
              + ", its pictures "
              + pictures.keySet());
    }
    return found;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Observation that
        && same(numbers, that.numbers, Arrays::equals)
        && same(pictures, that.pictures, Arrays::equals);
  }

  private static <T> boolean same(
      Map<String, T> a, Map<String, T> b, java.util.function.BiPredicate<T, T> equal) {
    return a.keySet().equals(b.keySet())
        && a.entrySet().stream().allMatch(e -> equal.test(e.getValue(), b.get(e.getKey())));
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (float[] values : numbers.values()) {
      hash = 31 * hash + Arrays.hashCode(values);
    }
    for (byte[] bytes : pictures.values()) {
      hash = 31 * hash + Arrays.hashCode(bytes);
    }
    return hash;
  }

  /** Of another observation another text, but for pictures whose 32-bit hash is the same. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Observation{");
    numbers.forEach((name, v) -> text.append(name).append(Arrays.toString(v)).append(' '));
    pictures.forEach(
        (name, v) -> text.append("%s[%dB #%08x] ".formatted(name, v.length, Arrays.hashCode(v))));
    return text.append('}').toString();
  }

  /** Collects groups; every array is copied. Usable once. */
  public static final class Builder {

    private final Map<String, float[]> numbers = new LinkedHashMap<>();
    private final Map<String, byte[]> pictures = new LinkedHashMap<>();

    private Builder() {}

    /** Adds a group of numbers. */
    public Builder numbers(String group, double[] values) {
      float[] copy = new float[values.length];
      for (int i = 0; i < copy.length; i++) {
        copy[i] = (float) values[i];
      }
      numbers.put(group, copy);
      return this;
    }

    /** Adds a picture: rows from the top, RGB. */
    public Builder picture(String group, byte[] rgb) {
      pictures.put(group, rgb.clone());
      return this;
    }

    /** The observation. */
    public Observation build() {
      return new Observation(numbers, pictures);
    }
  }
}
