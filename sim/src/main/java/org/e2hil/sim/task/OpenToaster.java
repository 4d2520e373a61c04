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
 * Open Toaster: press the small button in its bezel and let it out again, so that the toaster opens
 * and the bread comes up. The arm reaches for it at a slant with its fingers closed.
 *
 * <p>Success: the latch is open, the carriage within 8 mm (on the SO-101, whose toaster is half as
 * large, 4 mm) of its rest and the button back out, for 0.3 s. Nothing can be lost but time.
 *
 * <p>The object state, 12 numbers: middle of the button relative to the tool point (3, m), how far
 * the button is in and the carriage down (2, shares of their ways), whether letting the button out
 * would open the latch (1, 0 or 1), middle of the bread relative to the tool point (3, m), the
 * button's place once more under the {@link Magnifier} (3).
 */
@API(status = API.Status.INTERNAL)
public final class OpenToaster implements SimulatedTask {

  /** The task's row of Table V. */
  public static final TaskSpec SPEC = PaperTasks.OPEN_TOASTER.spec();

  private static final Tunable SPREAD_M = CommonTunables.spreadM(SPEC);
  private static final Tunable HELD_PERIODS = CommonTunables.heldPeriods(3);
  private static final Tunable OPEN_ABOVE_M =
      Tunable.of(
              "openAboveM",
              -0.008,
              "m",
              -0.015,
              -0.002,
              "where the carriage of an open toaster is against its rest")
          .on("so101", -0.004);

  /** What a scenario may override. */
  public static final List<Tunable> TUNABLES =
      List.of(SPREAD_M, CommonTunables.FARTHER_M, OPEN_ABOVE_M, HELD_PERIODS);

  private static final PerArm<Room> ROOMS = PerArm.of(new Room(0.45, 0.02), new Room(0.345, 0.02));

  private final Scene scene;
  private final Room room;
  private final Toaster toaster;
  private final double spreadM;
  private final double fartherM;
  private final double openAboveM;
  private final double heldAtLeast;
  private int heldPeriods;

  /** The task in this scene. */
  public OpenToaster(Scene scene) {
    this.scene = scene;
    room = ROOMS.in(scene);
    toaster = new Toaster(scene, Double.POSITIVE_INFINITY);
    spreadM = scene.tuned(SPREAD_M);
    fartherM = scene.tuned(CommonTunables.FARTHER_M);
    openAboveM = scene.tuned(OPEN_ABOVE_M);
    heldAtLeast = scene.tuned(HELD_PERIODS);
  }

  @Override
  public void vary(Randomisation.Things ranges, Draws draws) {
    toaster.varyButton(ranges, draws);
  }

  @Override
  public void place(SeededRandom random) {
    double x = room.toasterXM() + fartherM + CommonTunables.draw(random, spreadM);
    double y = room.toasterYM() + CommonTunables.draw(random, spreadM);
    toaster.place(x, y);
    toaster.load();
    heldPeriods = 0;
  }

  @Override
  public void tick() {
    toaster.tick();
  }

  @Override
  public int objectNumbers() {
    return 12;
  }

  @Override
  public void objects(double[] into) {
    for (int axis = 0; axis < 3; axis++) {
      into[axis] = toaster.buttonM(axis) - scene.seenToolM(axis);
      into[6 + axis] = scene.bodyM(toaster.bread(), axis) - scene.seenToolM(axis);
    }
    into[3] = toaster.buttonIn();
    into[4] = toaster.carriageDown();
    into[5] = toaster.isArmed() ? 1 : 0;
    Magnifier.copy(into, 0, 3, 9);
  }

  @Override
  public EpisodeEnd judge() {
    heldPeriods = isOpen() ? heldPeriods + 1 : 0;
    return heldPeriods >= heldAtLeast ? EpisodeEnd.success() : EpisodeEnd.none();
  }

  /** True while the toaster has opened and nothing presses on it. */
  public boolean isOpen() {
    return !toaster.isLatched() && toaster.carriageM() > openAboveM && toaster.isButtonOut();
  }

  /** How far the tool points below the horizon at the start, rad. */
  public double pitchRad() {
    return PaperTasks.OPEN_TOASTER.taskSetup(scene.arm()).orElseThrow().pitchRad();
  }

  /** The toaster. */
  public Toaster toaster() {
    return toaster;
  }

  /**
   * The task cut to an arm's measure.
   *
   * @param toasterXM middle of where the toaster stands
   * @param toasterYM middle of where the toaster stands
   */
  private record Room(double toasterXM, double toasterYM) {}
}
