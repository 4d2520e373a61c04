package org.e2hil.scenarios.config;

import java.util.Arrays;

/** Scenarios read from a text and assignments. */
abstract class ScenarioParsing {

  static final String REACH = "{\"task\": \"reach\", \"robot\": \"test-point\"}";

  final Scenarios scenarios = Scenarios.discover();

  Scenario parse(String json, String... assignments) {
    return scenarios.parse(
        json, "test.json", "test", Arrays.stream(assignments).map(Assignment::parse).toList());
  }
}
