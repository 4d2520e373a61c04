package org.e2hil.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.data.Offset;
import org.e2hil.agent.system.UserFiles;

/** Assertions on the numbers of an episode. */
public final class TrajectoryAssert extends AbstractAssert<TrajectoryAssert, Trajectory> {

  /** The folder of accepted trajectories. */
  private static final String FOLDER_PROPERTY = "e2hil.goldens";

  private static final String FOLDER = "src/test/resources/goldens";

  TrajectoryAssert(Trajectory actual) {
    super(actual, TrajectoryAssert.class);
  }

  /**
   * Asserts that every number is the accepted one. What was accepted lies in {@code
   * src/test/resources/goldens/NAME.csv}, or in the folder that the system property {@code
   * e2hil.goldens} names; a relative one is of the working directory.
   *
   * <p>With {@code -De2hil.approve} what was recorded is accepted and written there.
   *
   * @param tolerance largest difference of two numbers, such as {@code within(1e-6)}; processors
   *     round the last bits differently
   * @throws AssertionError if a number differs by more, the episode ended otherwise, or nothing was
   *     accepted yet
   */
  public TrajectoryAssert matchesGolden(String name, Offset<Double> tolerance) {
    isNotNull();
    Path file = UserFiles.path(System.getProperty(FOLDER_PROPERTY, FOLDER)).resolve(name + ".csv");
    if (Approval.isGiven()) {
      TrajectoryFile.write(file, actual);
      Approval.tell(
          "The trajectory %s is accepted and kept in %s; commit that file.".formatted(name, file));
      return this;
    }
    if (!Files.exists(file)) {
      failWithMessage("there is no golden %s; %s to accept this trajectory", file, Approval.HOW);
    }
    Optional<TrajectoryDifference> difference =
        TrajectoryDifference.of(actual, TrajectoryFile.read(file), tolerance.value);
    difference.ifPresent(
        found ->
            failWithMessage(
                "%s%n%s",
                found.describe(name),
                "If that is wanted, %s, which rewrites %s.".formatted(Approval.HOW, file)));
    return this;
  }
}
