package org.e2hil.agent.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.random.SeededRandom;
import org.junit.jupiter.api.Test;

class ColourKeypointsTest {

  private static final int SIDE = 32;
  private static final ObservationGroup SHAPE = ObservationGroup.picture("side", SIDE, SIDE);
  private static final Color TABLE = new Color(150, 120, 90);
  private static final Color APPLE = new Color(200, 30, 30);
  private static final Color LEMON = new Color(230, 220, 40);

  /** A square of a colour on the table, its middle at (x, y). */
  private record Thing(Color colour, int x, int y, int side) {}

  private static byte[] picture(double brightness, Thing... things) {
    byte[] rgb = new byte[SIDE * SIDE * 3];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        Color colour = TABLE;
        for (Thing thing : things) {
          if (2 * Math.abs(x - thing.x) < thing.side && 2 * Math.abs(y - thing.y) < thing.side) {
            colour = thing.colour;
          }
        }
        int at = 3 * (y * SIDE + x);
        rgb[at] = (byte) (colour.getRed() * brightness);
        rgb[at + 1] = (byte) (colour.getGreen() * brightness);
        rgb[at + 2] = (byte) (colour.getBlue() * brightness);
      }
    }
    return rgb;
  }

  private static List<byte[]> demonstrations() {
    List<byte[]> pictures = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Thing apple = new Thing(APPLE, 6 + 2 * i, 8, 6);
      pictures.add(picture(1, apple, new Thing(LEMON, 24 - 2 * i, 24, 6)));
    }
    return pictures;
  }

  private static ColourKeypoints fitted() {
    ColourKeypoints keypoints = new ColourKeypoints(SHAPE);
    keypoints.fit(demonstrations(), SeededRandom.of(1, "vision"));
    return keypoints;
  }

  private static float[] encode(PictureEncoder encoder, byte[] rgb) {
    float[] numbers = new float[encoder.size()];
    encoder.encodeInto(rgb, numbers, 0);
    return numbers;
  }

  /** The colour that lies nearest to where a thing is, as {share, x, y}. */
  private static float[] nearest(float[] numbers, double x, double y) {
    float[] best = {0, 9, 9};
    for (int i = 0; i < numbers.length; i += 3) {
      if (numbers[i] > 0.05
          && Math.hypot(numbers[i + 1] - x, numbers[i + 2] - y)
              < Math.hypot(best[1] - x, best[2] - y)) {
        best = new float[] {numbers[i], numbers[i + 1], numbers[i + 2]};
      }
    }
    return best;
  }

  private static double place(int pixel) {
    return (2 * pixel + 1.0) / SIDE - 1;
  }

  @Test
  void aThingIsSeenWhereItIsAlsoWhereNoDemonstrationHadIt() {
    byte[] rgb = picture(1, new Thing(APPLE, 10, 22, 6), new Thing(LEMON, 25, 6, 6));

    float[] numbers = encode(fitted(), rgb);

    float[] apple = nearest(numbers, place(10), place(22));
    assertThat(apple[1]).isCloseTo((float) place(10), within(0.08f));
    assertThat(apple[2]).isCloseTo((float) place(22), within(0.08f));
    float[] lemon = nearest(numbers, place(25), place(6));
    assertThat(lemon[1]).isCloseTo((float) place(25), within(0.08f));
    assertThat(lemon[2]).isCloseTo((float) place(6), within(0.08f));
  }

  @Test
  void whatIsNearerFillsMoreOfThePicture() {
    ColourKeypoints keypoints = fitted();
    float near = nearest(encode(keypoints, picture(1, new Thing(APPLE, 16, 8, 12))), 0, -0.5)[0];
    float far = nearest(encode(keypoints, picture(1, new Thing(APPLE, 16, 8, 6))), 0, -0.5)[0];
    assertThat(near).isGreaterThan(1.5f * far);
  }

  @Test
  void aQuarterLessLightMovesNothing() {
    Thing apple = new Thing(APPLE, 10, 22, 6);
    Thing lemon = new Thing(LEMON, 25, 6, 6);
    ColourKeypoints keypoints = fitted();
    float[] light = encode(keypoints, picture(1, apple, lemon));
    float[] dim = encode(keypoints, picture(0.75, apple, lemon));
    for (int i = 0; i < light.length; i++) {
      assertThat(dim[i]).as("number %d", i).isCloseTo(light[i], within(0.06f));
    }
  }

  @Test
  void aThingThatIsGoneIsInTheMiddleWithNoShare() {
    float[] numbers = encode(fitted(), picture(1, new Thing(APPLE, 10, 22, 6)));
    long absent = 0;
    for (int i = 0; i < numbers.length; i += 3) {
      if (numbers[i] < 1e-2) {
        assertThat(numbers[i + 1]).isCloseTo(0, within(0.05f));
        assertThat(numbers[i + 2]).isCloseTo(0, within(0.05f));
        absent++;
      }
    }
    assertThat(absent).isGreaterThanOrEqualTo(1);
  }

  @Test
  void theSameSeedGivesTheSameColours() {
    byte[] rgb = picture(1, new Thing(APPLE, 13, 9, 5));
    assertThat(encode(fitted(), rgb)).containsExactly(encode(fitted(), rgb));
  }

  @Test
  void whatWasSavedEncodesTheSame() throws IOException {
    ColourKeypoints keypoints = fitted();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    keypoints.save(new DataOutputStream(bytes));
    ColourKeypoints loaded = new ColourKeypoints(SHAPE);
    loaded.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    byte[] rgb = picture(1, new Thing(LEMON, 20, 9, 5));
    assertThat(encode(loaded, rgb)).containsExactly(encode(keypoints, rgb));
  }

  @Test
  void coloursOfAnotherProgramAreRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new DataOutputStream(bytes).writeInt(99);
    assertThatIOException()
        .isThrownBy(
            () ->
                new ColourKeypoints(SHAPE)
                    .load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
        .withMessageContaining("99 colours");
  }

  @Test
  void aWallOfOneColourIsEnoughToFit() {
    ColourKeypoints keypoints = new ColourKeypoints(SHAPE);
    keypoints.fit(List.of(picture(1)), SeededRandom.of(1, "vision"));
    assertThat(encode(keypoints, picture(1))[0]).isCloseTo(1, within(1e-5f));
  }

  @Property(tries = 50)
  void anyPictureBecomesFiniteNumbersInsideThePicture(@ForAll @Size(SIDE * SIDE * 3) byte[] rgb) {
    float[] numbers = encode(Fitted.KEYPOINTS, rgb);
    for (float number : numbers) {
      assertThat(number).isBetween(-1f, 1f);
    }
  }

  /** Fitted once for all tries. */
  private static final class Fitted {
    static final ColourKeypoints KEYPOINTS = fitted();
  }

  @Test
  void nothingIsEncodedBeforeTheColoursAreKnown() {
    assertThatIllegalStateException()
        .isThrownBy(() -> encode(new ColourKeypoints(SHAPE), picture(1)))
        .withMessageContaining("fit or load");
  }

  @Test
  void aPictureOfAnotherSizeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encode(fitted(), new byte[12]))
        .withMessageContaining("32×32")
        .withMessageContaining("12");
  }

  @Test
  void numbersAreNotPictures() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ColourKeypoints(ObservationGroup.numbers("objects", 4, true)))
        .withMessageContaining("'objects'");
  }
}
