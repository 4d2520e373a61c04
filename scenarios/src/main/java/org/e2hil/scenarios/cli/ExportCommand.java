package org.e2hil.scenarios.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.sac.SacLearner;
import org.e2hil.agent.training.Checkpoint;
import org.e2hil.agent.training.ObservationScaling;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.report.PolicyArchive;
import org.e2hil.scenarios.report.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes the policy out of a run's last checkpoint; no world is opened, no robot connected to. */
@Command(
    name = "export",
    description = "Write a run's policy as a DL4J archive that needs nothing of E2HiL.")
final class ExportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "A run directory.")
  private Path run;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write it; by default policy.zip in the run directory.")
  private Path out;

  @Override
  public Integer call() {
    RunDirectory directory = RunDirectory.find(run);
    Scenarios scenarios = Scenarios.discover();
    Scenario scenario = scenarios.read(directory.scenario().toString(), List.of());
    Path file = out == null ? directory.policy() : out.toAbsolutePath();
    Checkpoint.read(
        directory.checkpoint(),
        scenarios.fingerprint(scenario),
        in -> {
          ObservationScaling[] scaling = new ObservationScaling[1];
          in.section(
              "observation scaling", section -> scaling[0] = ObservationScaling.load(section));
          try (SacLearner learner =
              new SacLearner(
                  scenario.agent().withThreads(1),
                  scenario.selection(),
                  scaling[0].size(),
                  Action.CONTINUOUS,
                  SeededRandom.of(scenario.seed(), "learner"))) {
            learner.load(in.within("learner"));
            PolicyArchive.write(file, scenario, learner.policy(), scaling[0]);
          }
        });
    spec.commandLine().getOut().printf("%s%n", file);
    spec.commandLine().getOut().flush();
    return 0;
  }
}
