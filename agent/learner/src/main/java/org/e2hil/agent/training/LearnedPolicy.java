package org.e2hil.agent.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apiguardian.api.API;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.sac.Policy;
import org.e2hil.agent.sac.SacConfig;
import org.e2hil.agent.state.StateReader;
import org.e2hil.agent.vision.PictureEncoder;

/**
 * What a training learned, without its world: it is given an observation and answers with an
 * action. One thread.
 */
@API(status = API.Status.MAINTAINED)
public final class LearnedPolicy {

  /** How finely {@link #saliency} divides a picture, down and across. */
  static final int PATCHES = 8;

  private final ObservationEncoder input;
  private final Policy policy;
  private final Policy.Actor actor;

  /**
   * A policy and how it sees.
   *
   * @param input of which this object is the only user
   */
  @API(status = API.Status.INTERNAL)
  public LearnedPolicy(ObservationEncoder input, Policy policy) {
    this.input = input;
    this.policy = policy;
    actor = policy.actor();
  }

  /**
   * The policy in a checkpoint.
   *
   * @param config of the learner that wrote it
   * @param encoders of the pictures that it sees, of the kind that it was trained with
   * @throws CheckpointException if the file is missing, damaged or of another version
   * @throws IllegalArgumentException if the learner had networks of another size
   */
  @API(status = API.Status.INTERNAL)
  public static LearnedPolicy read(
      Path checkpoint, SacConfig config, PictureEncoder.Factory encoders) {
    LearnedPolicy[] read = new LearnedPolicy[1];
    Checkpoint.readAny(checkpoint, in -> read[0] = read(in, config, encoders));
    return read[0];
  }

  private static LearnedPolicy read(
      StateReader in, SacConfig config, PictureEncoder.Factory encoders) throws IOException {
    List<ObservationGroup> groups = new ArrayList<>();
    in.section(ActorRole.GROUPS, section -> groups.addAll(ObservationGroups.read(section)));
    ObservationEncoder input = ObservationEncoder.of(groups, encoders);
    in.section(ActorRole.INPUT, input::load);
    Policy policy =
        Policy.read(in.within(LearnerRole.LEARNER), config, input.size(), Action.CONTINUOUS);
    return new LearnedPolicy(input, policy);
  }

  /** The groups that an observation must have; it may have others. */
  public List<ObservationGroup> groups() {
    return input.groups();
  }

  /** Learner steps that made it. */
  public long learnerSteps() {
    return policy.step();
  }

  /** Its mean action, without chance. */
  public Action act(Observation observation) {
    float[] continuous = new float[Action.CONTINUOUS];
    int gripper = actor.mean(input.of(observation), continuous);
    return Action.of(continuous, gripper);
  }

  /**
   * Where it looks in each picture that it sees: how far its mean action moves, as a share of full
   * scale and without the gripper, where a patch of the picture is covered with its mean colour. It
   * takes as long as a hundred actions.
   *
   * @return for each camera {@code [8][8]}, rows from the top; empty if it sees no pictures
   */
  public Map<String, float[][]> saliency(Observation observation) {
    return new Saliency(input, actor).of(observation);
  }

  /** An action drawn as while it trained. */
  public Action sample(Observation observation, RandomGenerator random) {
    float[] continuous = new float[Action.CONTINUOUS];
    int gripper = actor.sample(input.of(observation), random, continuous);
    return Action.of(continuous, gripper);
  }
}
