package org.e2hil.dataset.film;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/** Encodes a film with the settings of LeRobot's own recordings: AV1 in mp4. */
@API(status = API.Status.INTERNAL)
public final class FilmWriter implements AutoCloseable {

  /** The smallest width and height that the encoder takes, in pixels; both are even, too. */
  public static final int SMALLEST = 64;

  /** Every so manieth picture can be decoded alone. */
  public static final int GOP = 2;

  /** How much may be lost: from 0, nothing, to 63. */
  public static final int CRF = 30;

  /** How fast it is encoded: from 0 to 13. */
  public static final int PRESET = 12;

  private final int width;
  private final int height;
  private final AVFormatContext format = new AVFormatContext(null);
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame frame = av_frame_alloc();
  private final AVRational tick;
  private AVCodecContext encoder;
  private AVStream stream;
  private SwsContext colours;

  private FilmWriter(int width, int height, int fps) {
    this.width = width;
    this.height = height;
    Films.quiet();
    tick = av_make_q(1, fps);
  }

  /**
   * Writes a film.
   *
   * @param pictures RGB bytes, rows from the top, at least one
   * @param fps pictures a second
   * @param file ends in anything; it is an mp4
   * @throws IOException if it cannot be written, in a sentence
   */
  public static void write(List<byte[]> pictures, int width, int height, int fps, Path file)
      throws IOException {
    try (FilmWriter film = new FilmWriter(width, height, fps)) {
      film.open(file);
      for (int i = 0; i < pictures.size(); i++) {
        film.add(pictures.get(i), i);
      }
      film.finish();
    }
  }

  private void open(Path file) throws IOException {
    Films.require(
        avformat_alloc_output_context2(format, null, "mp4", file.toString()), "mp4 is not known");
    AVCodec codec = avcodec_find_encoder_by_name("libsvtav1");
    if (codec == null) {
      throw new IOException("this ffmpeg has no encoder libsvtav1 for AV1");
    }
    encoder = avcodec_alloc_context3(codec);
    encoder.width(width);
    encoder.height(height);
    encoder.pix_fmt(AV_PIX_FMT_YUV420P);
    encoder.time_base(tick);
    encoder.framerate(av_make_q(tick.den(), 1));
    encoder.gop_size(GOP);
    encoder.flags(encoder.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
    AVDictionary options = new AVDictionary(null);
    av_dict_set(options, "crf", Integer.toString(CRF), 0);
    av_dict_set(options, "preset", Integer.toString(PRESET), 0);
    // one thread: the same bytes on every machine
    av_dict_set(options, "svtav1-params", "fast-decode=0:lp=1", 0);
    try {
      Films.require(avcodec_open2(encoder, codec, options), "the encoder of AV1 does not start");
    } finally {
      av_dict_free(options);
    }
    stream = avformat_new_stream(format, null);
    stream.time_base(tick);
    stream.avg_frame_rate(encoder.framerate());
    Films.require(
        avcodec_parameters_from_context(stream.codecpar(), encoder), "the film has no format");
    AVIOContext out = new AVIOContext(null);
    Films.require(avio_open(out, file.toString(), AVIO_FLAG_WRITE), "the film cannot be written");
    format.pb(out);
    AVDictionary none = new AVDictionary(null);
    Films.require(avformat_write_header(format, none), "the film cannot be begun");
    frame.format(AV_PIX_FMT_YUV420P);
    frame.width(width);
    frame.height(height);
    Films.require(av_frame_get_buffer(frame, 0), "there is no memory for a picture");
    colours =
        sws_getContext(
            width,
            height,
            AV_PIX_FMT_RGB24,
            width,
            height,
            AV_PIX_FMT_YUV420P,
            SWS_BILINEAR | SWS_ACCURATE_RND,
            null,
            null,
            (DoublePointer) null);
  }

  private void add(byte[] rgb, long number) throws IOException {
    Films.require(av_frame_make_writable(frame), "there is no memory for a picture");
    try (BytePointer bytes = new BytePointer(rgb);
        PointerPointer<BytePointer> planes = new PointerPointer<>(1);
        IntPointer stride = new IntPointer(new int[] {3 * width})) {
      planes.put(0, bytes);
      sws_scale(colours, planes, stride, 0, height, frame.data(), frame.linesize());
    }
    frame.pts(number);
    Films.require(avcodec_send_frame(encoder, frame), "a picture cannot be encoded");
    drain();
  }

  private void finish() throws IOException {
    Films.require(avcodec_send_frame(encoder, null), "the film cannot be ended");
    drain();
    Films.require(av_write_trailer(format), "the film cannot be ended");
    Films.require(avio_closep(format.pb()), "the film cannot be written");
    format.pb(null);
  }

  private void drain() throws IOException {
    while (avcodec_receive_packet(encoder, packet) >= 0) {
      packet.duration(1);
      av_packet_rescale_ts(packet, tick, stream.time_base());
      packet.stream_index(stream.index());
      Films.require(av_interleaved_write_frame(format, packet), "the film cannot be written");
    }
  }

  @Override
  public void close() {
    if (colours != null) {
      sws_freeContext(colours);
    }
    if (encoder != null) {
      avcodec_free_context(encoder);
    }
    if (!format.isNull()) {
      if (format.pb() != null && !format.pb().isNull()) {
        avio_closep(format.pb());
      }
      avformat_free_context(format);
    }
    av_frame_free(frame);
    av_packet_free(packet);
  }
}
