package org.e2hil.sim.task;

import java.util.List;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Tunable;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.TaskSpec;
import org.e2hil.agent.task.PaperTasks;
import org.e2hil.sim.randomisation.Draws;
import org.e2hil.sim.randomisation.Randomisation;
import org.e2hil.sim.scene.Scene;

/**
 * Toast Bread: take the bread out of its rack, put it into the slot, press the lever down until it
 * catches, wait for 3 s of simulated time until the toast pops up, and take it out.
 *
 * <p>Success: the bread is toasted, both pads press on it and its lower edge is 15 mm above the
 * toaster (8 mm above the SO-101's, which is half as large), for half a second. Failure: the
 * toaster popped without bread, or the bread fell over or off the table.
 *
 * <p>The object state, 26 numbers: middle of the bread relative to the tool point (3, m), its
 * heading (cosine and sine), how far its upper edge leans (x and y of its upright axis), the
 * toaster relative to the tool point (2, m), how far the carriage is down (a share of its way),
 * whether it is latched and whether the bread is toasted (0 or 1), middle of the lever relative to
 * the tool point (3, m); then the bread's place in the hand (3, see {@link HandView}), and under
 * the {@link Magnifier} the places of the toaster (2) and the lever (3) once more, and the middle
 * of the bread's lower edge relative to the slot's mouth (3). How long the bread has cooked is not
 * in it: nobody sees the timer.
 */
@API(status = API.Status.INTERNAL)
public final class ToastBread implements SimulatedTask {

  /** The task's row of Table V. */
  public static final TaskSpec SPEC = PaperTasks.TOAST_BREAD.spec();

  private static final Tunable SPREAD_M = CommonTunables.spreadM(SPEC);
  private static final Tunable HELD_PERIODS = CommonTunables.heldPeriods(5);
  private static final Tunable COOK_S =
      Tunable.of("cookS", 3, "s", 0.5, 20, "how long the toaster cooks, in simulated time");
  private static final Tunable CLEAR_M =
      Tunable.of(
              "clearM",
              0.015,
              "m",
              0.001,
              0.03,
              "how far above the toaster the bread's lower edge counts as taken out")
          .on("so101", 0.008);

  /** What a scenario may override. */
  public static final List<Tunable> TUNABLES =
      List.of(
          SPREAD_M,
          CommonTunables.FARTHER_M,
          COOK_S,
          CLEAR_M,
          CommonTunables.FIRM_GRIP_N,
          HELD_PERIODS);

  private static final PerArm<Room> ROOMS =
      PerArm.of(
          new Room(0.34, 0.03, 0.26, -0.17, 0.02), new Room(0.225, 0.045, 0.20, -0.085, 0.011));

  private final Scene scene;
  private final Room room;
  private final HandView handView;
  private final Toaster toaster;
  private final int rack;
  private final double spreadM;
  private final double fartherM;
  private final double clearM;
  private final double firmGripN;
  private final double heldAtLeast;
  private int heldPeriods;

  /** The task in this scene. */
  public ToastBread(Scene scene) {
    this.scene = scene;
    room = ROOMS.in(scene);
    handView = new HandView(scene);
    toaster = new Toaster(scene, scene.tuned(COOK_S));
    rack = scene.model().mocap("rack");
    spreadM = scene.tuned(SPREAD_M);
    fartherM = scene.tuned(CommonTunables.FARTHER_M);
    clearM = scene.tuned(CLEAR_M);
    firmGripN = scene.tuned(CommonTunables.FIRM_GRIP_N);
    heldAtLeast = scene.tuned(HELD_PERIODS);
  }

  @Override
  public void vary(Randomisation.Things ranges, Draws draws) {
    toaster.varyCooking(ranges, draws);
  }

  @Override
  public void place(SeededRandom random) {
    double toasterX = room.toasterXM() + fartherM + CommonTunables.draw(random, spreadM);
    double toasterY = room.toasterYM() + CommonTunables.draw(random, spreadM);
    double rackX = room.rackXM() + fartherM + CommonTunables.draw(random, spreadM);
    double rackY = room.rackYM() + CommonTunables.draw(random, spreadM);
    toaster.place(toasterX, toasterY);
    scene.placeMocap(rack, rackX, rackY, 0, 0);
    scene.placeFree(toaster.bread(), rackX, rackY, toaster.breadHalfM() + 0.0005, 0);
    heldPeriods = 0;
  }

  @Override
  public void tick() {
    toaster.tick();
  }

  @Override
  public int objectNumbers() {
    return 26;
  }

  @Override
  public void objects(double[] into) {
    int bread = toaster.bread();
    double yaw = scene.bodyYawRad(bread);
    for (int axis = 0; axis < 3; axis++) {
      into[axis] = scene.bodyM(bread, axis) - scene.seenToolM(axis);
      into[12 + axis] = toaster.leverM(axis) - scene.seenToolM(axis);
    }
    into[3] = Math.cos(yaw);
    into[4] = Math.sin(yaw);
    into[5] = scene.bodyRotation(bread, 0, 2);
    into[6] = scene.bodyRotation(bread, 1, 2);
    into[7] = toaster.placeM(0) - scene.seenToolM(0);
    into[8] = toaster.placeM(1) - scene.seenToolM(1);
    into[9] = toaster.carriageDown();
    into[10] = toaster.isLatched() ? 1 : 0;
    into[11] = toaster.isToasted() ? 1 : 0;
    handView.placeBetween(toaster.breadWidthM(), bread, into, 15);
    Magnifier.copy(into, 7, 2, 18);
    Magnifier.copy(into, 12, 3, 20);
    into[23] = Magnifier.of(scene.bodyM(bread, 0) - toaster.placeM(0));
    into[24] = Magnifier.of(scene.bodyM(bread, 1) - toaster.placeM(1));
    into[25] = Magnifier.of(clearM());
  }

  @Override
  public EpisodeEnd judge() {
    heldPeriods = toaster.isToasted() && isHeld() && clearM() > clearM ? heldPeriods + 1 : 0;
    if (heldPeriods >= heldAtLeast) {
      return EpisodeEnd.success();
    }
    if (toaster.isPoppedEmpty()) {
      return EpisodeEnd.failure("the toaster popped without bread");
    }
    boolean dropped = scene.bodyM(toaster.bread(), 2) < room.fallenBelowM();
    return dropped ? EpisodeEnd.failure("the bread was dropped") : EpisodeEnd.none();
  }

  /** The toaster. */
  public Toaster toaster() {
    return toaster;
  }

  /** True while both pads press on the bread. */
  public boolean isHeld() {
    return scene.gripN(toaster.bread()) > firmGripN;
  }

  /** Half the height of the bread as it stands, m. */
  public double breadHalfM() {
    return toaster.breadHalfM();
  }

  /** How far the bread's lower edge is above the toaster, m. */
  public double clearM() {
    return scene.bodyM(toaster.bread(), 2) - toaster.breadHalfM() - toaster.heightM();
  }

  /** How much farther than by default the toast is to be taken out, m; negative for less. */
  public double clearMoreM() {
    return clearM - CLEAR_M.in(scene.arm().name());
  }

  /**
   * The task cut to an arm's measure.
   *
   * @param toasterXM middle of where the toaster stands
   * @param toasterYM middle of where the toaster stands
   * @param rackXM middle of where the rack stands
   * @param rackYM middle of where the rack stands
   * @param fallenBelowM height of the bread's middle below which it lies
   */
  private record Room(
      double toasterXM, double toasterYM, double rackXM, double rackYM, double fallenBelowM) {}
}
