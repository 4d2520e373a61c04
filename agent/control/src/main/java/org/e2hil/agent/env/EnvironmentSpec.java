package org.e2hil.agent.env;

import java.util.HashSet;
import java.util.List;
import org.apiguardian.api.API;

/**
 * What a world shows and how it is moved.
 *
 * @param task the task's name
 * @param robot the robot's name
 * @param groups what an observation holds, in this order
 * @param actionScale what an action number of 1 means
 * @param controlHz control periods a second
 * @param horizon control periods until the time limit
 */
@API(status = API.Status.MAINTAINED)
public record EnvironmentSpec(
    String task,
    String robot,
    List<ObservationGroup> groups,
    ActionScale actionScale,
    double controlHz,
    int horizon) {

  /** Checks that names are unique and sizes positive. */
  public EnvironmentSpec {
    groups = List.copyOf(groups);
    var names = new HashSet<String>();
    for (ObservationGroup group : groups) {
      if (!names.add(group.name())) {
        throw new IllegalArgumentException("two observation groups are named " + group.name());
      }
    }
    if (horizon <= 0 || !(controlHz > 0)) {
      throw new IllegalArgumentException(
          "the horizon and the control rate must be positive, but are "
              + horizon
              + " steps and "
              + controlHz
              + " Hz");
    }
  }

  /** The group with this name. */
  public ObservationGroup group(String name) {
    return groups.stream()
        .filter(g -> g.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the task "
                        + task
                        + " on "
                        + robot
                        + " has no observation group '"
                        + name
                        + "'; it has "
                        + groups.stream().map(ObservationGroup::name).toList()));
  }
}
