package org.e2hil.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.training.Origin;
import org.e2hil.dataset.film.FilmWriter;

/** What {@code meta/info.json} says. */
final class DatasetInfo {

  /** The key of what LeRobot passes over: our own layout, so that import restores it exactly. */
  private static final String OWN = "e2hil";

  private static final String GROUPS = "observationGroups";

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final ObjectNode json;

  private DatasetInfo(ObjectNode json) {
    this.json = json;
  }

  /** That of a dataset of ours with so many episodes. */
  static DatasetInfo of(DatasetSpec spec, long episodes, long frames) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("codebase_version", Version.V3_0.word());
    json.put("robot_type", spec.robotType());
    json.put("total_episodes", episodes);
    json.put("total_frames", frames);
    json.put("total_tasks", 1);
    json.put("chunks_size", Layout.CHUNK);
    json.put("data_files_size_in_mb", 100);
    json.put("video_files_size_in_mb", 200);
    json.put("fps", spec.fps());
    json.putObject("splits").put("train", "0:" + episodes);
    json.put("data_path", Layout.DATA_PATH);
    boolean films =
        spec.pictures().stream().anyMatch(picture -> picture.format() == PictureSpec.Format.AV1);
    json.put("video_path", films ? Layout.VIDEO_PATH : null);
    ObjectNode features = json.putObject("features");
    for (Feature feature : Feature.of(spec)) {
      ObjectNode one = features.putObject(feature.name());
      one.put("dtype", feature.type().word());
      feature.shape().forEach(one.putArray("shape")::add);
      if (feature.names().isEmpty()) {
        one.putNull("names");
      } else {
        ArrayNode names = one.putArray("names");
        feature.names().forEach(names::add);
      }
      if (feature.type() == Feature.Type.VIDEO) {
        one.set("info", film(feature, spec.fps()));
      }
    }
    json.set(OWN, own(spec));
    return new DatasetInfo(json);
  }

  /** What LeRobot says of a film, in its words. */
  private static ObjectNode film(Feature feature, int fps) {
    ObjectNode film = MAPPER.createObjectNode();
    film.put("video.height", feature.shape().get(0));
    film.put("video.width", feature.shape().get(1));
    film.put("video.codec", "av1");
    film.put("video.pix_fmt", "yuv420p");
    film.put("video.fps", fps);
    film.put("video.channels", 3);
    film.put("video.g", FilmWriter.GOP);
    film.put("video.crf", FilmWriter.CRF);
    film.put("video.preset", FilmWriter.PRESET);
    film.put("video.fast_decode", 0);
    film.put("has_audio", false);
    film.put("is_depth_map", false);
    return film;
  }

  private static ObjectNode own(DatasetSpec spec) {
    ObjectNode own = MAPPER.createObjectNode();
    own.put("layout", 1);
    own.put("task", spec.task());
    spec.origin()
        .ifPresent(
            origin -> {
              ObjectNode node = own.putObject("origin");
              node.put("task", origin.task());
              node.put("arm", origin.arm());
              ObjectNode scale = node.putObject("actionScale");
              scale.put("translationM", origin.actionScale().translationM());
              scale.put("rotationRad", origin.actionScale().rotationRad());
              scale.put("gripperFraction", origin.actionScale().gripperFraction());
              ArrayNode groups = node.putArray("groups");
              origin.groups().forEach(groups::add);
            });
    spec.groups().forEach(group -> write(own.withArray(GROUPS), group));
    return own;
  }

  /**
   * Reads the file.
   *
   * @return empty where it is missing or torn
   */
  static Optional<DatasetInfo> read(Path file) {
    try {
      return Files.exists(file) ? parse(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      // letters that are none, as in a damaged file
      return Optional.empty();
    }
  }

  /** Reads the text of the file, empty where it is torn. */
  static Optional<DatasetInfo> parse(String text) {
    try {
      return MAPPER.readTree(text) instanceof ObjectNode object
              && object.path("features").isObject()
          ? Optional.of(new DatasetInfo(object))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** As it stands in the file. */
  String text() {
    try {
      return MAPPER.writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new DatasetException("info.json cannot be written: " + e.getMessage(), e);
    }
  }

  JsonNode json() {
    return json;
  }

  /** The version of the format; empty for one that is not read. */
  Optional<Version> version() {
    return Version.of(json.path("codebase_version").asText());
  }

  /**
   * The version of the format, of a dataset that is read.
   *
   * @throws DatasetException if that version is not read
   */
  Version requireVersion(Layout layout) {
    String said = json.path("codebase_version").asText();
    return version()
        .orElseThrow(
            () ->
                new DatasetException(
                    "the dataset %s is of version %s; only v3 and v2.1 are read, to which LeRobot converts older ones"
                        .formatted(layout.root(), said.isEmpty() ? "unknown" : said)));
  }

  long episodes() {
    return json.path("total_episodes").asLong(-1);
  }

  /** Files in a folder, before the next folder begins. */
  int chunk() {
    int said = json.path("chunks_size").asInt();
    return said > 0 ? said : Layout.CHUNK;
  }

  int fps() {
    return json.path("fps").asInt();
  }

  boolean hasFeature(String name) {
    return json.path("features").has(name);
  }

  List<String> features() {
    List<String> names = new ArrayList<>();
    json.path("features").fieldNames().forEachRemaining(names::add);
    return names;
  }

  JsonNode feature(String name) {
    return json.path("features").path(name);
  }

  /** How many numbers a frame has of a feature; 0 where there is none. */
  int size(String feature) {
    int size = feature(feature).path("shape").isEmpty() ? 0 : 1;
    for (JsonNode length : feature(feature).path("shape")) {
      size *= length.asInt();
    }
    return size;
  }

  /** The names of a feature's numbers, of whatever depth; empty where there are none. */
  List<String> names(String feature) {
    List<String> names = new ArrayList<>();
    collect(feature(feature).path("names"), names);
    return names;
  }

  private static void collect(JsonNode node, List<String> names) {
    if (node.isContainerNode()) {
      node.forEach(part -> collect(part, names));
    } else if (node.isTextual()) {
      names.add(node.asText());
    }
  }

  /**
   * Height and width of a picture: LeRobot has written the colours last and, for HIL-SERL, first.
   */
  List<Integer> pictureSize(String feature) {
    List<Integer> shape = new ArrayList<>();
    feature(feature).path("shape").forEach(length -> shape.add(length.asInt()));
    if (shape.size() != 3 || shape.contains(0)) {
      throw new DatasetException(
          "the pictures %s have the shape %s, which is none of height, width and colours"
              .formatted(feature, shape));
    }
    return shape.get(0) == 3 && shape.get(2) != 3 ? shape.subList(1, 3) : shape.subList(0, 2);
  }

  /** Whether a feature is in films. */
  boolean isFilm(String feature) {
    return feature(feature).path("dtype").asText().equals("video");
  }

  /** Names of the features that are pictures, filmed or not. */
  List<String> pictures() {
    return features().stream()
        .filter(name -> feature(name).path("dtype").asText().matches("video|image"))
        .toList();
  }

  /**
   * What all its episodes have in common; empty where another program wrote it, as every dataset of
   * an older version, whatever was copied into it.
   */
  Optional<DatasetSpec> spec() {
    JsonNode own = json.path(OWN);
    if (!own.isObject() || !version().equals(Optional.of(Version.V3_0))) {
      return Optional.empty();
    }
    return Optional.of(
        new DatasetSpec(
            own.path("task").asText(),
            json.path("robot_type").asText(),
            fps(),
            names(Feature.STATE),
            pictures().stream().map(this::picture).toList(),
            origin(own.path("origin")),
            StreamSupport.stream(own.path(GROUPS).spliterator(), false)
                .map(DatasetInfo::group)
                .toList()));
  }

  private static void write(ArrayNode groups, ObservationGroup group) {
    ObjectNode node = groups.addObject();
    node.put("name", group.name());
    node.put("kind", SqlWords.of(group.kind()));
    ArrayNode shape = node.putArray("shape");
    group.shape().forEach(shape::add);
    node.put("kinds", group.kinds());
    node.put("privileged", group.privileged());
  }

  private static ObservationGroup group(JsonNode node) {
    List<Integer> shape = new ArrayList<>();
    node.path("shape").forEach(length -> shape.add(length.asInt()));
    return new ObservationGroup(
        node.path("name").asText(),
        SqlWords.parse(ObservationGroup.Kind.class, node.path("kind").asText()),
        shape,
        node.path("kinds").asInt(),
        node.path("privileged").asBoolean());
  }

  private PictureSpec picture(String feature) {
    JsonNode said = feature(feature);
    return new PictureSpec(
        feature.substring(Feature.PICTURES.length()),
        said.path("shape").path(0).asInt(),
        said.path("shape").path(1).asInt(),
        isFilm(feature) ? PictureSpec.Format.AV1 : PictureSpec.Format.PNG);
  }

  private static Optional<Origin> origin(JsonNode origin) {
    if (!origin.isObject()) {
      return Optional.empty();
    }
    JsonNode scale = origin.path("actionScale");
    List<String> groups = new ArrayList<>();
    origin.path("groups").forEach(group -> groups.add(group.asText()));
    return Optional.of(
        new Origin(
            origin.path("task").asText(),
            origin.path("arm").asText(),
            new ActionScale(
                scale.path("translationM").asDouble(),
                scale.path("rotationRad").asDouble(),
                scale.path("gripperFraction").asDouble()),
            groups));
  }
}
