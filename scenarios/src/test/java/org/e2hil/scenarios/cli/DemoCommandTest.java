package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The expert and a trained policy are shown, counted and filmed. */
class DemoCommandTest extends SmallTraining {

  @Test
  void theExpertDemonstratesAScenarioOrATaskBeforeACamera() throws IOException {
    assertThat(e2hil("demo", "reach", "--episodes", "3")).as(err).isZero();
    assertThat(out).contains("The expert succeeded in 3 of 3 episodes.");

    Path frames = folder.resolve("frames");
    assertThat(e2hil("demo", scenario, "--out", frames.toString(), "--cameras", "side"))
        .as(err)
        .isZero();
    assertThat(frames.resolve("reach-test-point.png")).isNotEmptyFile();
    assertThat(frames.resolve("reach-test-point.gif")).isNotEmptyFile();

    assertThat(e2hil("demo", "reach", "--out", frames.toString(), "--cameras", "moon"))
        .isEqualTo(1);
    assertOneSentence("there is no observation group moon");
  }

  @Test
  void aTrainedPolicyIsFilmedFromTheSameStartAsTheExpert() throws IOException {
    String reach =
        Files.writeString(
                folder.resolve("reach.json"), SCENARIO.replace("\"steps\": 240", "\"steps\": 60"))
            .toString();
    Path runs = folder.resolve("runs");
    assertThat(e2hil("train", reach, "--out", runs.resolve("reach-seed1").toString()))
        .as(err)
        .isZero();
    Path frames = folder.resolve("frames");
    List<String> filmed =
        List.of("--policies", runs.toString(), "--out", frames.toString(), "--cameras", "side");

    assertThat(e2hil(with(List.of("demo", reach), filmed))).as(err).isZero();

    assertThat(out)
        .contains("The policy of " + runs.resolve("reach-seed1") + ", after 60 steps, episode 0: ")
        .containsPattern("The policy succeeded in [01] of 1 episodes, un-aided\\.");
    assertThat(frames.resolve("reach-test-point-policy.png")).isNotEmptyFile();
    assertThat(firstFrame(frames.resolve("reach-test-point-policy.gif")))
        .isEqualTo(firstFrame(frames.resolve("reach-test-point.gif")));

    assertThat(e2hil(with(List.of("demo", "--all", "--robot", "test-point"), filmed)))
        .as(err)
        .isZero();
    int paired = ImageIO.read(frames.resolve("all.png").toFile()).getWidth();
    assertThat(paired).isGreaterThan(2 * 128);

    assertThat(e2hil("demo", scenario, "--policies", runs.toString())).as(err).isZero();
    assertThat(out)
        .contains("No policy is shown: " + runs + " holds no run of the scenario small")
        .contains("The expert succeeded in 1 of 1 episodes.")
        .doesNotContain("un-aided");
  }

  @Test
  void aPolicyThatSeesPicturesIsFilmedWithWhatItLooksAtBesideThem() throws IOException {
    String told = SCENARIO.replace("\"steps\": 240", "\"steps\": 60");
    String blind = Files.writeString(folder.resolve("blind.json"), told).toString();
    String sees =
        Files.writeString(
                folder.resolve("sees.json"),
                told.replace(
                    "\"robot\"", "\"observation\": [\"proprioception\", \"side\"], \"robot\""))
            .toString();
    Path runs = folder.resolve("runs");
    for (String one : List.of(blind, sees)) {
      String run = runs.resolve(Path.of(one).getFileName()).toString();
      assertThat(e2hil("train", one, "--out", run)).as(err).isZero();
    }
    Path frames = folder.resolve("frames");
    List<String> asked =
        List.of(
            "--policies",
            runs.toString(),
            "--out",
            frames.toString(),
            "--cameras",
            "side",
            "--saliency");

    assertThat(e2hil(with(List.of("demo", sees), asked))).as(err).isZero();
    BufferedImage byExpert = ImageIO.read(frames.resolve("reach-test-point.gif").toFile());
    BufferedImage byPolicy = ImageIO.read(frames.resolve("reach-test-point-policy.gif").toFile());
    assertThat(byPolicy.getWidth()).isEqualTo(2 * byExpert.getWidth());

    assertThat(e2hil(with(List.of("demo", blind), asked))).isEqualTo(1);
    assertOneSentence("sees no pictures, so that it looks at nothing; leave --saliency out");
    assertThat(e2hil("demo", sees, "--saliency")).isEqualTo(2);
  }

  private static String[] with(List<String> command, List<String> more) {
    return Stream.concat(command.stream(), more.stream()).toArray(String[]::new);
  }

  private static List<Integer> firstFrame(Path gif) throws IOException {
    BufferedImage image = ImageIO.read(gif.toFile());
    return Arrays.stream(
            image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
        .boxed()
        .toList();
  }

  @Test
  void expertChanceAndStillnessAreComparedInOneTable() throws IOException {
    assertThat(
            e2hil("experts", "reach", "--robot", "test-point", "--episodes", "4", "--noise", "0.1"))
        .as(err)
        .isZero();
    assertThat(out.lines().findFirst().orElseThrow())
        .contains("task", "robot", "expert", "95% interval", "median steps", "random", "still");
    assertThat(out).contains("reach", "test-point", "4 of 4", "0 of 4");

    assertThat(e2hil("experts", scenario, "--episodes", "4", "--hands", "expert")).isZero();
    assertThat(out).contains("small", "test-point", "4 of 4");
    String real =
        Files.writeString(
                folder.resolve("real.json"), "{\"extends\": \"pick-banana\", \"robot\": \"a1x\"}")
            .toString();
    assertThat(e2hil("experts", real)).isEqualTo(2);
    assertThat(err).contains("no script acts; name a simulated one, such as --robot sim-");

    assertThat(e2hil("experts", "--robot", "a1y")).isEqualTo(1);
    assertOneSentence("there is no robot 'a1y'");
    assertThat(e2hil("experts", "--episodes", "0")).isEqualTo(2);
  }
}
