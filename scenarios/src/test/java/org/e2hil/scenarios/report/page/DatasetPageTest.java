package org.e2hil.scenarios.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.e2hil.dataset.DatasetException;
import org.e2hil.dataset.DatasetView;
import org.e2hil.scenarios.report.RecordingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a dataset that another program wrote, read back. */
class DatasetPageTest {

  private static final DatasetView.Limits WIDE = new DatasetView.Limits(1000, 100_000, 100_000);
  private static final String DATA = "<script type=\"application/json\" id=\"data\">";

  @TempDir private Path folder;

  private Path write(int episodes, int frames, int numbers, String task)
      throws IOException, SQLException {
    return new ForeignDataset(folder.resolve("theirs"), episodes, frames, numbers)
        .write(task)
        .folder();
  }

  /** What a browser finds in the page. */
  private static JsonNode data(Path page) throws IOException {
    String html = Files.readString(page);
    int from = html.indexOf(DATA) + DATA.length();
    return new ObjectMapper().readTree(html.substring(from, html.indexOf("</script>", from)));
  }

  private static FloatBuffer values(JsonNode episode) throws IOException {
    return ByteBuffer.wrap(episode.get("values").binaryValue())
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer();
  }

  private static List<String> texts(JsonNode all, String field) {
    List<String> texts = new ArrayList<>();
    all.forEach(one -> texts.add(one.path(field).asText()));
    return texts;
  }

  @Test
  void eachEpisodeAndEachNumberIsInThePage() throws IOException, SQLException {
    Path dataset = write(7, 5, 3, "Pick it up");

    DatasetPage written = DatasetPage.write(dataset, dataset.resolve("view.html"));

    assertThat(written.episodes()).isEqualTo(7);
    assertThat(written.remarks()).isEmpty();
    JsonNode data = data(written.page());
    assertThat(data.get("fps").asInt()).isEqualTo(30);
    JsonNode signals = data.get("signals");
    assertThat(texts(signals, "feature").subList(0, 6)).containsOnly("action");
    assertThat(texts(signals, "name"))
        .startsWith("shoulder_pan.pos", "shoulder_lift.pos")
        .endsWith("gripper.pos", "0", "1", "2", "next.reward");
    assertThat(data.get("episodes")).hasSize(7);
    for (int e = 0; e < 7; e++) {
      JsonNode episode = data.get("episodes").get(e);
      assertThat(episode.get("index").asInt()).isEqualTo(e);
      assertThat(episode.get("length").asInt()).isEqualTo(5);
      assertThat(episode.get("task").asText()).isEqualTo("Pick it up");
      FloatBuffer values = values(episode);
      assertThat(values.remaining()).isEqualTo(10 * 5);
      for (int frame = 0; frame < 5; frame++) {
        for (int k = 0; k < 6; k++) {
          assertThat(values.get(5 * k + frame)).isEqualTo(10f * (5 * e + frame) - k);
        }
        for (int k = 0; k < 3; k++) {
          assertThat(values.get(5 * (6 + k) + frame))
              .isEqualTo(ForeignDataset.state(5 * e + frame, k));
        }
        assertThat(values.get(5 * 9 + frame)).isEqualTo(frame == 4 && e % 3 != 2 ? 1f : 0f);
      }
    }
  }

  @Test
  void whoActedAndHowItEndedIsAsTheFramesTell() throws IOException, SQLException {
    Path dataset = write(3, 5, 3, "Pick it up");

    JsonNode data = data(DatasetPage.write(dataset, dataset.resolve("view.html")).page());

    assertThat(texts(data.get("actors"), "word"))
        .containsExactly("demonstration", "policy", "intervention", "not told");
    JsonNode episodes = data.get("episodes");
    assertThat(episodes.get(0).get("who")).hasToString("[[3,5]]");
    assertThat(episodes.get(1).get("who")).hasToString("[[3,1],[2,1],[3,3]]");
    assertThat(texts(episodes, "success")).containsExactly("true", "true", "false");
    assertThat(texts(episodes, "end")).containsExactly("success", "success", "time_limit");
    assertThat(texts(episodes, "reward")).containsExactly("1.0", "1.0", "0.0");
    assertThat(Files.readString(dataset.resolve("view.html")))
        .contains("<dt>robot</dt><dd>so101_follower</dd>", "<dd>2 of 3, 66.7%</dd>")
        .contains("<span>intervention, 6.7%</span>")
        .doesNotContain("un-aided successes");
  }

