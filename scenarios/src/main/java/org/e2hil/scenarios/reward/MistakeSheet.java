package org.e2hil.scenarios.reward;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.reward.RewardCheck;
import org.e2hil.agent.reward.Sight;
import org.e2hil.agent.training.Episode;
import org.e2hil.scenarios.report.ContactSheet;
import org.e2hil.scenarios.report.Frames;
import org.e2hil.scenarios.report.RecordingException;

/** What a classifier saw where it was wrong: a row for an episode, up to the moment that counts. */
@API(status = API.Status.INTERNAL)
public final class MistakeSheet {

  private static final String FILE_NAME = "mistakes.png";
  private static final int MOMENTS = 6;

  /** A sheet of more rows is no longer looked at. */
  private static final int MOST_EPISODES = 40;

  private final Sight sight;
  private final ContactSheet sheet = new ContactSheet(MOMENTS);
  private int episodes;

  /** An empty sheet of what is seen in this way. */
  public MistakeSheet(Sight sight) {
    this.sight = sight;
  }

  /** Adds an episode that was judged wrongly; no more than fit on a sheet. */
  void add(int index, Episode episode, Sight.Reader reader, RewardCheck.Outcome outcome) {
    if (episodes++ >= MOST_EPISODES) {
      return;
    }
    int until = outcome.said().orElse(episode.steps().size());
    for (int moment = until - MOMENTS + 1; moment <= until; moment++) {
      String caption =
          String.format(
              Locale.ROOT,
              "episode %d, %s",
              index,
              moment < 0
                  ? "not begun"
                  : "%d: %.2f".formatted(moment, outcome.probabilities().get(moment)));
      // what was not yet is shown as the start
      sheet.add(picture(reader.see(seen(episode, Math.max(0, moment)))), caption);
    }
  }

  private static RecordedObservation seen(Episode episode, int moment) {
    return moment == 0
        ? episode.steps().get(0).measurement()
        : episode.steps().get(moment - 1).next();
  }

  private BufferedImage picture(RecordedObservation seen) {
    List<BufferedImage> images = new ArrayList<>();
    for (int i = 0; i < sight.cameras().size(); i++) {
      ObservationGroup camera = sight.cameras().get(i);
      images.add(Frames.image(ByteBuffer.wrap(seen.picture(i)), camera.shape()));
    }
    return Frames.besides(images, 1);
  }

  /**
   * Writes the sheet.
   *
   * @return its file; empty where nothing was wrong
   */
  public Optional<Path> write(Path folder) {
    if (episodes == 0) {
      return Optional.empty();
    }
    Path file = folder.resolve(FILE_NAME);
    try {
      Frames.write(file, sheet.draw());
    } catch (IOException e) {
      throw RecordingException.of(file, e);
    }
    return Optional.of(file);
  }
}
