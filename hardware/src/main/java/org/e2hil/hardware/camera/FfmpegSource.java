package org.e2hil.hardware.camera;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avdevice.avdevice_register_all;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCachedContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.Clock;

/** Pictures by ffmpeg: of a device, a file, or a filter that makes them up. */
final class FfmpegSource implements PictureSource {

  // errno.h of Linux; ffmpeg returns them negated
  private static final int NO_SUCH_FILE = -2;
  private static final int TRY_AGAIN = -11;
  private static final int NO_PERMISSION = -13;
  private static final int BUSY = -16;
  private static final int NO_SUCH_DEVICE = -19;
  private static final int INVALID = -22;
  private static final int NOT_A_CAMERA = -25;

  private static final long WAIT_NANOS = 200_000_000;
  private static final long LOOK_NANOS = 2_000_000;

  private final String name;
  private final Clock clock;
  private final long periodNanos;
  private final AVFormatContext format;
  private final AVPacket packet;
  private final AVFrame frame;
  private AVCodecContext decoder;
  private SwsContext converter;
  private int stream;
  private long dueNanos;
  private boolean closed;

  /** A camera of Linux, which gives its pictures when it has them. */
  static FfmpegSource device(
      String path, int width, int height, Map<String, String> options, Clock clock) {
    FfmpegSource source =
        new FfmpegSource("the camera " + path, "v4l2", path, options, /* fps= */ 0, clock);
    AVCodecParameters given = source.format.streams(source.stream).codecpar();
    if (given.width() != width || given.height() != height) {
      String offered = given.width() + "×" + given.height();
      source.close();
      throw new EnvironmentFaultException(
          "the camera %s does not offer %d×%d, but %s; ask for that, or see v4l2-ctl"
                  .formatted(path, width, height, offered)
              + " --list-formats-ext");
    }
    return source;
  }

  /** A file, which begins again at its end. */
  static FfmpegSource file(String path, double fps, Clock clock) {
    return new FfmpegSource("the video file " + path, "", path, Map.of(), fps, clock);
  }

  /** A graph of ffmpeg's filters. */
  static FfmpegSource graph(String graph, double fps, Clock clock) {
    return new FfmpegSource("the test source " + graph, "lavfi", graph, Map.of(), fps, clock);
  }

