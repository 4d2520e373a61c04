package org.e2hil.scenarios.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.e2hil.scenarios.config.Assignment;

/** What {@code --set} says: each is obeyed, or refused. */
final class Settings {

  private Settings() {}

  /**
   * Reads what was given.
   *
   * @throws IllegalArgumentException if it is no assignment, or one field is given twice
   */
  static List<Assignment> parse(List<String> texts) {
    List<Assignment> settings = texts.stream().map(Assignment::parse).toList();
    Set<String> paths = new HashSet<>();
    for (Assignment setting : settings) {
      if (!paths.add(setting.path())) {
        throw new IllegalArgumentException(
            "--set gives %s twice; leave one of them out".formatted(setting.path()));
      }
    }
    return settings;
  }

  /**
   * Refuses a field that another option sets as well, since one of the two would have no effect.
   *
   * @param path of the field
   * @param option that was given and sets it
   */
  static void refuse(List<Assignment> settings, String path, String option) {
    if (settings.stream().anyMatch(setting -> setting.path().equals(path))) {
      throw new IllegalArgumentException(
          "%s and --set %s say the same thing twice; leave one of them out"
              .formatted(option, path));
    }
  }

  /**
   * Adds what an option says of a field; nothing where the option was not given.
   *
   * @param all receives it
   * @param given by {@code --set}, which must not set the field as well
   * @param path of the field
   * @param option that sets it
   * @param value of the option; null where it was not given
   */
  static void add(
      List<Assignment> all, List<Assignment> given, String path, String option, Object value) {
    if (value != null) {
      refuse(given, path, option);
      all.add(new Assignment(path, value.toString()));
    }
  }

  /**
   * Refuses fields that have no effect on a command.
   *
   * @param understood paths of fields and blocks that have one
   * @param command its name
   */
  static void requireOnly(List<Assignment> settings, List<String> understood, String command) {
    for (Assignment setting : settings) {
      String path = setting.path();
      if (understood.stream().noneMatch(u -> path.equals(u) || path.startsWith(u + "."))) {
        throw new IllegalArgumentException(
            "--set %s has no effect on %s, which obeys only %s; leave it out"
                .formatted(path, command, String.join(", ", understood)));
      }
    }
  }
}
