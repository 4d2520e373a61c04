package org.e2hil.agent.reward;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.apiguardian.api.API;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.training.Episode;

/**
 * Tells an episode from others, in whichever dataset it lies and however its pictures are kept: a
 * check sum of its actions.
 */
@API(status = API.Status.INTERNAL)
public final class EpisodeMark {

  private EpisodeMark() {}

  /** The mark of an episode. */
  public static long of(Episode episode) {
    CRC32C crc = new CRC32C();
    ByteBuffer action = ByteBuffer.allocate(Action.CONTINUOUS * Double.BYTES);
    for (RecordedStep step : episode.steps()) {
      action.clear();
      for (int i = 0; i < Action.CONTINUOUS; i++) {
        action.putDouble(step.step().applied().value(i));
      }
      crc.update(action.flip());
    }
    return crc.getValue();
  }
}