  /**
   * Opens a source.
   *
   * @param fps pictures a second, or 0 where they come at their own pace
   */
  private FfmpegSource(
      String name, String kind, String url, Map<String, String> options, double fps, Clock clock) {
    this.name = name;
    this.clock = clock;
    periodNanos = fps == 0 ? 0 : Math.round(1e9 / fps);
    begin();
    format = open(name, kind, url, options);
    packet = av_packet_alloc();
    frame = av_frame_alloc();
    try {
      openDecoder(kind);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    dueNanos = clock.nanoTime();
  }

  private static void begin() {
    try {
      avdevice_register_all();
      // what it has to say, it says in the results of its functions
      av_log_set_level(AV_LOG_QUIET);
    } catch (LinkageError e) {
      throw new EnvironmentFaultException(
          "cameras need ffmpeg's native library, which cannot be loaded here ("
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
              + "); on Debian: apt-get install libpulse0 libasound2 libxcb-shm0",
          e);
    }
  }

  private static AVFormatContext open(
      String name, String kind, String url, Map<String, String> options) {
    AVFormatContext context = avformat_alloc_context();
    if (kind.equals("v4l2")) {
      // a camera that hangs must not hang us
      context.flags(context.flags() | AVFormatContext.AVFMT_FLAG_NONBLOCK);
    }
    AVInputFormat input = kind.isEmpty() ? null : av_find_input_format(kind);
    AVDictionary dictionary = new AVDictionary(null);
    options.forEach((key, value) -> av_dict_set(dictionary, key, value, 0));
    try {
      // it frees the context where it fails
      int result = avformat_open_input(context, url, input, dictionary);
      if (result < 0) {
        throw new EnvironmentFaultException(whyNotOpened(name, result, options));
      }
      return context;
    } finally {
      av_dict_free(dictionary);
    }
  }

  private static String whyNotOpened(String name, int error, Map<String, String> options) {
    if (error == AVERROR_INVALIDDATA) {
      return name + " holds no video that ffmpeg can read";
    }
    return switch (error) {
      case NO_SUCH_FILE, NO_SUCH_DEVICE -> name + " is not there; check its cable or its path";
      case NO_PERMISSION ->
          name
              + " may not be opened by this user; add the user to the group that owns it (often"
              + " video) and log in again";
      case BUSY -> name + " is in use by another program; close that program";
      case NOT_A_CAMERA -> name + " shows no pictures; take the camera's first device";
      case INVALID ->
          name
              + " cannot do "
              + options.values()
              + "; v4l2-ctl --list-formats-ext shows what it can";
      default -> name + " cannot be opened: " + reason(error);
    };
  }

  private static String reason(int error) {
    byte[] text = new byte[256];
    av_strerror(error, text, text.length);
    return new String(text, StandardCharsets.UTF_8).replaceFirst("\0.*", "");
  }

  private void openDecoder(String kind) {
    // a camera says at once what it sends, and to look for more would wait for it
    if (!kind.equals("v4l2")) {
      check(avformat_find_stream_info(format, (PointerPointer<?>) null));
    }
    stream = av_find_best_stream(format, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
    if (stream < 0) {
      throw new EnvironmentFaultException(name + " holds no video");
    }
    AVCodecParameters parameters = format.streams(stream).codecpar();
    AVCodec codec = avcodec_find_decoder(parameters.codec_id());
    if (codec == null) {
      throw new EnvironmentFaultException(name + " sends a video format that ffmpeg cannot read");
    }
    decoder = avcodec_alloc_context3(codec);
    check(avcodec_parameters_to_context(decoder, parameters));
    decoder.thread_count(1);
    check(avcodec_open2(decoder, codec, (PointerPointer<?>) null));
  }

  private void check(int result) {
    if (result < 0) {
      throw new EnvironmentFaultException(name + " cannot be read: " + reason(result));
    }
  }

  @Override
  public Optional<Picture> next() {
    awaitTurn();
    long deadline = clock.nanoTime() + WAIT_NANOS;
    while (!Thread.currentThread().isInterrupted() && deadline - clock.nanoTime() > 0) {
      int result = avcodec_receive_frame(decoder, frame);
      if (result == 0) {
        return Optional.of(convert());
      } else if (result != TRY_AGAIN && result != AVERROR_EOF) {
        check(result);
      }
      feed();
    }
    return Optional.empty();
  }

  private void awaitTurn() {
    if (periodNanos > 0) {
      sleepUntil(dueNanos);
      // after a pause it goes on from now, and does not hurry to make up for it
      dueNanos = Math.max(dueNanos, clock.nanoTime() - periodNanos) + periodNanos;
    }
  }

  private void feed() {
    int result = av_read_frame(format, packet);
    if (result == TRY_AGAIN) {
      sleepUntil(clock.nanoTime() + LOOK_NANOS);
    } else if (result == AVERROR_EOF) {
      check(av_seek_frame(format, stream, 0, AVSEEK_FLAG_BACKWARD));
      avcodec_flush_buffers(decoder);
    } else {
      check(result);
      if (packet.stream_index() == stream) {
        // a damaged picture is one that is not there; the next may be whole
        avcodec_send_packet(decoder, packet);
      }
      av_packet_unref(packet);
    }
  }

  private void sleepUntil(long nanos) {
    try {
      clock.sleepUntil(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Picture convert() {
    int width = frame.width();
    int height = frame.height();
    converter =
        sws_getCachedContext(
            converter,
            width,
            height,
            frame.format(),
            width,
            height,
            AV_PIX_FMT_RGB24,
            SWS_BILINEAR,
            null,
            null,
            (DoublePointer) null);
    byte[] rgb = new byte[width * height * Picture.CHANNELS];
    try (var target = new BytePointer(rgb.length);
        var planes = new PointerPointer<BytePointer>(4);
        var strides = new IntPointer(4)) {
      planes.put(0, target);
      strides.put(0, width * Picture.CHANNELS);
      sws_scale(converter, frame.data(), frame.linesize(), 0, height, planes, strides);
      target.get(rgb);
    }
    return new Picture(width, height, rgb);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      sws_freeContext(converter);
      if (decoder != null) {
        avcodec_free_context(decoder);
      }
      av_frame_free(frame);
      av_packet_free(packet);
      avformat_close_input(format);
    }
  }
}
