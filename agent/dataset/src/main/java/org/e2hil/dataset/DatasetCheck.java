package org.e2hil.dataset;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/** Checks a dataset against what LeRobot's readers expect of its version, v3.0 or v2.1. */
@API(status = API.Status.EXPERIMENTAL)
public final class DatasetCheck {

  private final Layout layout;
  private final Duck duck;
  private final List<String> found = new ArrayList<>();

  private DatasetCheck(Layout layout, Duck duck) {
    this.layout = layout;
    this.duck = duck;
  }

  /**
   * Checks every rule that shows in the files, on which nothing is changed.
   *
   * @return a sentence for each rule that is broken
   * @throws DatasetException if the folder is no dataset at all, or of a version that is not read
   */
  public static List<String> of(Path folder) {
    Layout layout = Dataset.layout(folder);
    try (Duck duck = Duck.open()) {
      DatasetCheck check = new DatasetCheck(layout, duck);
      check.all();
      return List.copyOf(check.found);
    } catch (SQLException e) {
      throw new DatasetException(
          "the dataset %s cannot be checked: %s".formatted(folder, Duck.reason(e)), e);
    }
  }

  private void all() throws SQLException {
    Optional<DatasetInfo> info = DatasetInfo.read(layout.info());
    if (info.isEmpty()) {
      found.add("meta/info.json is missing or damaged.");
      return;
    }
    Version version = info.get().requireVersion(layout);
    new InfoRules(info.get(), version, found).check();
    WholeEpisodes whole =
        WholeEpisodes.find(duck, layout, version.rows(layout, info.get()), info.get().episodes());
    whole.leftOut().ifPresent(sentence -> found.add(sentence + "."));
    new Strays(layout, whole)
        .files()
        .forEach(
            stray ->
                found.add(
                    "%s belongs to no episode, and LeRobot would read it."
                        .formatted(layout.name(stray))));
    switch (version) {
      case V2_1 -> new JsonRules(duck, layout, info.get(), whole, found).check();
      case V3_0 -> new ParquetRules(duck, layout, info.get(), whole, found).check();
    }
    if (whole.rows().isEmpty()) {
      return;
    }
    totals(info.get(), whole);
    new FrameRules(duck, layout, info.get(), whole, found).check();
    new FilmRules(layout, info.get(), whole, found).check();
  }

  private void totals(DatasetInfo info, WholeEpisodes whole) {
    long announced = info.episodes();
    if (announced != whole.rows().size()) {
      found.add(
          "meta/info.json says total_episodes %d, and %d are whole."
              .formatted(announced, whole.rows().size()));
    }
    long frames = info.json().path("total_frames").asLong(-1);
    if (frames != whole.frames()) {
      found.add(
          "meta/info.json says total_frames %d, and there are %d."
              .formatted(frames, whole.frames()));
    }
  }
}
