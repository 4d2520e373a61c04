package org.e2hil.sim.task;

import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Tunable;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.TaskSpec;
import org.e2hil.agent.task.PaperTasks;
import org.e2hil.sim.mujoco.DoubleRows;
import org.e2hil.sim.randomisation.Draws;
import org.e2hil.sim.randomisation.Randomisation;
import org.e2hil.sim.scene.Scene;

/**
 * Block Insertion: put the block that the hand holds, not quite as it should, into a square slot
 * that leaves it 1 mm in all.
 *
 * <p>Success: the block is two thirds of the slot's depth in it (20 mm on the A1X), within 4 mm of
 * its middle and 6° of upright, for 0.3 s. Failure: the block has left the hand and is not in the
 * slot, or has slipped up in the hand so far that the fingers would stand on the slot before it is
 * in.
 *
 * <p>The object state, 13 numbers: middle of the block's lower face relative to the middle of the
 * slot's mouth (3, m), heading of the block relative to the slot (sine and cosine of four times the
 * angle, over 4, since a quarter turn makes no difference), the block's upright axis (3), the slot
 * relative to the tool point (2, m), the first three once more under the {@link Magnifier}.
 */
@API(status = API.Status.INTERNAL)
public final class BlockInsertion implements SimulatedTask {

  /** The task's row of Table V. */
  public static final TaskSpec SPEC = PaperTasks.BLOCK_INSERTION.spec();

  private static final double CLEARANCE_M = 0.001;
  private static final double UPRIGHT = Math.cos(Math.toRadians(6));
  private static final double LOST_BEYOND_M = 0.05;

  private static final Tunable SPREAD_M = CommonTunables.spreadM(SPEC);
  private static final Tunable HELD_PERIODS = CommonTunables.heldPeriods(3);
  private static final Tunable LARGEST_YAW_RAD =
      Tunable.of("yawRad", 0.1, "rad", 0, 0.3, "largest turn of the slot");
  private static final Tunable GRASP_M =
      Tunable.of("graspM", 0.003, "m", 0, 0.008, "how far the block is off in the hand, each way");
  private static final Tunable GRASP_RAD =
      Tunable.of("graspRad", 0.06, "rad", 0, 0.15, "how far the block is turned in the hand");
  private static final Tunable CENTRED_M =
      Tunable.of("centredM", 0.004, "m", 0.001, 0.01, "how near to the slot's middle it is in it");

  /** What a scenario may override. */
  public static final List<Tunable> TUNABLES =
      List.of(
          SPREAD_M,
          CommonTunables.FARTHER_M,
          LARGEST_YAW_RAD,
          GRASP_M,
          GRASP_RAD,
          CENTRED_M,
          HELD_PERIODS);

  private static final PerArm<Fit> FITS =
      PerArm.of(
          new Fit(0.024, 0.030, 0.030, 0.020, 0.29, 0.018, 0.009, 0.016),
          new Fit(0.0168, 0.021, 0.021, 0.014, 0.21, 0.008, 0.0045, 0.014));

  private final Scene scene;
  private final Fit fit;
  private final int block;
  private final int slot;
  private final double spreadM;
  private final double fartherM;
  private final double largestYawRad;
  private final double graspErrorM;
  private final double graspErrorRad;
  private final double centredM;
  private final double heldAtLeast;
  private double slotX;
  private double slotY;
  private double slotYaw;
  private Optional<Double> graspAlongM = Optional.empty();
  private Optional<Double> graspUpM = Optional.empty();
  private Optional<Double> graspRad = Optional.empty();
  private Grasp grasp;
  private int heldPeriods;

  /** The task in this scene. */
  public BlockInsertion(Scene scene) {
    this.scene = scene;
    fit = FITS.in(scene);
    block = scene.model().body("block");
    slot = scene.model().mocap("slot");
    spreadM = scene.tuned(SPREAD_M);
    fartherM = scene.tuned(CommonTunables.FARTHER_M);
    largestYawRad = scene.tuned(LARGEST_YAW_RAD);
    graspErrorM = scene.tuned(GRASP_M);
    graspErrorRad = scene.tuned(GRASP_RAD);
    centredM = scene.tuned(CENTRED_M);
    heldAtLeast = scene.tuned(HELD_PERIODS);
    grasp = grasp(0, 0, 0);
  }

  private Grasp grasp(double alongM, double upM, double turnRad) {
    return new Grasp(
        block,
        alongM,
        scene.jaws().middleM(fit.blockWidthM()),
        fit.beyondToolM() - upM,
        pressingBelow(),
        scene.jaws().touching(fit.blockWidthM() - fit.squeezeM()),
        turnRad);
  }

  @Override
  public void vary(Randomisation.Things ranges, Draws draws) {
    graspAlongM = ranges.graspM().map(span -> draws.within("grasp_m.along", span));
    graspUpM = ranges.graspM().map(span -> draws.within("grasp_m.up", span));
    graspRad = ranges.graspRad().map(span -> draws.within("grasp_rad", span));
    moveWalls((draws.within("clearance_m", ranges.clearanceM(), CLEARANCE_M) - CLEARANCE_M) / 2);
  }

