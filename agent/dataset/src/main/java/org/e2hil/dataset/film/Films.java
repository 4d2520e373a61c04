package org.e2hil.dataset.film;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What writing and reading films share. */
final class Films {

  private static final int REASON_BYTES = 128;

  private Films() {}

  /** Keeps ffmpeg from the error stream: what goes wrong is told by its results. */
  static void quiet() {
    av_log_set_level(AV_LOG_QUIET);
  }

  /** Fails with a sentence if ffmpeg returned an error. */
  static int require(int result, String otherwise) throws IOException {
    if (result < 0) {
      byte[] reason = new byte[REASON_BYTES];
      av_strerror(result, reason, reason.length);
      throw new IOException(
          otherwise + ": " + new String(reason, StandardCharsets.UTF_8).replaceAll("\0.*", ""));
    }
    return result;
  }
}
