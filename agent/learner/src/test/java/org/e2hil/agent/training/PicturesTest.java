package org.e2hil.agent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.vision.PictureEncoder;
import org.e2hil.agent.vision.PictureViews;
import org.e2hil.agent.world.PointWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy that sees proprioception and pictures, and nothing that only a simulator knows. */
class PicturesTest {

  private static final List<String> GROUPS =
      List.of(ObservationGroup.PROPRIOCEPTION, PointWorld.SIDE);

  @TempDir Path folder;

  private static PointRun.Setup setup() {
    return setup(1);
  }

  private static PointRun.Setup setup(int views) {
    PointRun.Setup setup = new PointRun.Setup();
    setup.groups = GROUPS;
    setup.training =
        new TrainingConfig(
            200, 60, 3, 0.1, "", "", views, 1, 1000, 1000, 0.5, 0, false, 0, -0.02, 50, 50);
    return setup;
  }

  /** Counts what an encoder is asked, and hands it on. */
  private static final class Counted implements PictureEncoder {

    private final PictureEncoder encoder;
    private final int[] encoded;
    private final List<Integer> fitted;

    Counted(PictureEncoder encoder, int[] encoded, List<Integer> fitted) {
      this.encoder = encoder;
      this.encoded = encoded;
      this.fitted = fitted;
    }

    @Override
    public int size() {
      return encoder.size();
    }

    @Override
    public void fit(List<byte[]> pictures, RandomGenerator random) {
      fitted.add(pictures.size());
      encoder.fit(pictures, random);
    }

    @Override
    public void encodeInto(byte[] rgb, float[] target, int offset) {
      encoded[0]++;
      encoder.encodeInto(rgb, target, offset);
    }

    @Override
    public void save(DataOutput out) throws IOException {
      encoder.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
      encoder.load(in);
    }
  }