  /** Moves every wall of the slot away from its middle. */
  private void moveWalls(double byM) {
    DoubleRows walls = scene.model().parameters().geomPos();
    int body = scene.model().body("slot");
    for (int geom = 0; geom < walls.rows(); geom++) {
      if (scene.model().geomBody(geom) == body) {
        int axis = Math.abs(walls.get(geom, 0)) > Math.abs(walls.get(geom, 1)) ? 0 : 1;
        double offM = walls.get(geom, axis);
        walls.set(geom, axis, offM + Math.signum(offM) * byM);
      }
    }
  }

  @Override
  public void place(SeededRandom random) {
    slotX = fit.middleXM() + fartherM + CommonTunables.draw(random, spreadM);
    slotY = CommonTunables.draw(random, spreadM);
    slotYaw = CommonTunables.draw(random, largestYawRad);
    scene.placeMocap(slot, slotX, slotY, 0, slotYaw);
    double along = CommonTunables.draw(random, graspErrorM);
    double up = CommonTunables.draw(random, graspErrorM);
    double turn = CommonTunables.draw(random, graspErrorRad);
    grasp = grasp(graspAlongM.orElse(along), graspUpM.orElse(up), graspRad.orElse(turn));
    heldPeriods = 0;
  }

  @Override
  public Optional<Grasp> grasp() {
    return Optional.of(grasp);
  }

  @Override
  public int objectNumbers() {
    return 13;
  }

  @Override
  public void objects(double[] into) {
    double yaw = scene.bodyYawRad(block) - slotYaw;
    for (int axis = 0; axis < 3; axis++) {
      into[axis] = belowM(axis);
      into[5 + axis] = scene.bodyRotation(block, axis, 2);
    }
    into[3] = Math.sin(4 * yaw) / 4;
    into[4] = Math.cos(4 * yaw) / 4;
    into[8] = slotX - scene.seenToolM(0);
    into[9] = slotY - scene.seenToolM(1);
    Magnifier.copy(into, 0, 3, 10);
  }

  @Override
  public EpisodeEnd judge() {
    heldPeriods = isInserted() ? heldPeriods + 1 : 0;
    if (heldPeriods >= heldAtLeast) {
      return EpisodeEnd.success();
    }
    if (isInserted()) {
      return EpisodeEnd.none();
    }
    if (farFromHandM() > LOST_BEYOND_M) {
      return EpisodeEnd.failure("the block was dropped");
    }
    return hasSlipped()
        ? EpisodeEnd.failure("the block slipped up in the hand and can no longer be pushed in")
        : EpisodeEnd.none();
  }

  /** True once the finger tips would meet the slot before the block is in it. */
  private boolean hasSlipped() {
    double tipsM = scene.toolM(2) - fit.tipsM();
    double whenInM = tipsM - (belowM(2) + fit.insertedM());
    return whenInM < fit.slotDepthM();
  }

  private boolean isInserted() {
    return belowM(2) < -fit.insertedM()
        && Math.hypot(belowM(0), belowM(1)) < centredM
        && scene.bodyRotation(block, 2, 2) > UPRIGHT;
  }

  private double farFromHandM() {
    double x = scene.bodyM(block, 0) - scene.toolM(0);
    double y = scene.bodyM(block, 1) - scene.toolM(1);
    double z = scene.bodyM(block, 2) - scene.toolM(2);
    return Math.sqrt(x * x + y * y + z * z);
  }

  /** Middle of the block's lower face relative to the middle of the slot's mouth, m. */
  public double belowM(int axis) {
    double lowerFace =
        scene.bodyM(block, axis) - fit.blockHalfLengthM() * scene.bodyRotation(block, axis, 2);
    return lowerFace - (axis == 0 ? slotX : axis == 1 ? slotY : fit.slotDepthM());
  }

  /**
   * Rotation vector, in the base frame, that makes the block upright and square with the slot, rad.
   */
  public double[] misalignmentRad() {
    double yaw = scene.bodyYawRad(block) - slotYaw;
    double quarter = Math.PI / 2;
    return new double[] {
      scene.bodyRotation(block, 1, 2),
      -scene.bodyRotation(block, 0, 2),
      quarter * Math.rint(yaw / quarter) - yaw
    };
  }

  /** Opening of the gripper at which its pads touch the block; below it they press. */
  public double pressingBelow() {
    return scene.jaws().touching(fit.blockWidthM());
  }

  /** Depth at which the block counts as inserted, m. */
  public double insertedM() {
    return fit.insertedM();
  }

  /**
   * The task cut to an arm's measure, as in its scene.
   *
   * @param blockWidthM of the square block
   * @param middleXM how far the middle of where the slot stands is before the arm, m
   * @param beyondToolM how far the block's middle is beyond the tool point
   * @param tipsM how far the finger tips at least reach beyond the tool point
   * @param squeezeM how much narrower than the block the gripper is asked to be
   */
  private record Fit(
      double blockWidthM,
      double blockHalfLengthM,
      double slotDepthM,
      double insertedM,
      double middleXM,
      double beyondToolM,
      double tipsM,
      double squeezeM) {}
}
