package org.e2hil.scenarios.experiment;

import java.nio.file.Path;
import org.e2hil.agent.sac.Policy;
import org.e2hil.agent.training.ObservationEncoder;
import org.e2hil.agent.training.TrainingListener;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.report.PolicyArchive;
import org.e2hil.scenarios.report.RecordingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the policy of every checkpoint to a file, and warns once where that cannot be. */
final class PolicyKeeper implements TrainingListener {

  private static final Logger LOG = LoggerFactory.getLogger(PolicyKeeper.class);

  private final Path file;
  private final Scenario scenario;
  private final ObservationEncoder input;
  private boolean warned;

  PolicyKeeper(Path file, Scenario scenario, ObservationEncoder input) {
    this.file = file;
    this.scenario = scenario;
    this.input = input;
  }

  @Override
  public void onPolicy(Policy policy) {
    try {
      PolicyArchive.write(file, scenario, policy, input.scaling());
      warned = false;
    } catch (RuntimeException | LinkageError e) {
      // the checkpoint holds the policy, too: a training does not end for this
      if (!warned) {
        LOG.warn(
            "{}; the training goes on, write it later with e2hil export",
            e instanceof RecordingException
                ? e.getMessage()
                : "%s cannot be written (%s)".formatted(file, e));
      }
      warned = true;
    }
  }
}
