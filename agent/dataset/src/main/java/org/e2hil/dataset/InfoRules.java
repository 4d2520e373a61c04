package org.e2hil.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What {@code meta/info.json} must say. */
final class InfoRules {

  private final DatasetInfo info;
  private final Version version;
  private final List<String> found;

  InfoRules(DatasetInfo info, Version version, List<String> found) {
    this.info = info;
    this.version = version;
    this.found = found;
  }

  void check() {
    JsonNode json = info.json();
    must(
        json.path("fps").isIntegralNumber() && info.fps() > 0,
        "fps is %s, not an integer above 0",
        json.path("fps"));
    must(
        json.path("chunks_size").asInt() > 0,
        "chunks_size is %s, not an integer above 0",
        json.path("chunks_size"));
    must(
        json.path("data_path").asText().equals(version.dataPath()),
        "data_path is %s",
        json.path("data_path"));
    boolean films = info.pictures().stream().anyMatch(info::isFilm);
    must(
        !films || json.path("video_path").asText().equals(version.videoPath()),
        "video_path is %s",
        json.path("video_path"));
    must(
        json.path("splits")
            .path("train")
            .asText()
            .equals("0:" + json.path("total_episodes").asLong()),
        "splits say %s, which are not all episodes",
        json.path("splits"));
    if (version == Version.V2_1) {
      // LeRobot's converter to v3.0 stops without them
      for (String total : List.of("total_chunks", "total_videos")) {
        must(json.path(total).isIntegralNumber(), "%s is no integer", total);
      }
    }
    info.features().forEach(this::feature);
    List<String> names = info.features();
    List<String> last = Feature.BOOKKEEPING.stream().map(Feature::name).toList();
    must(
        version != Version.V3_0
            || names.size() >= last.size()
                && names.subList(names.size() - last.size(), names.size()).equals(last),
        "the last features are not %s",
        last);
    for (Feature feature : Feature.BOOKKEEPING) {
      JsonNode said = info.feature(feature.name());
      must(
          said.path("dtype").asText().equals(feature.type().word())
              && info.size(feature.name()) == 1,
          "the feature %s is not one %s",
          feature.name(),
          feature.type().word());
    }
  }

  private void feature(String name) {
    must(!name.contains("/"), "the feature %s has a slash in its name", name);
    must(info.size(name) > 0, "the feature %s has no shape", name);
    JsonNode said = info.feature(name);
    must(
        said.path("dtype")
            .asText()
            .matches("float(16|32|64)|u?int(8|16|32|64)|bool|string|image|video|language"),
        "the feature %s has the dtype %s, which is none",
        name,
        said.path("dtype"));
    boolean numbers = !info.pictures().contains(name) && said.path("shape").size() == 1;
    List<String> names = info.names(name);
    must(
        !numbers || names.isEmpty() || names.size() == info.size(name),
        "the feature %s has %s numbers and %s names",
        name,
        info.size(name),
        names.size());
  }

  private void must(boolean holds, String otherwise, Object... arguments) {
    if (!holds) {
      found.add("meta/info.json: " + otherwise.formatted(arguments) + ".");
    }
  }
}
