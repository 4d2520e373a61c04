package org.e2hil.scenarios.experiment;

import java.util.List;
import java.util.stream.Stream;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.reward.JudgeConfig;
import org.e2hil.agent.reward.JudgedEnvironment;
import org.e2hil.agent.reward.RewardException;
import org.e2hil.agent.reward.SuccessRule;
import org.e2hil.agent.reward.WithheldVerdict;
import org.e2hil.agent.system.UserFiles;
import org.e2hil.scenarios.reward.RewardFile;

/** The classifier that a scenario names as its judge, and the world that it is shown. */
final class SeeingJudge implements AutoCloseable {

  private final RewardFile file;
  private final SuccessRule rule;
  private final WithheldVerdict own = new WithheldVerdict();

  private SeeingJudge(RewardFile file, SuccessRule rule) {
    this.file = file;
    this.rule = rule;
  }

  /**
   * Reads the classifier.
   *
   * @throws RewardException if it cannot be read
   */
  static SeeingJudge open(JudgeConfig.Classifier config) {
    if (config.file().isBlank()) {
      throw new RewardException(
          "judge.file must name what 'e2hil reward train' wrote, as with --set judge.file=FILE");
    }
    return new SeeingJudge(
        RewardFile.read(UserFiles.path(config.file())),
        new SuccessRule(config.threshold(), config.hold()));
  }

  /**
   * Opens a world that shows what the classifier looks at beside what was asked for.
   *
   * @throws RewardException if the classifier is of another task, or the world has not its cameras
   */
  Workcell open(EnvironmentProvider provider, EnvironmentRequest request) {
    file.requireTask(request.task());
    List<String> needed = file.classifier().sight().needed();
    List<String> groups =
        Stream.concat(request.groups().stream(), needed.stream()).distinct().toList();
    EnvironmentRequest shown =
        new EnvironmentRequest(
            request.task(),
            request.settings(),
            groups,
            request.actionScaling(),
            request.horizon(),
            request.tunables(),
            own);
    try {
      return provider.open(shown);
    } catch (IllegalArgumentException e) {
      if (request.groups().containsAll(needed)) {
        throw e;
      }
      throw new RewardException(
          "judge.file: the classifier looks at %s, and %s cannot show all of it: %s; give the robot these cameras, or train a classifier for those that it has"
              .formatted(String.join(", ", needed), provider.robot(), e.getMessage()),
          e);
    }
  }

  /** The world in which the classifier judges. */
  Environment over(Environment world) {
    return new JudgedEnvironment(world, own, file.classifier(), rule);
  }

  @Override
  public void close() {
    file.classifier().close();
  }
}
