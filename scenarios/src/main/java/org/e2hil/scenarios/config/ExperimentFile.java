package org.e2hil.scenarios.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * An experiment as it is described: scenarios, what varies, seeds, and the question that it shall
 * answer.
 *
 * @param name of the experiment, also of its directory
 * @param scenarios names of scenarios or JSON files, and {@code +VARIATION} after them
 * @param settings fields that every cell has otherwise than its scenario
 * @param factors what varies; every level of each is combined with every level of the others
 * @param seeds of every cell, each once
 * @param question what is compared with what
 * @param hours that the runs may take before the experiment stops, to be gone on with; no limit
 *     where empty
 */
@API(status = API.Status.EXPERIMENTAL)
public record ExperimentFile(
    String name,
    List<String> scenarios,
    List<Assignment> settings,
    List<Factor> factors,
    List<Long> seeds,
    Optional<Question> question,
    OptionalDouble hours) {

  /** The factor that the scenarios themselves are. */
  public static final String SCENARIO = "scenario";

  /** Copies the lists, and refuses what contradicts itself. */
  public ExperimentFile {
    scenarios = List.copyOf(scenarios);
    settings = List.copyOf(settings);
    factors = List.copyOf(factors);
    seeds = List.copyOf(seeds);
    requireOnce(scenarios, "scenarios names %s twice; each once is enough");
    requireOnce(
        factors.stream().map(Factor::name).toList(), "the factor %s is given twice; leave one out");
    requireOnce(seeds, "the seed %s is given twice; each once is enough");
    requireOnce(
        Stream.concat(
                settings.stream().map(Assignment::path),
                factors.stream().flatMap(factor -> factor.paths().stream()))
            .toList(),
        "%s is set in two places; let one of them, the settings or a factor, say it");
    requireOnce(
        scenarios.stream().map(ExperimentFile::label).toList(),
        "two scenarios would both be called %s; rename one of their files");
    Names.requireDirectoryName(name);
    for (String reserved : List.of(SCENARIO, "cell", "seed")) {
      if (factors.stream().anyMatch(factor -> factor.name().equals(reserved))) {
        throw new IllegalArgumentException(
            "no factor can be called %s, which every experiment has already".formatted(reserved));
      }
    }
    Stream.concat(
            settings.stream().map(Assignment::path),
            factors.stream().flatMap(factor -> factor.paths().stream()))
        .filter(path -> path.matches("(seed|name|expect)(\\..*)?"))
        .findFirst()
        .ifPresent(
            path -> {
              throw new IllegalArgumentException(
                  "%s has no effect on an experiment, which has its seeds, its names and no expectations; leave it out"
                      .formatted(path));
            });
    if (scenarios.isEmpty()) {
      throw new IllegalArgumentException("scenarios must name at least one");
    }
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException("seeds must be at least one");
    }
    if (hours.isPresent() && !(hours.getAsDouble() > 0)) {
      throw new IllegalArgumentException(
          "hours must be more than 0, but are " + hours.getAsDouble());
    }
    if (question.isPresent()) {
      question.get().require(factors, scenarios);
    }
  }

  /**
   * What varies.
   *
   * @param name of the factor, a field's path where it varies one field alone
   * @param levels at least two
   */
  public record Factor(String name, List<Level> levels) {

    /** Copies the levels, and refuses one alone and two of one label. */
    public Factor {
      levels = List.copyOf(levels);
      if (levels.size() < 2) {
        throw new IllegalArgumentException(
            "the factor %s needs at least two levels, or nothing varies".formatted(name));
      }
      requireOnce(
          levels.stream().map(Level::label).toList(),
          "the factor " + name + " has the level %s twice; each once is enough");
    }

    private Set<String> paths() {
      Set<String> paths = new LinkedHashSet<>();
      levels.forEach(level -> level.settings().forEach(setting -> paths.add(setting.path())));
      return paths;
    }
  }

  /**
   * One of the ways that a factor can be.
   *
   * @param label for people; part of the name of its cells unless it changes nothing
   * @param suffix that it adds to the names of its cells; empty if it changes nothing
   * @param variations that it lays over a scenario, in their order
   * @param settings fields that it sets
   */
  public record Level(
      String label, String suffix, List<String> variations, List<Assignment> settings) {

    /** Copies the lists, and refuses a label that could not be part of a directory's name. */
    public Level {
      variations = List.copyOf(variations);
      settings = List.copyOf(settings);
      if (!label.matches("[A-Za-z0-9._+-]{1,40}")) {
        throw new IllegalArgumentException(
            "the level '%s' must have a label of up to 40 letters, digits, dots, dashes, underscores and plus signs"
                .formatted(label));
      }
    }
  }

  /** By what cells are compared. */
  public enum Measure {
    /** Share of un-aided successes with mean actions, in the evaluation that ends a run. */
    SUCCESS,
    /** Mean of un-aided success with sampled actions over the whole training. */
    SUCCESS_CURVE,
    /** Control periods until un-aided success with sampled actions reached the threshold. */
    STEPS_TO_THRESHOLD,
    /** Control periods in which a hand acted. */
    INTERVENTION_STEPS,
    /** Mean control periods of an un-aided episode with mean actions. */
    EPISODE_STEPS
  }

  /**
   * What an experiment shall tell.
   *
   * @param factor whose levels are compared, or {@link #SCENARIO}
   * @param against the level that all others are compared with; the first where empty
   * @param measure by which; success where empty
   * @param threshold of success in (0, 1], for {@link Measure#STEPS_TO_THRESHOLD}; 0.8 where empty
   */
  public record Question(
      String factor,
      Optional<String> against,
      Optional<Measure> measure,
      OptionalDouble threshold) {

    /** Refuses a threshold that no success can reach, or that has no effect. */
    public Question {
      if (threshold.isPresent() && !(threshold.getAsDouble() > 0 && threshold.getAsDouble() <= 1)) {
        throw new IllegalArgumentException(
            "threshold must lie in (0, 1], but is " + threshold.getAsDouble());
      }
      if (threshold.isPresent() && measure.filter(Measure.STEPS_TO_THRESHOLD::equals).isEmpty()) {
        throw new IllegalArgumentException(
            "threshold has an effect on the measure steps-to-threshold alone; leave it out");
      }
    }

    private void require(List<Factor> factors, List<String> scenarios) {
      List<String> names =
          Stream.concat(
                  factors.stream().map(Factor::name),
                  Stream.of(SCENARIO).filter(any -> scenarios.size() > 1))
              .toList();
      if (!names.contains(factor)) {
        throw new IllegalArgumentException(
            "question.factor = %s: there is no such factor, %s"
                .formatted(factor, Names.hint(factor, names)));
      }
      List<String> levels =
          factors.stream()
              .filter(f -> f.name().equals(factor))
              .flatMap(f -> f.levels().stream().map(Level::label))
              .toList();
      List<String> allowed =
          factor.equals(SCENARIO) ? scenarios.stream().map(ExperimentFile::label).toList() : levels;
      if (against.isPresent() && !allowed.contains(against.get())) {
        throw new IllegalArgumentException(
            "question.against = %s: the factor %s has no such level, %s"
                .formatted(against.get(), factor, Names.hint(against.get(), allowed)));
      }
    }
  }

  /** The same experiment of other scenarios. */
  public ExperimentFile withScenarios(List<String> others) {
    return new ExperimentFile(name, others, settings, factors, seeds, question, hours);
  }

  /** What a scenario is called as a level: its reference without folder and {@code .json}. */
  public static String label(String reference) {
    return reference.replaceFirst("^.*/", "").replace(".json", "");
  }

  private static void requireOnce(List<?> values, String sentence) {
    Set<Object> seen = new LinkedHashSet<>();
    for (Object value : values) {
      if (!seen.add(value)) {
        throw new IllegalArgumentException(sentence.replace("%s", String.valueOf(value)));
      }
    }
  }
}
