package org.e2hil.scenarios;

import java.util.List;

/** The modules that have sources, as paths below the project's folder. */
public final class ProjectModules {

  public static final List<String> PATHS =
      List.of(
          "agent/control",
          "agent/learner",
          "agent/dataset",
          "agent/vision",
          "sim",
          "hardware",
          "scenarios",
          "scenarios/testing");

  private ProjectModules() {}
}
