package org.e2hil.scenarios.check;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentSpec;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.scenarios.experiment.Preflight;
import org.e2hil.scenarios.report.Film;
import org.e2hil.scenarios.report.Frames;
import org.e2hil.scenarios.report.page.HtmlReport;

/**
 * A folder that shows why an expectation does not hold: films and contact sheets of the first
 * un-aided episodes that failed, the learning curve beside the baseline's, and the report of the
 * run. What cannot be made is told of in a line; the verdict stands whatever becomes of it.
 */
@API(status = API.Status.INTERNAL)
public final class FailureFolder {

  private static final int MOST_EPISODES = 3;

  /** No episode is begun once this time has passed. */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final List<String> CAMERAS = List.of("side", "wrist");

  private final Path folder;
  private final PolicyInWorld policy;
  private final InstantSource clock;
  private final List<String> shown = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  private FailureFolder(Path folder, PolicyInWorld policy, InstantSource clock) {
    this.folder = folder;
    this.policy = policy;
    this.clock = clock;
  }

  /**
   * Fills the folder; what an earlier failure left there is replaced.
   *
   * @param failed un-aided episodes of the policy, of which the first ones are filmed
   * @param baseline that the run was compared with
   * @return lines for a person: what is there, and what is not there and why
   */
  public static List<String> write(
      Path folder,
      PolicyInWorld policy,
      List<EpisodeStart> failed,
      Optional<Baseline> baseline,
      InstantSource clock) {
    FailureFolder written = new FailureFolder(folder, policy, clock);
    written.attempt("the folder " + folder, written::empty);
    if (!failed.isEmpty()) {
      written.attempt("films", () -> written.film(failed));
    }
    policy.run().ifPresent(run -> written.tellOf(run, baseline));
    return written.lines();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (!shown.isEmpty()) {
      lines.add("To see it: %s has %s".formatted(folder, String.join(", ", shown)));
    }
    lines.addAll(missing);
    return lines;
  }

  @FunctionalInterface
  private interface Making {
    void make() throws IOException;
  }

  private void attempt(String what, Making making) {
    try {
      making.make();
    } catch (IOException | RuntimeException | LinkageError | VirtualMachineError e) {
      // a renderer or fonts that are not there are errors of many kinds
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      missing.add("Without %s: %s".formatted(what, reason.lines().findFirst().orElse("")));
    }
  }

  private void empty() throws IOException {
    Files.createDirectories(folder);
    try (DirectoryStream<Path> earlier =
        Files.newDirectoryStream(folder, "{episode-*.gif,episode-*.png,curve.png}")) {
      for (Path file : earlier) {
        Files.delete(file);
      }
    }
  }

  private void tellOf(TrainedRun run, Optional<Baseline> baseline) {
    attempt(
        "the learning curve",
        () -> {
          LearningCurve.draw(folder.resolve("curve.png"), run, baseline);
          shown.add("curve.png");
        });
    attempt(
        "the report",
        () -> {
          Path page = HtmlReport.write(List.of(run.directory()), folder.resolve("report")).page();
          shown.add(folder.relativize(page).toString());
        });
  }

  private void film(List<EpisodeStart> failed) throws IOException {
    if (policy
        .run()
        .filter(run -> Preflight.isRobot(run.scenarios(), run.scenario()))
        .isPresent()) {
      missing.add("Without films: a real arm moves only where a person asks for it.");
      return;
    }
    Instant end = clock.instant().plus(PATIENCE);
    try (PolicyInWorld.Hand hand = policy.open(CAMERAS)) {
      EnvironmentSpec spec = hand.environment().spec();
      List<String> groups = spec.groups().stream().map(ObservationGroup::name).toList();
      List<String> there = CAMERAS.stream().filter(groups::contains).toList();
      if (there.isEmpty()) {
        missing.add(
            "Without films: the world was opened without a camera; observation=pixels has two.");
        return;
      }
      for (EpisodeStart start : failed.subList(0, Math.min(MOST_EPISODES, failed.size()))) {
        if (clock.instant().isAfter(end)) {
          missing.add(
              "Without more films: they take longer than %d s.".formatted(PATIENCE.toSeconds()));
          return;
        }
        Film film = new Film(spec, there);
        PolicyInWorld.Episode played = policy.play(hand, start, film::add);
        String name = "episode-%d-%s".formatted(start.number(), Words.of(played.end().kind()));
        Frames.write(folder.resolve(name + ".png"), film.sheet());
        film.write(folder.resolve(name + ".gif"));
        shown.add(name + ".gif");
      }
    }
  }
}
