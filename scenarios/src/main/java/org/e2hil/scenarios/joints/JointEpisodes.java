package org.e2hil.scenarios.joints;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.e2hil.agent.training.Episode;
import org.e2hil.dataset.DatasetException;
import org.e2hil.dataset.DatasetSpec;
import org.e2hil.dataset.ForeignFrame;
import org.e2hil.dataset.ForeignFrames;
import org.e2hil.dataset.PictureSpec;
import org.e2hil.hardware.camera.CameraSensor;
import org.e2hil.hardware.camera.CameraSettings;
import org.e2hil.hardware.camera.Picture;
import org.e2hil.hardware.workcell.CellSettings;

/** Makes demonstrations of the episodes of a recording, one after the other. */
final class JointEpisodes {

  private final ReplayedRecording.Scene scene;
  private final List<JointColumn> columns;
  private final ForeignFrames frames;
  private final Map<String, String> cameras;
  private final ImportRemarks remarks;
  private Optional<ReplayedRecording> last = Optional.empty();
  private int next;

  /**
   * Begins with the first.
   *
   * @param columns what each number means
   * @param cameras the recording's column of each camera, by observation group
   * @param remarks to which is added what a person should know
   */
  JointEpisodes(
      ReplayedRecording.Scene scene,
      List<JointColumn> columns,
      ForeignFrames frames,
      Map<String, String> cameras,
      ImportRemarks remarks) {
    this.scene = scene;
    this.columns = columns;
    this.frames = frames;
    this.cameras = cameras;
    this.remarks = remarks;
  }

  /** The next that fits before {@code end}; those that do not are remarked upon. */
  Optional<Episode> next(int end) {
    while (next < end) {
      int index = next++;
      try (ReplayedRecording replay = replay(index)) {
        Episode episode = replay.demonstrate();
        last = Optional.of(replay);
        remarks.ofEpisode(episode, replay.hand());
        return Optional.of(episode);
      } catch (DatasetException e) {
        remarks.leftOut(index, e.getMessage());
      }
    }
    return Optional.empty();
  }

  /** What they have in common, once there was one. */
  DatasetSpec spec(PictureSpec.Format pictures) {
    return last.orElseThrow().spec(pictures);
  }

  private ReplayedRecording replay(int index) {
    List<ForeignFrame> counting = counting(frames.read(index), frames.isJudged());
    JointRecording recording =
        new JointRecording(counting, columns, ReplayedRecording.ARM, ReplayedRecording.OUTSIDE_RAD);
    Map<String, List<byte[]>> pictures = new LinkedHashMap<>();
    cameras.forEach(
        (group, column) ->
            pictures.put(
                group,
                frames.pictures(
                    index, column, (height, width, rgb) -> seen(group, height, width, rgb))));
    return new ReplayedRecording(scene, recording, pictures);
  }

  /** What the policy would have seen of it, cut as the scenario cuts its live pictures. */
  private byte[] seen(String group, int height, int width, byte[] rgb) {
    try {
      return CameraSensor.seen(
              settings(group).flatMap(CameraSettings::crop), new Picture(width, height, rgb))
          .clone();
    } catch (IllegalArgumentException e) {
      throw new DatasetException(
          "its pictures for %s do not fit robot.cameras: %s".formatted(group, e.getMessage()), e);
    }
  }

  private Optional<CameraSettings> settings(String group) {
    return scene.scenario().robot().settings() instanceof CellSettings cell
        ? cell.cameras().stream().filter(camera -> camera.name().equals(group)).findFirst()
        : Optional.empty();
  }

  /** The frames until the task was first done. */
  private List<ForeignFrame> counting(List<ForeignFrame> frames, boolean judged) {
    int end = frames.size();
    if (judged) {
      end = 1;
      while (end <= frames.size() && !frames.get(end - 1).success()) {
        end++;
      }
      if (end > frames.size()) {
        throw new DatasetException("it was no success");
      }
    }
    double lengthS = frames.get(end - 1).timeS() - frames.get(0).timeS();
    if (lengthS * scene.task().controlHz() < 1) {
      throw new DatasetException("it is shorter than a control period of the task");
    }
    return frames.subList(0, end);
  }
}
