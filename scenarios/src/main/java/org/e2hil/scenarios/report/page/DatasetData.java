package org.e2hil.scenarios.report.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.e2hil.dataset.DatasetView;
import org.e2hil.dataset.EpisodeFacts;
import org.e2hil.dataset.EpisodeView;
import org.e2hil.dataset.Signal;

/**
 * The data of a dataset's page as JSON. The numbers of an episode are the base64 of its floats, low
 * byte first, one signal after the other; its pictures are data URLs.
 */
final class DatasetData {

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8};

  private final JsonGenerator json;
  private final Path way;

  private DatasetData(JsonGenerator json, Path way) {
    this.json = json;
    this.way = way;
  }

  /**
   * The data, without anything that ends a script.
   *
   * @param way from the page's folder to the dataset's, for its films
   */
  static String json(DatasetView view, Path way) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      new DatasetData(json, way).write(view);
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot be written", e);
    }
    return PageParts.inScript(text.toString());
  }

  private void write(DatasetView view) throws IOException {
    json.writeStartObject();
    json.writeNumberField("fps", view.dataset().fps());
    json.writeArrayFieldStart("actors");
    for (Actor actor : Actor.values()) {
      json.writeStartObject();
      json.writeStringField("word", actor.word());
      json.writeStringField("paint", actor.paint().cssClass());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("signals");
    for (Signal signal : view.signals()) {
      json.writeStartObject();
      json.writeStringField("feature", signal.feature());
      json.writeStringField("group", signal.group());
      json.writeStringField("name", signal.name());
      json.writeEndObject();
    }
    json.writeEndArray();
    texts("filming", view.filming());
    texts("picturing", view.picturing());
    json.writeArrayFieldStart("episodes");
    for (EpisodeView episode : view.episodes()) {
      episode(episode);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void texts(String name, List<String> texts) throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private void episode(EpisodeView episode) throws IOException {
    EpisodeFacts facts = episode.facts();
    json.writeStartObject();
    json.writeNumberField("index", episode.index());
    json.writeNumberField("length", episode.length());
    json.writeStringField("task", facts.task());
    json.writeStringField("kind", facts.kind());
    if (facts.seed().isPresent()) {
      // a text: JavaScript's numbers have 53 bits
      json.writeStringField("seed", Long.toString(facts.seed().getAsLong()));
    }
    json.writeStringField("end", facts.end());
    json.writeStringField("reason", facts.reason());
    truth("success", facts.success());
    truth("aided", facts.aided());
    if (facts.reward().isPresent() && Double.isFinite(facts.reward().getAsDouble())) {
      json.writeNumberField("reward", facts.reward().getAsDouble());
    }
    json.writeArrayFieldStart("who");
    for (EpisodeView.Stretch stretch : episode.stretches()) {
      json.writeArray(new int[] {Actor.of(stretch.actor()).ordinal(), stretch.frames()}, 0, 2);
    }
    json.writeEndArray();
    json.writeStringField("values", base64(episode.values()));
    json.writeArrayFieldStart("films");
    for (Optional<EpisodeView.Film> film : episode.films()) {
      film(film);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("pictures");
    for (List<byte[]> camera : episode.pictures()) {
      json.writeStartArray();
      for (byte[] picture : camera) {
        json.writeString(url(picture));
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void truth(String name, Optional<Boolean> truth) throws IOException {
    if (truth.isPresent()) {
      json.writeBooleanField(name, truth.get());
    }
  }

  private static String base64(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private void film(Optional<EpisodeView.Film> film) throws IOException {
    if (film.isEmpty()) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeStringField("src", address(film.get().file()));
    json.writeNumberField("from", film.get().fromS());
    json.writeNumberField("to", film.get().toS());
    json.writeEndObject();
  }

  /** How the page names a file of the dataset. */
  private String address(Path file) {
    String path =
        StreamSupport.stream(way.resolve(file).spliterator(), false)
            .map(Path::toString)
            .collect(Collectors.joining("/"));
    try {
      return new URI(null, null, path, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(path + " is no address", e);
    }
  }

  /** A picture in the page; empty for a file that is none which every browser shows. */
  private static String url(byte[] picture) {
    String type = begins(picture, PNG) ? "png" : begins(picture, JPEG) ? "jpeg" : "";
    return type.isEmpty()
        ? ""
        : "data:image/%s;base64,".formatted(type) + Base64.getEncoder().encodeToString(picture);
  }

  private static boolean begins(byte[] file, byte[] with) {
    return file.length >= with.length && Arrays.equals(file, 0, with.length, with, 0, with.length);
  }
}
