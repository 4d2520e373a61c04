package org.e2hil.scenarios.config;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apiguardian.api.API;
import org.e2hil.agent.diagnostics.DiagnosticsConfig;
import org.e2hil.agent.env.ActionScaling;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.reward.JudgeConfig;
import org.e2hil.agent.sac.SacConfig;
import org.e2hil.agent.selection.SelectionConfig;
import org.e2hil.agent.training.EvaluationConfig;
import org.e2hil.agent.training.LearningConfig;
import org.e2hil.agent.training.TrainingConfig;
import org.e2hil.agent.vision.PictureEncoderConfig;

/**
 * One experiment, complete: with its seed, it decides every number of a run in simulation.
 *
 * @param name of the experiment, also of its runs' directories
 * @param task what to learn
 * @param robot with what
 * @param observation what the policy sees
 * @param pictureEncoder what turns the pictures that it sees into numbers; colour keypoints where
 *     empty
 * @param actionScaling how an action moves the robot
 * @param agent the learner
 * @param selection which states the actor learns from
 * @param judge who says in training that the task is done; its world's own judge where empty
 * @param intervention when a hand takes over
 * @param training how long and from what
 * @param learning whether the control loop waits for the learner
 * @param evaluation how the policy is evaluated
 * @param diagnostics what is measured beside learning; changes no number of the run
 * @param expect what {@code e2hil check} judges a run by; changes no number of the run
 * @param seed of the run
 */
@API(status = API.Status.MAINTAINED)
public record Scenario(
    String name,
    Task task,
    Robot robot,
    Observation observation,
    Optional<PictureEncoderConfig> pictureEncoder,
    ActionScaling actionScaling,
    SacConfig agent,
    SelectionConfig selection,
    Optional<JudgeConfig> judge,
    Intervention intervention,
    TrainingConfig training,
    LearningConfig learning,
    EvaluationConfig evaluation,
    DiagnosticsConfig diagnostics,
    Optional<Expectations> expect,
    long seed) {

  /** Refuses a name that could not be a directory's. */
  public Scenario {
    Names.requireDirectoryName(name);
    // spelt out or not, it is the same experiment
    judge = judge.filter(JudgeConfig.Classifier.class::isInstance);
  }

  /** What makes an encoder for each camera that the policy sees. */
  public PictureEncoderConfig encoders() {
    return pictureEncoder.orElseGet(PictureEncoderConfig.ColourKeypoints::new);
  }

  /** The classifier that judges in training, if one does. */
  public Optional<JudgeConfig.Classifier> classifier() {
    return judge.map(JudgeConfig.Classifier.class::cast);
  }

  /** The same experiment with another seed. */
  public Scenario withSeed(long other) {
    return with(name, task, robot, intervention, expect, other);
  }

  /** The same experiment under another name. */
  public Scenario named(String other) {
    return with(other, task, robot, intervention, expect, seed);
  }

  /** The same experiment with another task. */
  Scenario withTask(Task other) {
    return with(name, other, robot, intervention, expect, seed);
  }

  /** The same experiment, of which nothing is expected: what decides a run. */
  public Scenario withoutExpectations() {
    return with(name, task, robot, intervention, Optional.empty(), seed);
  }

  /** The same experiment with another robot, on which nobody takes over. */
  public Scenario evaluatedOn(Robot other) {
    return with(name, task, other, Intervention.never(), expect, seed);
  }

  /** With other values of the fields that ever change. */
  private Scenario with(
      String otherName,
      Task otherTask,
      Robot otherRobot,
      Intervention otherIntervention,
      Optional<Expectations> otherExpect,
      long otherSeed) {
    return new Scenario(
        otherName,
        otherTask,
        otherRobot,
        observation,
        pictureEncoder,
        actionScaling,
        agent,
        selection,
        judge,
        otherIntervention,
        training,
        learning,
        evaluation,
        diagnostics,
        otherExpect,
        otherSeed);
  }

  /**
   * What to learn.
   *
   * @param type the task's name
   * @param horizon control periods until the time limit; the task's own where empty
   * @param tunables numbers of a simulated task that differ from its own, by their names
   */
  public record Task(String type, OptionalInt horizon, Map<String, Double> tunables) {

    /** Refuses an empty horizon. */
    public Task {
      tunables = Collections.unmodifiableMap(new TreeMap<>(tunables));
      if (horizon.isPresent() && horizon.getAsInt() < 1) {
        throw new IllegalArgumentException(
            "horizon must be at least 1, but is " + horizon.getAsInt());
      }
    }
  }

  /**
   * With what to learn.
   *
   * @param type the robot's name
   * @param settings of the robot, of the record that its provider names
   */
  public record Robot(String type, Record settings) {}

  /**
   * What the policy sees.
   *
   * @param groups of the world's observation, in this order
   */
  public record Observation(List<String> groups) {

    /** Where the robot is, and the state of the objects: the word {@code state}. */
    public static final Observation STATE =
        new Observation(List.of(ObservationGroup.PROPRIOCEPTION, ObservationGroup.OBJECTS));

    /** Where the robot is, and its two cameras: the word {@code pixels}. */
    public static final Observation PIXELS =
        new Observation(List.of(ObservationGroup.PROPRIOCEPTION, "wrist", "side"));

    /** Copies the groups, of which there must be one at least. */
    public Observation {
      groups = List.copyOf(groups);
      if (groups.isEmpty()) {
        throw new IllegalArgumentException("groups must name one observation group at least");
      }
    }
  }
}