  @Test
  void picturesAreInThePageAndFilmsAreNamedFromWhereThePageLies() throws IOException, SQLException {
    Path dataset = write(2, 3, 1, "Pick it up");
    Path elsewhere = folder.resolve("my pages/page.html");

    DatasetPage.write(dataset, dataset.resolve("view.html"));
    DatasetPage.write(dataset, elsewhere);

    JsonNode data = data(dataset.resolve("view.html"));
    assertThat(data.get("picturing")).hasToString("[\"observation.images.front\"]");
    assertThat(data.get("filming")).hasToString("[\"observation.images.side\"]");
    String film = "videos/observation.images.side/chunk-000/file-000.mp4";
    for (int e = 0; e < 2; e++) {
      JsonNode episode = data.get("episodes").get(e);
      for (int frame = 0; frame < 3; frame++) {
        assertThat(episode.get("pictures").get(0).get(frame).asText())
            .isEqualTo(
                "data:image/png;base64,"
                    + Base64.getEncoder().encodeToString(ForeignDataset.picture(3 * e + frame)));
      }
      JsonNode part = episode.get("films").get(0);
      assertThat(part.get("src").asText()).isEqualTo(film);
      assertThat(part.get("from").asDouble()).isEqualTo(e / 10.0);
      assertThat(part.get("to").asDouble()).isEqualTo((e + 1) / 10.0);
    }
    assertThat(data(elsewhere).at("/episodes/0/films/0/src").asText())
        .isEqualTo("../theirs/" + film);
  }

  @Test
  void picturesBeyondTheLimitAreLeftOutAndToldOf() throws IOException, SQLException {
    Path dataset = write(4, 3, 1, "Pick it up");
    long two = 0;
    for (int frame = 0; frame < 6; frame++) {
      two += ForeignDataset.picture(frame).length;
    }
    Path page = dataset.resolve("view.html");

    DatasetPage written =
        DatasetPage.write(dataset, page, new DatasetView.Limits(1000, 100_000, two));

    assertThat(written.remarks())
        .containsExactly(
            "From episode 2 on there are no pictures in this page, which holds 0 MiB of them at most.");
    assertThat(Files.readString(page)).contains(written.remarks().get(0));
    JsonNode episodes = data(page).get("episodes");
    assertThat(episodes).hasSize(4);
    assertThat(episodes.get(1).get("pictures").get(0)).hasSize(3);
    assertThat(episodes.get(2).get("pictures")).isEmpty();
    assertThat(episodes.get(3).get("pictures")).isEmpty();
  }

  @Test
  void aDatasetThatIsTooLargeIsShownAsFarAsItGoes() throws IOException, SQLException {
    Path dataset = write(4, 5, 3, "Pick it up");
    Path page = dataset.resolve("view.html");

    for (DatasetView.Limits limits :
        List.of(
            new DatasetView.Limits(14, 100_000, 100_000),
            new DatasetView.Limits(1000, 10 * 14, 100_000))) {
      DatasetPage written = DatasetPage.write(dataset, page, limits);

      assertThat(written.episodes()).isEqualTo(2);
      assertThat(data(page).get("episodes")).hasSize(2);
      assertThat(written.remarks())
          .containsExactly(
              "Only the first 2 of 4 episodes are in this page, which would be too large with all of them.");
      assertThat(Files.readString(page))
          .contains(written.remarks().get(0), "<dt>episodes</dt><dd>4</dd>");
    }
    assertThat(DatasetPage.write(dataset, page, new DatasetView.Limits(1, 1, 0)).episodes())
        .isEqualTo(1);
  }

