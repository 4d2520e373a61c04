package org.e2hil.dataset.film;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_q2d;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCachedContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.DoubleStream;
import org.apiguardian.api.API;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/** Decodes a film from its beginning, of any codec that ffmpeg knows. */
@API(status = API.Status.INTERNAL)
public final class FilmReader implements AutoCloseable {

  /** Gets the pictures of a film, one after the other. */
  @FunctionalInterface
  public interface Pictures {
    /**
     * Takes the next.
     *
     * @param seconds from the film's beginning
     * @param picture of which a copy may be made until this returns
     * @return whether to go on
     */
    boolean next(double seconds, Copied picture) throws IOException;
  }

  /** Copies a picture: RGB bytes, rows from the top. */
  @FunctionalInterface
  public interface Copied {
    /** Makes the copy. */
    byte[] rgb() throws IOException;
  }

  private final AVFormatContext format = new AVFormatContext(null);
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame frame = av_frame_alloc();
  private final int width;
  private final int height;
  private AVCodecContext decoder;
  private AVStream stream;
  private SwsContext colours;

  private FilmReader(int width, int height) {
    this.width = width;
    this.height = height;
    Films.quiet();
  }

  /**
   * When each picture of a film is seen, in seconds from the beginning.
   *
   * @throws IOException if it cannot be decoded, in a sentence
   */
  public static double[] times(Path file) throws IOException {
    DoubleStream.Builder times = DoubleStream.builder();
    read(
        file,
        1,
        1,
        (seconds, picture) -> {
          times.add(seconds);
          return true;
        });
    return times.build().toArray();
  }

  /**
   * Reads pictures of that size, into which those of another are drawn.
   *
   * @throws IOException if the film cannot be decoded, in a sentence
   */
  public static void read(Path file, int width, int height, Pictures pictures) throws IOException {
    try (FilmReader film = new FilmReader(width, height)) {
      film.open(file);
      film.decode(pictures);
    }
  }

  private void open(Path file) throws IOException {
    Films.require(
        avformat_open_input(format, file.toString(), null, (AVDictionary) null),
        "the film %s cannot be opened".formatted(file));
    Films.require(
        avformat_find_stream_info(format, (PointerPointer<?>) null),
        "the film %s cannot be read".formatted(file));
    int index =
        Films.require(
            av_find_best_stream(format, AVMEDIA_TYPE_VIDEO, -1, -1, (PointerPointer<?>) null, 0),
            "%s holds no film".formatted(file));
    stream = format.streams(index);
    AVCodec codec = avcodec_find_decoder(stream.codecpar().codec_id());
    if (codec == null) {
      throw new IOException("the codec of the film %s is not known".formatted(file));
    }
    decoder = avcodec_alloc_context3(codec);
    Films.require(
        avcodec_parameters_to_context(decoder, stream.codecpar()),
        "the film %s cannot be read".formatted(file));
    // the tests compare the pictures of one machine with those of another
    decoder.thread_count(1);
    Films.require(
        avcodec_open2(decoder, codec, (AVDictionary) null),
        "the film %s cannot be decoded".formatted(file));
  }

  private void decode(Pictures pictures) throws IOException {
    boolean more = true;
    while (more && av_read_frame(format, packet) >= 0) {
      try {
        if (packet.stream_index() == stream.index()) {
          Films.require(avcodec_send_packet(decoder, packet), "a part of the film is damaged");
          more = receive(pictures);
        }
      } finally {
        av_packet_unref(packet);
      }
    }
    if (more) {
      Films.require(avcodec_send_packet(decoder, null), "the end of the film is damaged");
      receive(pictures);
    }
  }

  private boolean receive(Pictures pictures) throws IOException {
    while (avcodec_receive_frame(decoder, frame) >= 0) {
      double seconds = frame.best_effort_timestamp() * av_q2d(stream.time_base());
      if (!pictures.next(seconds, this::rgb)) {
        return false;
      }
    }
    return true;
  }

  private byte[] rgb() throws IOException {
    colours =
        sws_getCachedContext(
            colours,
            frame.width(),
            frame.height(),
            frame.format(),
            width,
            height,
            AV_PIX_FMT_RGB24,
            SWS_BILINEAR | SWS_ACCURATE_RND,
            null,
            null,
            (DoublePointer) null);
    if (colours == null) {
      throw new IOException("the colours of the film are not known");
    }
    byte[] rgb = new byte[3 * width * height];
    try (BytePointer bytes = new BytePointer(rgb.length);
        PointerPointer<BytePointer> planes = new PointerPointer<>(1);
        IntPointer stride = new IntPointer(new int[] {3 * width})) {
      planes.put(0, bytes);
      sws_scale(colours, frame.data(), frame.linesize(), 0, frame.height(), planes, stride);
      bytes.get(rgb);
    }
    return rgb;
  }

  @Override
  public void close() {
    if (colours != null) {
      sws_freeContext(colours);
    }
    if (decoder != null) {
      avcodec_free_context(decoder);
    }
    if (!format.isNull()) {
      avformat_close_input(format);
    }
    av_frame_free(frame);
    av_packet_free(packet);
  }
}
