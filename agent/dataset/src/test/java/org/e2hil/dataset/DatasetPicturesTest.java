package org.e2hil.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.PointerPointer;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.training.Episode;
import org.e2hil.dataset.PictureSpec.Format;
import org.e2hil.dataset.film.FilmReader;
import org.e2hil.dataset.film.FilmWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Episodes that were seen by two cameras. */
class DatasetPicturesTest {

  private static final int EPISODES = 3;
  private static final List<Integer> LENGTHS = List.of(12, 5, 1);

  /** Of a level of 255: soft pictures lose little in a film, and others of the episode differ. */
  private static final double LOSS = 4;

  @TempDir private Path folder;

  private static Episode episode(int number) {
    return SampleEpisodes.seen(number, LENGTHS.get(number));
  }

  private static void write(Path to, Format format) {
    try (DatasetWriter writer = DatasetWriter.open(to, SampleEpisodes.seeing(format))) {
      for (int i = (int) writer.episodes(); i < EPISODES; i++) {
        writer.append(episode(i), SampleEpisodes.TRAINING);
      }
    }
  }

  private static List<RecordedObservation> seen(Episode episode) {
    List<RecordedObservation> seen = new ArrayList<>();
    episode.steps().forEach(step -> seen.add(step.measurement()));
    seen.add(episode.steps().get(episode.steps().size() - 1).next());
    return seen;
  }

  private static double loss(byte[] one, byte[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += Math.abs((one[i] & 0xff) - (other[i] & 0xff));
    }
    return sum / one.length;
  }

  private String ask(String sql) throws SQLException {
    String named =
        sql.replace("FRAMES", "read_parquet('" + folder + "/data/*/*.parquet')")
            .replace("EPISODES", "read_parquet('" + folder + "/meta/episodes/*/*.parquet')");
    List<String> answers = new ArrayList<>();
    try (var duck = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duck.createStatement();
        ResultSet rows = statement.execute(named) ? statement.getResultSet() : null) {
      while (rows != null && rows.next()) {
        answers.add(rows.getString(1));
      }
    }
    return String.join("; ", answers);
  }

