package org.e2hil.scenarios.joints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.e2hil.scenarios.joints.ImportedWay.SCENARIOS;
import static org.e2hil.scenarios.joints.ImportedWay.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.training.Episode;
import org.e2hil.dataset.Dataset;
import org.e2hil.dataset.DatasetCheck;
import org.e2hil.dataset.PictureSpec;
import org.e2hil.hardware.camera.CameraSensor;
import org.e2hil.scenarios.config.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings that a camera filmed. */
class ImportedPicturesTest {

  private static final int FRAMES = 31;

  /** Frames that pass in a control period. */
  private static final int PERIOD = 3;

  @TempDir private Path folder;

  private static LeRobotRecording filmed() {
    return new LeRobotRecording()
        .with(LeRobotRecording.sweep(FRAMES))
        .with(LeRobotRecording.sweep(FRAMES))
        .filmed();
  }

  private static JointImport importing(PictureSpec.Format format) {
    Scenario scenario = scenario("observation=[\"proprioception\", \"side\"]");
    return JointImport.of(
        SCENARIOS,
        scenario,
        new JointImport.How(
            JointImport.Units.DEGREES, Optional.empty(), Map.of("side", "front"), format));
  }

  @Test
  void eachObservationHasThePictureOfItsTime() throws IOException, SQLException {
    assertPictures(filmed(), folder.resolve("newest"));
    assertPictures(filmed().older(), folder.resolve("older"));
  }

  private void assertPictures(LeRobotRecording recording, Path out)
      throws IOException, SQLException {
    Path from = recording.to(out.resolveSibling(out.getFileName() + "-recorded"));
    JointImport.Written written = importing(PictureSpec.Format.PNG).write(from, out);

    assertThat(written.episodes()).isEqualTo(2);
    assertThat(String.join(" ", written.remarks())).doesNotContain("passed over");
    assertThat(DatasetCheck.of(out)).isEmpty();
    List<Episode> episodes = Dataset.open(out).read(2);
    for (int number = 0; number < 2; number++) {
      List<RecordedStep> steps = episodes.get(number).steps();
      assertThat(steps).hasSize(FRAMES / PERIOD);
      for (int i = 0; i < steps.size(); i++) {
        assertGrey(steps.get(i).measurement(), LeRobotRecording.grey(number, PERIOD * i));
      }
      assertGrey(steps.get(steps.size() - 1).next(), LeRobotRecording.grey(number, FRAMES - 1));
    }
  }

  /** Less than a frame from the next. */
  private static void assertGrey(RecordedObservation seen, int expected) {
    byte[] rgb = seen.picture(0);
    assertThat(rgb).hasSize(3 * CameraSensor.PICTURE_PIXELS * CameraSensor.PICTURE_PIXELS);
    double sum = 0;
    for (byte value : rgb) {
      sum += value & 0xff;
    }
    assertThat(sum / rgb.length).isCloseTo(expected, within(2.9));
  }

  @Test
  void anEpisodeWithoutItsFilmIsLeftOutWithThatReason() throws IOException, SQLException {
    Path from = filmed().to(folder.resolve("recorded"));
    Files.delete(from.resolve("videos/observation.images.front/chunk-000/file-000.mp4"));

    assertThatThrownBy(() -> importing(PictureSpec.Format.AV1).write(from, folder.resolve("never")))
        .hasMessageContaining("of the first, its film observation.images.front is missing");
    assertThat(folder.resolve("never")).doesNotExist();
  }
}
