package org.e2hil.agent.reward;

import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.experience.RecordedObservation;

/**
 * What a classifier looks at: the picture of each camera, and how far the gripper is open where the
 * robot knows it. Where the hand is it is not told, or it would learn that a hand which is up has
 * something in it. Immutable.
 */
@API(status = API.Status.INTERNAL)
public final class Sight {

  /** The gripper's place among the numbers that every robot has. */
  private static final int GRIPPER = 7;

  private static final String GRIPPER_GROUP = "gripper";

  private final List<ObservationGroup> cameras;
  private final boolean gripper;

  /**
   * What there is to see.
   *
   * @param cameras groups of pictures, in this order
   * @param gripper whether the opening of the gripper is seen as well
   * @throws RewardException if there is no camera
   */
  public Sight(List<ObservationGroup> cameras, boolean gripper) {
    this.cameras = List.copyOf(cameras);
    this.gripper = gripper;
    if (cameras.isEmpty()) {
      throw new RewardException(
          "a reward classifier looks at pictures, and there are none here; record with cameras, as with ./e2hil record SCENARIO+pixels");
    }
  }

  /** All of what was recorded that a classifier may see. */
  public static Sight of(List<ObservationGroup> recorded) {
    return new Sight(
        recorded.stream().filter(group -> group.kind() == ObservationGroup.Kind.PICTURE).toList(),
        recorded.stream().anyMatch(Sight::tellsTheGripper));
  }

  private static boolean tellsTheGripper(ObservationGroup group) {
    return group.name().equals(ObservationGroup.PROPRIOCEPTION) && group.size() > GRIPPER;
  }

  /** The cameras, in their order. */
  public List<ObservationGroup> cameras() {
    return cameras;
  }

  /** Whether the opening of the gripper is seen. */
  public boolean gripper() {
    return gripper;
  }

  /** The groups of an observation that a world must show for this. */
  public List<String> needed() {
    List<String> names = new ArrayList<>();
    if (gripper) {
      names.add(ObservationGroup.PROPRIOCEPTION);
    }
    cameras.forEach(camera -> names.add(camera.name()));
    return names;
  }

  /** What is seen, as groups: the gripper's number before the pictures. */
  List<ObservationGroup> groups() {
    List<ObservationGroup> groups = new ArrayList<>();
    if (gripper) {
      groups.add(ObservationGroup.numbers(GRIPPER_GROUP, 1, /* privileged= */ false));
    }
    groups.addAll(cameras);
    return groups;
  }

  /** What is seen of a world as it stands. */
  RecordedObservation see(Observation observation) {
    List<byte[]> pictures = new ArrayList<>();
    for (ObservationGroup camera : cameras) {
      byte[] rgb = new byte[camera.size()];
      observation.picture(camera.name()).get(rgb);
      pictures.add(rgb);
    }
    float[] numbers =
        gripper
            ? new float[] {observation.numbers(ObservationGroup.PROPRIOCEPTION)[GRIPPER]}
            : new float[0];
    return new RecordedObservation(numbers, pictures);
  }

  /**
   * How to find it in what was recorded.
   *
   * @param recorded groups of the recorded observations
   * @throws RewardException if one is missing or has another shape
   */
  public Reader reader(List<ObservationGroup> recorded) {
    List<ObservationGroup> pictures =
        recorded.stream().filter(group -> group.kind() == ObservationGroup.Kind.PICTURE).toList();
    List<Integer> places = new ArrayList<>();
    for (ObservationGroup camera : cameras) {
      if (!pictures.contains(camera)) {
        throw new RewardException(misfit(camera, pictures));
      }
      places.add(pictures.indexOf(camera));
    }
    return new Reader(places, gripper ? gripperIn(recorded) : -1);
  }

  /** Why a camera is not among others, and what to do. */
  static String misfit(ObservationGroup camera, List<ObservationGroup> there) {
    return "the classifier looks through the camera '%s' at %d × %d pixels, but there %s; record with that camera, or train another classifier"
        .formatted(
            camera.name(),
            camera.shape().get(1),
            camera.shape().get(0),
            there.isEmpty()
                ? "are no pictures"
                : "are "
                    + String.join(
                        " and ",
                        there.stream()
                            .map(
                                g ->
                                    g.name() + " of " + g.shape().get(1) + " × " + g.shape().get(0))
                            .toList()));
  }

  private static int gripperIn(List<ObservationGroup> recorded) {
    int at = 0;
    for (ObservationGroup group : recorded) {
      if (tellsTheGripper(group)) {
        return at + GRIPPER;
      }
      at += group.kind() == ObservationGroup.Kind.NUMBERS ? group.size() : 0;
    }
    throw new RewardException(
        "the classifier is told how far the gripper is open, which was not recorded here; record with the observation group proprioception");
  }

  /** Finds in recorded observations what is seen. */
  @API(status = API.Status.INTERNAL)
  public static final class Reader {

    private final List<Integer> pictures;
    private final int gripper;

    private Reader(List<Integer> pictures, int gripper) {
      this.pictures = pictures;
      this.gripper = gripper;
    }

    /** What is seen of it. */
    public RecordedObservation see(RecordedObservation recorded) {
      return new RecordedObservation(
          gripper < 0 ? new float[0] : new float[] {recorded.number(gripper)},
          pictures.stream().map(recorded::picture).toList());
    }
  }
}