  private JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(Files.readString(folder.resolve(file)));
  }

  @Test
  void picturesAsPngComeBackBitForBit() {
    write(folder, Format.PNG);

    List<Episode> read = Dataset.open(folder).read(EPISODES);
    for (int i = 0; i < EPISODES; i++) {
      SameBits.assertSame(read.get(i), episode(i));
    }
  }

  @Test
  void filmedPicturesComeBackInTheirPlacesWithLittleLossAndTheLastBitForBit() {
    write(folder, Format.AV1);

    List<Episode> read = Dataset.open(folder).read(EPISODES);
    for (int i = 0; i < EPISODES; i++) {
      List<RecordedObservation> found = seen(read.get(i));
      List<RecordedObservation> expected = seen(episode(i));
      assertThat(found).hasSameSizeAs(expected);
      for (int frame = 0; frame < found.size(); frame++) {
        assertThat(found.get(frame).shape()).isEqualTo(expected.get(frame).shape());
        for (int camera = 0; camera < 2; camera++) {
          byte[] picture = found.get(frame).picture(camera);
          assertThat(loss(picture, expected.get(frame).picture(camera))).isLessThan(LOSS);
          if (frame > 0) {
            assertThat(loss(picture, expected.get(frame - 1).picture(camera)))
                .isGreaterThan(2 * LOSS);
          }
        }
      }
      int last = found.size() - 1;
      assertThat(found.get(last).picture(1)).isEqualTo(expected.get(last).picture(1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void itKeepsLeRobotsRulesAlsoWhenAWriterGoesOn(Format format) throws Exception {
    try (DatasetWriter writer = DatasetWriter.open(folder, SampleEpisodes.seeing(format))) {
      writer.append(episode(0), SampleEpisodes.TRAINING);
    }
    write(folder, format);

    assertThat(DatasetCheck.of(folder)).isEmpty();
    for (String camera : List.of("front", "wrist")) {
      JsonNode feature =
          json("meta/info.json").path("features").path("observation.images." + camera);
      assertThat(feature.path("dtype").asText())
          .isEqualTo(format == Format.AV1 ? "video" : "image");
      assertThat(feature.path("names")).hasToString("[\"height\",\"width\",\"channels\"]");
      JsonNode mean = json("meta/stats.json").path("observation.images." + camera).path("mean");
      assertThat(mean).hasSize(3);
      assertThat(mean.path(0).path(0).path(0).asDouble()).isBetween(0.1, 0.9);
      assertThat(
              ask("select \"stats/observation.images.%s/count\" from EPISODES".formatted(camera)))
          .isEqualTo("[12]; [5]; [1]");
      assertThat(
              ask(
                  "select distinct typeof(\"stats/observation.images.%s/q99\") from EPISODES"
                      .formatted(camera)))
          .isEqualTo("DOUBLE[][][]");
    }
    assertThat(json("meta/info.json").at("/features/observation.images.wrist/shape"))
        .hasToString("[64,96,3]");
    assertThat(Dataset.open(folder).spec()).contains(SampleEpisodes.seeing(format));
  }

  @Test
  void aFilmIsOneThatLeRobotReads() throws Exception {
    write(folder, Format.AV1);

    assertThat(json("meta/info.json").path("video_path").asText())
        .isEqualTo("videos/{video_key}/chunk-{chunk_index:03d}/file-{file_index:03d}.mp4");
    assertThat(
            ask(
                "select \"videos/observation.images.front/from_timestamp\" || ' to ' || \"videos/observation.images.front/to_timestamp\" || ' in ' || \"videos/observation.images.front/chunk_index\" || ' ' || \"videos/observation.images.front/file_index\" from EPISODES"))
        .isEqualTo("0.0 to 1.2 in 0 0; 0.0 to 0.5 in 0 1; 0.0 to 0.1 in 0 2");
    assertThat(ask("select * from (describe from FRAMES) where column_name like '%images%'"))
        .isEmpty();
    assertThat(probe(folder.resolve("videos/observation.images.wrist/chunk-000/file-000.mp4")))
        .isEqualTo("av1 yuv420p 96×64, 10/1 a second, 12 pictures from 0 on in 1200 ms");
    assertThat(
            FilmReader.times(
                folder.resolve("videos/observation.images.front/chunk-000/file-001.mp4")))
        .containsExactly(new double[] {0, 0.1, 0.2, 0.3, 0.4}, within(1e-9));
  }

  /** What ffprobe would say. */
  private static String probe(Path film) {
    AVFormatContext format = new AVFormatContext(null);
    assertThat(avformat_open_input(format, film.toString(), null, (AVDictionary) null)).isZero();
    assertThat(avformat_find_stream_info(format, (PointerPointer<?>) null)).isNotNegative();
    assertThat(format.nb_streams()).isEqualTo(1);
    AVStream stream = format.streams(0);
    AVCodecParameters codec = stream.codecpar();
    String said =
        "%s %s %d×%d, %d/%d a second, %d pictures from %d on in %d ms"
            .formatted(
                avcodec_get_name(codec.codec_id()).getString(),
                av_get_pix_fmt_name(codec.format()).getString(),
                codec.width(),
                codec.height(),
                stream.avg_frame_rate().num(),
                stream.avg_frame_rate().den(),
                stream.nb_frames(),
                stream.start_time(),
                format.duration() / 1000);
    avformat_close_input(format);
    return said;
  }

  @Test
  void aPngIsAFileInItsColumn() throws Exception {
    write(folder, Format.PNG);

    assertThat(
            ask("select column_type from (describe from FRAMES) where column_name like '%images%'"))
        .isEqualTo("STRUCT(bytes BLOB, path VARCHAR); STRUCT(bytes BLOB, path VARCHAR)");
    assertThat(ask("select distinct hex(\"observation.images.front\".bytes[1:4]) from FRAMES"))
        .isEqualTo("89504E47");
  }

  @Test
  void statisticsAreThoseOfAllPixelsFrom0To1() throws Exception {
    write(folder, Format.PNG);

    List<Double> greens = new ArrayList<>();
    for (RecordedObservation seen : seen(episode(0)).subList(0, 12)) {
      byte[] rgb = seen.picture(0);
      for (int i = 1; i < rgb.length; i += 3) {
        greens.add((rgb[i] & 0xff) / 255.0);
      }
    }
    greens.sort(null);
    double mean = greens.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    double variance =
        greens.stream()
            .mapToDouble(green -> (green - mean) * (green - mean))
            .average()
            .orElseThrow();
    assertGreen("mean", mean);
    assertGreen("std", Math.sqrt(variance));
    assertGreen("min", greens.get(0));
    assertGreen("max", greens.get(greens.size() - 1));
    assertGreen("q10", greens.get((int) Math.ceil(0.1 * greens.size()) - 1));
    assertGreen("q99", greens.get((int) Math.ceil(0.99 * greens.size()) - 1));
  }

  private void assertGreen(String statistic, double expected) throws SQLException {
    String found =
        ask(
            "select \"stats/observation.images.front/%s\"[2][1][1] from EPISODES limit 1"
                .formatted(statistic));
    assertThat(Double.parseDouble(found)).as(statistic).isCloseTo(expected, within(1e-9));
  }

  @Test
  void mergedAndInFewFilesFilmsKeepTheirBytes() throws IOException {
    Path one = folder.resolve("one");
    Path more = folder.resolve("more");
    Path few = folder.resolve("few");
    write(one, Format.AV1);
    DatasetMerge.of(List.of(one, one), more);
    DatasetCompaction.of(more, few);

    for (Path joined : List.of(more, few)) {
      for (int i = 0; i < 2 * EPISODES; i++) {
        String feature = "observation.images.front";
        assertThat(new Layout(joined).video(feature, i))
            .hasSameBinaryContentAs(new Layout(one).video(feature, i % EPISODES));
      }
      assertThat(DatasetCheck.of(joined)).isEmpty();
      SameBits.assertSame(
          Dataset.open(joined).read(2 * EPISODES).get(4), Dataset.open(one).read(2).get(1));
    }
  }

  @Test
  void anEpisodeWithATornFilmIsNotWholeAndItsFilesAreMoved() throws IOException {
    write(folder, Format.AV1);
    Path film = new Layout(folder).video("observation.images.wrist", 1);
    byte[] bytes = Files.readAllBytes(film);
    Files.write(film, Arrays.copyOf(bytes, bytes.length - 9));

    assertThat(Dataset.open(folder).leftOut().orElseThrow())
        .startsWith("only the first episode of ")
        .contains("videos/observation.images.wrist/chunk-000/file-001.mp4 is torn or damaged");
    DatasetRepair.of(folder);
    assertThat(new Layout(folder).videoFiles()).hasSize(2);
    assertThat(DatasetCheck.of(folder)).isEmpty();
    write(folder, Format.AV1);
    assertThat(Dataset.open(folder).episodes()).isEqualTo(EPISODES);
  }

  @Test
  void aFilmOfAnotherProgramThatIsTooShortOrDamagedIsToldByCheck() throws Exception {
    write(folder, Format.AV1);
    Layout layout = new Layout(folder);
    PictureSpec front = SampleEpisodes.seeing(Format.AV1).pictures().get(0);
    List<byte[]> few =
        EpisodePictures.of(SampleEpisodes.seeing(Format.AV1), episode(1)).frames().get(front);
    FilmWriter.write(few.subList(0, 3), 64, 64, 10, layout.video(front.feature(), 1));
    Files.writeString(layout.video(front.feature(), 2), "no film");
    for (int i = 0; i < EPISODES; i++) {
      // nobody else keeps check sums
      String row = layout.episodes(i).toString();
      ask(
          "copy (select columns(lambda name: not contains(name, 'crc32c')) from read_parquet('%s')) to '%s' (format parquet)"
              .formatted(row, row));
    }

    assertThat(DatasetCheck.of(folder))
        .hasSize(2)
        .anySatisfy(
            said ->
                assertThat(said)
                    .isEqualTo(
                        "videos/observation.images.front/chunk-000/file-001.mp4 has no picture of frame 3 of episode 1, at 0.3 s."))
        .anySatisfy(said -> assertThat(said).contains("file-002.mp4", "cannot be opened"));
    assertThatThrownBy(() -> Dataset.open(folder).read(2))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("holds 3 pictures of episode 1, and the episode has 5 frames");
  }

  @Test
  void aSizeThatCannotBeFilmedIsRefusedInASentence() {
    assertThatThrownBy(() -> new PictureSpec("front", 63, 64, Format.AV1))
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            "pictures of 64 × 63 pixels cannot be filmed, which needs even numbers from 64 on; keep them with --pictures png");
  }
}
