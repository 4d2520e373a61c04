package org.e2hil.dataset;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.training.Origin;

/**
 * What all episodes of a dataset have in common.
 *
 * @param task what is done, in words
 * @param robotType the arm
 * @param fps control periods a second, above 0
 * @param stateNames one for each number of an observation, in their order, all different
 * @param pictures of each camera, in the order of the observation's pictures
 * @param origin what the numbers mean, as an episode file keeps it; empty where nobody said
 * @param groups of an observation, in their order; empty where nobody said
 */
@API(status = API.Status.INTERNAL)
public record DatasetSpec(
    String task,
    String robotType,
    int fps,
    List<String> stateNames,
    List<PictureSpec> pictures,
    Optional<Origin> origin,
    List<ObservationGroup> groups) {

  /** What the eight numbers of every robot's own group are, in their order. */
  private static final List<String> PROPRIOCEPTION =
      List.of(
          "tool_x_m",
          "tool_y_m",
          "tool_z_m",
          "tool_qw",
          "tool_qx",
          "tool_qy",
          "tool_qz",
          "gripper");

  /**
   * Checks them and copies the names.
   *
   * @throws DatasetException if there is no number, a name twice, or no positive rate
   */
  public DatasetSpec {
    stateNames = List.copyOf(stateNames);
    pictures = List.copyOf(pictures);
    groups = List.copyOf(groups);
    if (stateNames.isEmpty() || new HashSet<>(stateNames).size() < stateNames.size()) {
      throw new DatasetException(
          "an observation in a dataset needs numbers with names that differ, but they are "
              + stateNames);
    }
    if (fps <= 0) {
      throw new DatasetException("a dataset needs a control rate of 1 Hz at least, not " + fps);
    }
  }

  /**
   * What the episodes of a world have in common.
   *
   * @param origin what the numbers mean
   * @param fps control periods a second, above 0
   * @param groups of an observation, in their order
   * @param pictures how those of cameras are kept
   */
  public static DatasetSpec of(
      Origin origin, int fps, List<ObservationGroup> groups, PictureSpec.Format pictures) {
    return new DatasetSpec(
        origin.task(),
        origin.arm(),
        fps,
        names(groups),
        PictureSpec.of(groups, pictures),
        Optional.of(origin),
        groups);
  }

  /** Whether episodes of the other may stand beside those of this; nobody need know the groups. */
  boolean agreesWith(DatasetSpec other) {
    boolean known = !groups.isEmpty() && !other.groups.isEmpty();
    return withoutGroups().equals(other.withoutGroups()) && (!known || groups.equals(other.groups));
  }

  private DatasetSpec withoutGroups() {
    return new DatasetSpec(task, robotType, fps, stateNames, pictures, origin, List.of());
  }

  /** How much an observation must hold. */
  RecordedObservation.Shape shape() {
    return new RecordedObservation.Shape(
        stateNames.size(), pictures.stream().map(PictureSpec::bytes).toList());
  }

  /** What another does not share with this, as the end of a sentence about this. */
  String misfit(DatasetSpec other) {
    if (fps != other.fps) {
      return "has %d control periods a second, not %d".formatted(fps, other.fps);
    } else if (!stateNames.equals(other.stateNames)) {
      return "has the observation %s, not %s".formatted(stateNames, other.stateNames);
    } else if (!pictures.equals(other.pictures)) {
      return "has the pictures %s, not %s".formatted(pictures, other.pictures);
    } else if (!robotType.equals(other.robotType)) {
      return "has the robot %s, not %s".formatted(robotType, other.robotType);
    }
    return origin
        .flatMap(mine -> other.origin.flatMap(mine::misfit))
        .map(misfit -> "has episodes that " + misfit)
        .orElseGet(
            () ->
                groups.equals(other.groups)
                    ? "is of another task or origin"
                    : "has the observation groups %s, not %s".formatted(groups, other.groups));
  }

  /**
   * The names of an observation's numbers: the group's, and within it what the number is where that
   * is known, else where it stands.
   *
   * @param groups that hold numbers, in their order; pictures among them are passed over
   */
  public static List<String> names(List<ObservationGroup> groups) {
    List<String> names = new ArrayList<>();
    for (ObservationGroup group : groups) {
      if (group.kind() == ObservationGroup.Kind.NUMBERS) {
        IntStream.range(0, group.size()).forEach(i -> names.add(name(group, i)));
      }
    }
    return names;
  }

  /**
   * The names of an observation's numbers where the sizes of its groups are not known.
   *
   * @param numbers how many
   */
  public static List<String> names(int numbers) {
    return IntStream.range(0, numbers).mapToObj(i -> "number." + i).toList();
  }

  private static String name(ObservationGroup group, int i) {
    String within;
    if (group.name().equals(ObservationGroup.PROPRIOCEPTION)
        && group.size() == PROPRIOCEPTION.size()) {
      within = PROPRIOCEPTION.get(i);
    } else if (group.shape().size() == 2) {
      int columns = group.shape().get(1);
      within = i / columns + "." + i % columns;
    } else {
      within = Integer.toString(i);
    }
    return group.name() + "." + within;
  }
}