  @Test
  void sixtyEpisodesOfSixtyFramesAndSixtyNumbersStayUnderTwoMegabytes()
      throws IOException, SQLException {
    Path dataset = write(60, 60, 53, "Pick it up");

    DatasetPage written =
        DatasetPage.write(
            dataset, dataset.resolve("view.html"), new DatasetView.Limits(10_000, 1_000_000, 0));

    assertThat(data(written.page()).get("signals")).hasSize(60);
    assertThat(data(written.page()).get("episodes")).hasSize(60);
    assertThat(Files.size(written.page())).isBetween(1_000_000L, 2_000_000L);
  }

  @Test
  void aTaskThatEndsAScriptBreaksNothing() throws IOException, SQLException {
    String task = "</script><script>alert(1)</script><b>{{data}}&\\u003c$1";
    Path dataset = write(1, 3, 1, task);

    Path page = DatasetPage.write(dataset, dataset.resolve("view.html"), WIDE).page();

    assertThat(data(page).at("/episodes/0/task").asText()).isEqualTo(task);
    assertThat(Files.readString(page))
        .contains("&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;b&gt;{{data}}&amp;")
        .doesNotContain("<script>alert", "<b>");
  }

  @Test
  void thePageLoadsNothingButTheFilmsOfTheDataset() throws IOException, SQLException {
    Path dataset = write(1, 3, 1, "Pick it up");

    String page = Files.readString(DatasetPage.write(dataset, dataset.resolve("view.html")).page());

    assertThat(page)
        .contains("content=\"default-src 'none'; style-src 'sha256-")
        .doesNotContain("https://", "@import", "<link", "url(", "src=\"")
        .doesNotContainPattern("http://(?!www\\.w3\\.org/)")
        .doesNotContainPattern("\\{\\{\\w+}}");
  }

  @Test
  void whatIsDamagedIsToldOf() throws IOException, SQLException {
    Path dataset = write(2, 3, 1, "Pick it up");
    Path info = dataset.resolve("meta/info.json");
    Files.writeString(
        info, Files.readString(info).replace("\"total_episodes\": 2", "\"total_episodes\": 3"));

    DatasetPage written = DatasetPage.write(dataset, dataset.resolve("view.html"));

    assertThat(written.remarks())
        .containsExactly(
            "Only the first 2 episodes of %s are whole, because of 1 more there are no rows; what follows is left out."
                .formatted(dataset));
    assertThat(Files.readString(written.page())).contains(written.remarks().get(0));
  }

  @Test
  void whatIsNoPageOfADatasetIsNotOverwritten() throws IOException, SQLException {
    Path dataset = write(1, 3, 1, "Pick it up");
    Path mine = Files.writeString(folder.resolve("mine.html"), "my own page");
    Path page = dataset.resolve("view.html");

    for (Path taken : List.of(mine, dataset)) {
      assertThatThrownBy(() -> DatasetPage.write(dataset, taken))
          .isInstanceOf(RecordingException.class)
          .hasMessage(
              taken + " is there and no page of a dataset; choose another --out or move it away");
    }
    assertThat(mine).hasContent("my own page");

    DatasetPage.write(dataset, page, new DatasetView.Limits(1000, 100_000, 0));
    long small = Files.size(page);
    DatasetPage.write(dataset, page);
    assertThat(Files.size(page)).isGreaterThan(small);
    assertThat(dataset).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void whatCannotBeShownIsRefusedInASentence() throws IOException, SQLException {
    Path page = folder.resolve("page.html");
    assertThatThrownBy(() -> DatasetPage.write(folder, page))
        .isInstanceOf(DatasetException.class)
        .hasMessage(folder + " is no dataset: there is no meta/info.json");
    Path dataset = write(1, 3, 1, "Pick it up");
    assertThatThrownBy(() -> DatasetPage.write(dataset, Path.of("/proc/none/page.html")))
        .isInstanceOf(RecordingException.class)
        .hasMessageStartingWith("cannot write the page to /proc/none/page.html: ")
        .hasMessageEndingWith("; choose another --out");
    Files.delete(dataset.resolve("data/chunk-000/file-000.parquet"));
    assertThatThrownBy(() -> DatasetPage.write(dataset, page))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("no episode of " + dataset)
        .hasMessageEndingWith("; there is nothing to look at");
    assertThat(page).doesNotExist();
  }
}
