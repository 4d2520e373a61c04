package org.e2hil.scenarios.joints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.e2hil.scenarios.joints.ImportedWay.how;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.e2hil.dataset.Dataset;
import org.e2hil.dataset.DatasetException;
import org.e2hil.dataset.PictureSpec;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.joints.JointImport.Units;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JointImportRefusalTest {

  private static final Scenarios SCENARIOS = Scenarios.discover();

  @TempDir private Path folder;

  private static Scenario scenario(String... settings) {
    return SCENARIOS.read("pick-banana", Stream.of(settings).map(Assignment::parse).toList());
  }

  private static JointImport ready() {
    return JointImport.of(
        SCENARIOS,
        scenario("robot.type=sim-so101", "observation=[\"proprioception\"]"),
        how(Units.DEGREES, Optional.empty()));
  }

  private Path out() {
    return folder.resolve("imported");
  }

  private AbstractThrowableAssert<?, ?> refused(LeRobotRecording recording)
      throws IOException, SQLException {
    Path from = recording.to(folder.resolve("recorded"));
    AbstractThrowableAssert<?, ?> refusal =
        assertThatThrownBy(() -> ready().write(from, out())).isInstanceOf(DatasetException.class);
    assertThat(out()).doesNotExist();
    return refusal;
  }

  private static LeRobotRecording sweep() {
    return new LeRobotRecording().with(LeRobotRecording.sweep(31));
  }

  /** A slow turn, but for one number of one frame. */
  private static LeRobotRecording spoilt(int number, double value) {
    List<LeRobotRecording.Frame> frames = LeRobotRecording.sweep(31);
    frames.get(12).state()[number] = value;
    return new LeRobotRecording().with(frames);
  }

  @Test
  void aScenarioWithAnotherArmIsRefused() {
    assertThatThrownBy(
            () -> JointImport.of(SCENARIOS, scenario(), how(Units.DEGREES, Optional.empty())))
        .hasMessageContaining("has the robot sim-a1x, but only recordings of an SO-101");
  }

  @Test
  void whatARecordingDoesNotTellIsNamed() throws IOException, SQLException {
    Path from = sweep().to(folder.resolve("recorded"));
    refused(
        from,
        Map.of(),
        List.of(),
        "sees objects, which %s does not tell: it has joints and [observation.images.front]"
            .formatted(from),
        "--set observation=[\"proprioception\"]");
    refused(
        from,
        Map.of("side", "front"),
        List.of("observation=pixels"),
        "sees wrist, which %s does not tell".formatted(from));
    refused(
        from,
        Map.of("objects", "front"),
        List.of(),
        "sees objects, which %s does not tell".formatted(from));
    refused(
        from,
        Map.of("above", "front"),
        List.of("observation=[\"proprioception\"]"),
        "has no camera above; it sees [proprioception]");
  }

  private void refused(
      Path from, Map<String, String> cameras, List<String> settings, String... parts) {
    List<String> all = new ArrayList<>(settings);
    all.add("robot.type=sim-so101");
    JointImport wanting =
        JointImport.of(
            SCENARIOS,
            scenario(all.toArray(String[]::new)),
            new JointImport.How(Units.DEGREES, Optional.empty(), cameras, PictureSpec.Format.AV1));
    assertThatThrownBy(() -> wanting.write(from, folder.resolve("never")))
        .isInstanceOf(DatasetException.class)
        .hasMessageContainingAll(parts);
    assertThat(folder.resolve("never")).doesNotExist();
  }

  @Test
  void sharesOfARangeNeedTheRangeAndDegreesDoNot() {
    Scenario scenario = scenario("robot.type=so101", "observation=[\"proprioception\"]");

    assertThatThrownBy(
            () -> JointImport.of(SCENARIOS, scenario, how(Units.NORMALISED, Optional.empty())))
        .hasMessageContaining("name its calibration file with --calibration");
    assertThatThrownBy(
            () -> JointImport.of(SCENARIOS, scenario, how(Units.DEGREES, Optional.of("f.json"))))
        .hasMessageContaining("leave --calibration out");
  }

  @Test
  void anotherRobotIsRefused() throws IOException, SQLException {
    refused(sweep().ofRobot("\"koch_follower\""))
        .hasMessageContaining("is of the robot koch_follower");
  }

  @Test
  void aRobotThatNobodyNamedIsKnownByItsJoints() throws IOException, SQLException {
    Path from = sweep().ofRobot("null").to(folder.resolve("recorded"));

    assertThat(ready().write(from, out()).episodes()).isEqualTo(1);
  }

  @Test
  void otherJointsAreRefused() throws IOException, SQLException {
    List<String> older =
        LeRobotRecording.NAMES.stream().map(name -> "main_" + name.replace(".pos", "")).toList();

    refused(sweep().named(older))
        .hasMessageContaining("has the numbers [main_shoulder_pan, ")
        .hasMessageContaining("not the six joints [shoulder_pan.pos, ");
  }

  @Test
  void fewerFramesThanControlPeriodsAreRefused() throws IOException, SQLException {
    refused(sweep().at(8))
        .hasMessageContaining("8 frames a second, fewer than the 10 control periods");
  }

  @Test
  void aJointOutsideItsLimitsIsNamedWithThem() throws IOException, SQLException {
    refused(spoilt(2, 131.4))
        .hasMessageContaining(
            "its frame 12 has 131.4 degrees for elbow_flex.pos, but the so101 reaches from -96.8 to"
                + " 96.8")
        .hasMessageContaining("check --units");
  }

  @Test
  void aNumberThatIsNoneIsNamed() throws IOException, SQLException {
    refused(spoilt(0, Double.NaN))
        .hasMessageContaining("observation.state of its frame 12 has NaN for shoulder_pan.pos");
  }

  @Test
  void anEpisodeOfAMomentIsRefused() throws IOException, SQLException {
    refused(new LeRobotRecording().with(LeRobotRecording.sweep(3)))
        .hasMessageContaining("no episode of")
        .hasMessageContaining("it is shorter than a control period");
  }

  @Test
  void episodesThatSucceedNowhereAreNoDemonstrations() throws IOException, SQLException {
    refused(sweep().succeedingAt(40)).hasMessageContaining("it was no success");
  }

  @Test
  void anEpisodeThatDoesNotFitIsLeftOutAndSpokenOf() throws IOException, SQLException {
    Path from =
        sweep()
            .with(LeRobotRecording.sweep(3))
            .with(LeRobotRecording.sweep(61))
            .to(folder.resolve("recorded"));

    JointImport.Written written = ready().write(from, out());

    assertThat(written.episodes()).isEqualTo(2);
    assertThat(written.remarks())
        .contains("Episode 1 is left out: it is shorter than a control period of the task.");
    assertThat(Dataset.open(out()).read(2))
        .extracting(one -> one.steps().size())
        .containsExactly(10, 20);
  }

  @Test
  void whatWeWroteNeedsNoImport() throws IOException, SQLException {
    Path from = sweep().to(folder.resolve("recorded"));
    ready().write(from, out());

    assertThatThrownBy(() -> ready().write(out(), folder.resolve("again")))
        .hasMessageContaining("was written by E2HiL, and needs no import");
  }

  @Test
  void aFolderThatHoldsSomethingIsLeftAlone() throws IOException, SQLException {
    Path from = sweep().to(folder.resolve("recorded"));
    Path mine = Files.writeString(Files.createDirectory(out()).resolve("mine.txt"), "mine");

    assertThatThrownBy(() -> ready().write(from, out())).isInstanceOf(DatasetException.class);
    assertThat(mine).hasContent("mine");
    assertThat(new ArrayList<>(List.of(out().toFile().list()))).containsExactly("mine.txt");
  }
}