  @Test
  void theSameSeedReportsTheSameBitForBitAndAnotherSeedAnother() {
    PointRun.Setup changed = setup();
    changed.seed = 2;
    try (PointRun one = new PointRun(setup());
        PointRun same = new PointRun(setup());
        PointRun other = new PointRun(changed)) {
      for (PointRun run : List.of(one, same, other)) {
        assertThat(run.train(folder.resolve("run"))).isTrue();
      }

      assertThat(one.lines("IntervalRecord")).isNotEmpty();
      assertThat(same.lines).isEqualTo(one.lines);
      assertThat(same.answers()).isEqualTo(one.answers());
      assertThat(same.nextBatches()).isEqualTo(one.nextBatches());
      assertThat(other.answers()).isNotEqualTo(one.answers());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void stoppedAtHalfAndResumedEqualsUninterruptedBitForBit(int views) {
    try (PointRun uninterrupted = new PointRun(setup(views));
        PointRun stopped = new PointRun(setup(views));
        PointRun resumed = new PointRun(setup(views))) {
      uninterrupted.train(folder.resolve("uninterrupted"));
      assertThat(stopped.train(folder.resolve("parts"), () -> stopped.trainer.envSteps() >= 150))
          .isFalse();
      resumed.trainer.resume(folder.resolve("parts"), PointRun.FINGERPRINT);
      assertThat(resumed.train(folder.resolve("parts"))).isTrue();

      List<String> joined = new ArrayList<>(stopped.linesUntilCheckpoint());
      joined.addAll(resumed.lines);
      assertThat(joined).isEqualTo(uninterrupted.lines);
      assertThat(resumed.answers()).isEqualTo(uninterrupted.answers());
      assertThat(resumed.nextBatches()).isEqualTo(uninterrupted.nextBatches());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void everyObservationOfARunIsEncodedOnceForEachView(int views) {
    int[] encoded = {0};
    PointRun.Setup setup = setup(views);
    setup.encoders = picture -> new Counted(new BrightSpot(picture), encoded, new ArrayList<>());
    try (PointRun run = new PointRun(setup)) {
      encoded[0] = 0;
      run.train(folder.resolve("run"));

      long trained = setup.training.steps() + run.trainer.episodes();
      double evaluated =
          run.evaluations.stream().mapToDouble(e -> e.meanSteps() * e.episodes()).sum();
      assertThat(encoded[0]).isEqualTo((int) (views * trained + Math.round(evaluated)));
    }
  }

  @Test
  void theLearnerSeesOtherViewsOfThePicturesAndThePolicyActsOnTheFirst() {
    try (PointRun run = new PointRun(setup(3))) {
      RecordedObservation measured = run.input.measured(run.environment.reset(5));
      RecordedObservation shifted =
          new RecordedObservation(
              numbers(measured),
              List.of(
                  new PictureViews(run.environment.spec().group(PointWorld.SIDE))
                      .of(measured.picture(0), 2)));

      assertThat(run.input.views(measured))
          .hasDimensions(3, run.input.size())
          .satisfies(views -> assertThat(views[0]).isEqualTo(run.input.scaled(measured)))
          .satisfies(views -> assertThat(views[2]).isEqualTo(run.input.scaled(shifted)));
    }
  }

  private static float[] numbers(RecordedObservation measured) {
    float[] numbers = new float[measured.shape().numbers()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = measured.number(i);
    }
    return numbers;
  }

  @Test
  void whatOnlyASimulatorKnowsReachesThePolicyInNoWay() {
    try (Workcell world = PointWorld.openSeen(PointWorld.SPEC, () -> {});
        PointRun run = new PointRun(setup())) {
      Observation seen = world.environment().reset(5);
      byte[] rgb = new byte[seen.picture(PointWorld.SIDE).remaining()];
      seen.picture(PointWorld.SIDE).get(rgb);
      Observation otherwise = told(seen, new double[] {1, 2, 3}, rgb);
      rgb[0] = (byte) 255;
      rgb[1] = (byte) 255;
      Observation another = told(seen, new double[] {1, 2, 3}, rgb);

      assertThat(world.environment().spec().group(ObservationGroup.OBJECTS).privileged()).isTrue();
      assertThat(seen.numbers(ObservationGroup.OBJECTS)).isNotEqualTo(new float[] {1, 2, 3});
      assertThat(run.input.of(otherwise)).isEqualTo(run.input.of(seen));
      assertThat(run.input.of(another)).isNotEqualTo(run.input.of(seen));
    }
  }

  private static Observation told(Observation seen, double[] objects, byte[] rgb) {
    return Observation.builder()
        .numbers(
            ObservationGroup.PROPRIOCEPTION, doubles(seen.numbers(ObservationGroup.PROPRIOCEPTION)))
        .numbers(ObservationGroup.OBJECTS, objects)
        .picture(PointWorld.SIDE, rgb)
        .build();
  }

  private static double[] doubles(float[] values) {
    double[] copy = new double[values.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = values[i];
    }
    return copy;
  }

  @Test
  void anInputThatIsReadBackSeesTheSame() throws IOException {
    try (PointRun run = new PointRun(setup())) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      run.input.save(new DataOutputStream(bytes));
      ObservationEncoder read =
          ObservationEncoder.of(run.environment.spec(), GROUPS, BrightSpot::new);
      Observation observation = run.environment.reset(5);
      assertThatThrownBy(() -> read.of(observation))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("not fitted yet");

      read.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
      assertThat(read.of(observation)).isEqualTo(run.input.of(observation));
    }
  }

  @Test
  void theRecordedEpisodesHoldThePicturesThatThePolicySaw() {
    try (PointRun run = new PointRun(setup())) {
      run.train(folder.resolve("run"));
      Observation first = run.environment.reset(SeededRandom.seed(1, "episode", 0));
      byte[] rgb = new byte[first.picture(PointWorld.SIDE).remaining()];
      first.picture(PointWorld.SIDE).get(rgb);

      assertThat(run.recorded.get(0).get(0).measurement().picture(0)).isEqualTo(rgb);
    }
  }

  @Test
  void withoutDemonstrationsThereIsNothingToFitTo() {
    PointRun.Setup none = setup();
    none.training =
        new TrainingConfig(
            400, 60, 0, 0.1, "", "", 1, 1, 1000, 1000, 0.5, 0, false, 0, -0.02, 50, 100);

    assertThatThrownBy(() -> new PointRun(none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the policy reads pictures, but there are no demonstrations to fit their encoders to;"
                + " ask for some with training.demonstrations or training.demonstrationsFile");
  }

  @Test
  void ofVeryManyPicturesAnEncoderIsFittedToASampleThatTheSeedDecides() {
    List<RecordedStep> many = new ArrayList<>();
    RecordedObservation now = step(0);
    for (int i = 1; i <= ObservationEncoder.MOST_PICTURES + 500; i++) {
      RecordedObservation next = step(i);
      many.add(new RecordedStep(now, next, Told.episode(0, 2).steps().get(0).step()));
      now = next;
    }

    List<Integer> sizes = new ArrayList<>();
    List<Integer> seen = new ArrayList<>();
    for (long seed : new long[] {1, 1, 2}) {
      seen.add(fittedTo(many, seed, sizes));
    }
    fittedTo(many.subList(0, 300), 1, sizes);

    assertThat(sizes)
        .containsExactly(
            ObservationEncoder.MOST_PICTURES,
            ObservationEncoder.MOST_PICTURES,
            ObservationEncoder.MOST_PICTURES,
            300);
    assertThat(seen.get(1)).isEqualTo(seen.get(0)).isNotEqualTo(seen.get(2));
  }

  @Test
  void picturesThatNeverChangeAreRefusedWhateverTheEncoder() {
    List<RecordedStep> still =
        Collections.nCopies(
            40, new RecordedStep(step(1), step(2), Told.episode(0, 2).steps().get(0).step()));

    assertThatThrownBy(() -> fittedTo(still, 1, new ArrayList<>()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "all 40 pictures of the camera '%s' in the demonstrations are the same: is it covered,"
                + " or has it stopped?",
            PointWorld.SIDE);
  }

  private static RecordedObservation step(int i) {
    byte[] rgb = new byte[8 * 8 * 3];
    rgb[i % 61] = (byte) i;
    rgb[i % 59] = (byte) (i * 7);
    return new RecordedObservation(new float[0], List.of(rgb));
  }

  /** What an encoder says that remembers the sample in a number. */
  private static int fittedTo(List<RecordedStep> steps, long seed, List<Integer> sizes) {
    try (Workcell world = PointWorld.openSeen(PointWorld.SPEC, () -> {})) {
      ObservationEncoder input =
          ObservationEncoder.of(
              world.environment().spec(),
              List.of(PointWorld.SIDE),
              picture -> new Counted(new BrightSpot(picture), new int[1], sizes));
      input.fit(steps, SeededRandom.of(seed, "pictures"));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      input.save(new DataOutputStream(bytes));
      return Arrays.hashCode(bytes.toByteArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static final Origin ANY = new Origin("reach", "point", ActionScale.DEFAULT, GROUPS);

  @Test
  void demonstrationsThatHoldNoPicturesAreRefusedWithWhatTheyHold() {
    Path file = folder.resolve("demonstrations.e2hil");
    try (EpisodeFile out = EpisodeFile.append(file);
        Workcell world = PointWorld.openSeen(PointWorld.SPEC, () -> {})) {
      out.append(Told.episode(0, 2));
      ObservationEncoder input =
          ObservationEncoder.of(world.environment().spec(), GROUPS, BrightSpot::new);
      int numbers = input.measuredShape().numbers();

      assertThatThrownBy(
              () ->
                  Demonstrations.load(
                      file, EpisodeFile.read(file), 0, input, ANY, new TrainingListener() {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "the demonstrations of %s hold 2 numbers an observation, but this scenario asks for"
                  + " %d numbers and pictures of [192] bytes",
              file, numbers);
    }
  }
}
