package org.e2hil.agent.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apiguardian.api.API;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.random.SeededRandom;
import org.junit.jupiter.api.Test;

/**
 * What every encoder of pictures promises: its size, the same numbers bit for bit whenever and on
 * whatever thread, and all of itself in a checkpoint. A test class of one encoder implements this.
 */
@API(status = API.Status.MAINTAINED)
public interface PictureEncoderContract {

  /** What makes the encoder under test. */
  PictureEncoder.Factory encoders();

  /** The camera that is encoded; the pictures of all worlds are 128×128. */
  default ObservationGroup camera() {
    return ObservationGroup.picture("side", 128, 128);
  }

  /** Pictures of a grey table with three coloured things on it, each time elsewhere. */
  private List<byte[]> pictures(int count, long seed) {
    int height = camera().shape().get(0);
    int width = camera().shape().get(1);
    SeededRandom random = SeededRandom.of(seed, "pictures");
    List<byte[]> pictures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] rgb = new byte[height * width * 3];
      Arrays.fill(rgb, (byte) 120);
      for (int thing = 0; thing < 3; thing++) {
        int left = random.nextInt(width - width / 8);
        int top = random.nextInt(height - height / 8);
        for (int y = top; y < top + height / 8; y++) {
          for (int x = left; x < left + width / 8; x++) {
            rgb[3 * (y * width + x) + thing] = (byte) (200 + random.nextInt(40));
          }
        }
      }
      pictures.add(rgb);
    }
    return pictures;
  }

  private PictureEncoder fitted() {
    PictureEncoder encoder = encoders().encoder(camera());
    encoder.fit(pictures(8, 1), SeededRandom.of(2, "fit"));
    return encoder;
  }

  private static List<float[]> encoded(PictureEncoder encoder, List<byte[]> pictures) {
    return pictures.stream()
        .map(
            rgb -> {
              float[] numbers = new float[encoder.size()];
              encoder.encodeInto(rgb, numbers, 0);
              return numbers;
            })
        .toList();
  }

  private static void assertSame(List<float[]> actual, List<float[]> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i)).containsExactly(expected.get(i));
    }
  }

  private static byte[] saved(PictureEncoder encoder) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    encoder.save(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  @Test
  default void itsSizeIsKnownBeforeItIsFittedAndStaysTheSame() {
    PictureEncoder encoder = encoders().encoder(camera());
    int size = encoder.size();
    assertThat(size).isPositive();

    encoder.fit(pictures(8, 1), SeededRandom.of(2, "fit"));

    assertThat(encoder.size()).isEqualTo(size);
  }

  @Test
  default void itWritesSoManyFiniteNumbersAndNothingBesideThem() {
    PictureEncoder encoder = fitted();
    List<byte[]> all = pictures(3, 4);
    byte[] white = new byte[camera().size()];
    Arrays.fill(white, (byte) 255);
    byte[] noise = new byte[camera().size()];
    SeededRandom.of(3, "noise").nextBytes(noise);
    all.addAll(List.of(new byte[camera().size()], white, noise));
    for (byte[] rgb : all) {
      float[] target = new float[encoder.size() + 5];
      Arrays.fill(target, Float.NaN);

      encoder.encodeInto(rgb, target, 2);

      for (int i = 0; i < target.length; i++) {
        boolean inside = i >= 2 && i < 2 + encoder.size();
        assertThat(Float.isFinite(target[i])).as("number %d", i - 2).isEqualTo(inside);
        assertThat(inside || Float.isNaN(target[i])).as("number %d", i - 2).isTrue();
      }
    }
  }

  @Test
  default void thePicturesAndDrawsDecideItBitForBit() throws IOException {
    PictureEncoder one = fitted();
    PictureEncoder other = fitted();

    assertSame(encoded(one, pictures(5, 7)), encoded(other, pictures(5, 7)));
    assertThat(saved(one)).isEqualTo(saved(other));
  }

  @Test
  default void whatItSawBeforeChangesNothing() {
    PictureEncoder encoder = fitted();
    List<byte[]> pictures = pictures(5, 7);
    List<float[]> first = encoded(encoder, pictures);
    encoded(encoder, pictures(5, 8));

    assertSame(encoded(encoder, pictures), first);
  }

  @Test
  default void differentPicturesAreDifferentNumbers() {
    List<float[]> numbers = encoded(fitted(), pictures(2, 7));

    assertThat(numbers.get(0)).isNotEqualTo(numbers.get(1));
  }

  @Test
  default void picturesAreNeitherChangedNorKept() {
    PictureEncoder encoder = encoders().encoder(camera());
    List<byte[]> demonstrations = pictures(8, 1);
    encoder.fit(demonstrations, SeededRandom.of(2, "fit"));
    byte[] picture = pictures(1, 7).get(0);
    List<float[]> before = encoded(encoder, List.of(picture));

    for (int i = 0; i < demonstrations.size(); i++) {
      assertThat(demonstrations.get(i)).isEqualTo(pictures(8, 1).get(i));
      Arrays.fill(demonstrations.get(i), (byte) 0);
    }
    assertThat(picture).isEqualTo(pictures(1, 7).get(0));
    assertSame(encoded(encoder, List.of(picture)), before);
  }

  @Test
  default void twoOfThemOnTwoThreadsDoNotDisturbEachOther()
      throws InterruptedException, ExecutionException {
    List<byte[]> pictures = pictures(20, 7);
    List<float[]> alone = encoded(fitted(), pictures);
    PictureEncoder one = fitted();
    PictureEncoder other = fitted();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<List<float[]>> here = threads.submit(() -> encoded(one, pictures));
      Future<List<float[]>> there = threads.submit(() -> encoded(other, pictures));

      assertSame(here.get(), alone);
      assertSame(there.get(), alone);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  default void itRefusesToSeeBeforeItIsFitted() {
    PictureEncoder encoder = encoders().encoder(camera());

    assertThatThrownBy(
            () -> encoder.encodeInto(pictures(1, 7).get(0), new float[encoder.size()], 0))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  default void aCheckpointHoldsAllOfIt() throws IOException {
    PictureEncoder encoder = fitted();
    byte[] bytes = saved(encoder);
    byte[] andMore = Arrays.copyOf(bytes, bytes.length + 1);
    andMore[bytes.length] = 77;
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(andMore));
    PictureEncoder loaded = encoders().encoder(camera());

    loaded.load(in);

    assertThat(in.read()).as("what follows the encoder in a checkpoint").isEqualTo(77);
    assertSame(encoded(loaded, pictures(5, 7)), encoded(encoder, pictures(5, 7)));
    assertThat(saved(loaded)).isEqualTo(bytes);
  }

  @Test
  default void aCheckpointThatBreaksOffIsRefused() throws IOException {
    byte[] bytes = saved(fitted());
    assertThat(bytes).as("what was fitted").isNotEmpty();

    assertThatThrownBy(
            () ->
                encoders()
                    .encoder(camera())
                    .load(
                        new DataInputStream(new ByteArrayInputStream(bytes, 0, bytes.length - 1))))
        .isInstanceOf(IOException.class);
  }
}
