package org.e2hil.sim.task;

import org.apiguardian.api.API;
import org.e2hil.sim.mujoco.DoubleRows;
import org.e2hil.sim.mujoco.MujocoModel;
import org.e2hil.sim.randomisation.Draws;
import org.e2hil.sim.randomisation.Randomisation;
import org.e2hil.sim.scene.Scene;

/**
 * The mechanism of the toaster in {@code toaster.xml}, and its bread. The carriage's latch catches
 * at the bottom of its way and catches again only once the carriage has risen. It opens in two
 * ways: when the bread has cooked, or when the button was pressed in beyond 4.5 mm and then let
 * back out.
 */
@API(status = API.Status.INTERNAL)
public final class Toaster {

  private static final PerArm<Size> SIZES =
      PerArm.of(
          new Size(0.13, 0.042, 0.014, 0.101, 0.045, -0.0420, -0.0435, -0.030, 0.03, 0.010),
          new Size(0.048, 0.0225, 0.008, 0.0345, 0.022, -0.0195, -0.0205, -0.014, 0.016, 0.006));

  private static final double BUTTON_TRAVEL_M = 0.006;
  private static final double PRESSED_N = 4.5;
  private static final double PRESSED_BEYOND_M = 0.0045;
  private static final double LET_OUT_WITHIN_M = 0.0015;

  private static final float[] BREAD = {0.87f, 0.66f, 0.38f, 1};
  private static final float[] TOAST = {0.60f, 0.38f, 0.16f, 1};

  private final Scene scene;
  private final Size size;
  private double cookS;
  private final int housing;
  private final int carriage;
  private final int button;
  private final int latch;
  private final int bread;
  private final int breadGeom;
  private final int leverGeom;
  private final int buttonGeom;

  private double xM;
  private double yM;
  private boolean latched;
  private boolean mayCatch;
  private double caughtS;
  private boolean armed;
  private boolean toasted;
  private boolean poppedEmpty;

  /**
   * The toaster of a scene that includes it.
   *
   * @param cookS simulated time for which bread cooks, s; infinite for a toaster that waits
   */
  Toaster(Scene scene, double cookS) {
    this.scene = scene;
    size = SIZES.in(scene);
    this.cookS = cookS;
    MujocoModel model = scene.model();
    housing = model.mocap("toaster");
    carriage = model.jointQposAddress(model.joint("carriage"));
    button = model.jointQposAddress(model.joint("button"));
    latch = model.equality("latch");
    bread = model.body("bread");
    breadGeom = model.geom("bread");
    leverGeom = model.geom("lever");
    buttonGeom = model.geom("button");
  }

  /** Draws how long bread cooks. */
  void varyCooking(Randomisation.Things ranges, Draws draws) {
    cookS = draws.within("cook_s", ranges.cookS(), cookS);
  }

  /** Draws how hard the button is to press. */
  void varyButton(Randomisation.Things ranges, Draws draws) {
    double factor = draws.within("button_n", ranges.buttonN(), PRESSED_N) / PRESSED_N;
    DoubleRows stiffness = scene.model().parameters().jntStiffness();
    int joint = scene.model().joint("button");
    stiffness.set(joint, factor * stiffness.get(joint));
  }

  /** Puts the toaster here with its carriage up, the bread raw. */
  void place(double toXM, double toYM) {
    xM = toXM;
    yM = toYM;
    scene.placeMocap(housing, xM, yM, 0, 0);
    paint(BREAD);
    caughtS = 0;
    mayCatch = true;
    armed = false;
    toasted = false;
    poppedEmpty = false;
    latch(false);
  }

  /** Puts the bread in and the carriage down. */
  void load() {
    scene.data().qpos().set(carriage, size.latchedM());
    latch(true);
    scene.placeFree(
        bread, xM, yM, size.carriageFaceM() + size.latchedM() + size.breadHalfM() + 0.001, 0);
  }

  /** Latch, button and clock, after every control tick. */
  void tick() {
    double height = carriageM();
    if (!latched && mayCatch && height < size.catchesBelowM()) {
      latch(true);
      caughtS = scene.data().timeSeconds();
    } else if (latched && scene.data().timeSeconds() - caughtS > cookS) {
      toasted |= holdsBread();
      poppedEmpty |= !holdsBread();
      paint(toasted ? TOAST : BREAD);
      latch(false);
    }
    armed |= latched && buttonM() > PRESSED_BEYOND_M;
    if (armed && buttonM() < LET_OUT_WITHIN_M) {
      armed = false;
      latch(false);
    }
    mayCatch |= height > size.risenAboveM();
  }

  private void latch(boolean on) {
    latched = on;
    mayCatch &= !on;
    scene.data().equalityActive(latch, on);
  }

  private void paint(float[] rgba) {
    for (int i = 0; i < rgba.length; i++) {
      scene.model().parameters().geomRgba().set(breadGeom, i, rgba[i]);
    }
  }

  /** Height of the housing, m. */
  double heightM() {
    return size.heightM();
  }

  /** Half the height of the bread as it stands in the slot, m. */
  double breadHalfM() {
    return size.breadHalfM();
  }

  /** How thick the bread is, m. */
  double breadWidthM() {
    return size.breadWidthM();
  }

  /** The bread's body. */
  public int bread() {
    return bread;
  }

  /** Where the toaster stands along one axis of the table, 0 or 1, m. */
  public double placeM(int axis) {
    return axis == 0 ? xM : yM;
  }

  /** How high the carriage is against its rest, at most 0, m. */
  public double carriageM() {
    return scene.data().qpos().get(carriage);
  }

  /** How far the carriage is down, as a share of its way. */
  double carriageDown() {
    return -carriageM() / size.travelM();
  }

  /** How far the button is pressed in, m. */
  public double buttonM() {
    return scene.data().qpos().get(button);
  }

  /** How far the button is pressed in, as a share of its way. */
  double buttonIn() {
    return buttonM() / BUTTON_TRAVEL_M;
  }

  /** True once the button is in far enough: letting it out opens the latch. */
  public boolean isArmed() {
    return armed;
  }

  /** True while the button is in its place. */
  boolean isButtonOut() {
    return buttonM() < LET_OUT_WITHIN_M;
  }

  /** True while the carriage is held down. */
  public boolean isLatched() {
    return latched;
  }

  /** True once the bread has cooked. */
  public boolean isToasted() {
    return toasted;
  }

  /** True once the toaster has popped with no bread in it. */
  boolean isPoppedEmpty() {
    return poppedEmpty;
  }

  /** True while the bread stands in the slot. */
  public boolean holdsBread() {
    return Math.abs(scene.bodyM(bread, 0) - xM) < size.inSlotM()
        && Math.abs(scene.bodyM(bread, 1) - yM) < size.inSlotM()
        && scene.bodyM(bread, 2) < size.heightM() + size.breadHalfM() - size.insideM();
  }

  /** Middle of the lever along one axis, m. */
  public double leverM(int axis) {
    return scene.data().geomXpos().get(leverGeom, axis);
  }

  /** Middle of the button along one axis, m; its face is 16 mm nearer to the arm. */
  public double buttonM(int axis) {
    return scene.data().geomXpos().get(buttonGeom, axis);
  }

  /** Height that the bread's middle has when it stands on the raised carriage, m. */
  public double breadRestsM() {
    return size.carriageFaceM() + size.breadHalfM();
  }

  /**
   * A toaster cut to an arm's measure, as in its scene; the carriage's places are against its rest.
   *
   * @param heightM of the housing
   * @param breadHalfM half the height of the bread as it stands in the slot
   * @param breadWidthM how thick it is, from pad to pad
   * @param carriageFaceM height of the carriage's upper face where it rests
   * @param catchesBelowM where the latch catches
   * @param latchedM where it holds the carriage
   * @param risenAboveM where the carriage must have been before the latch catches again
   * @param inSlotM how near to the slot's middle bread is in line with it
   * @param insideM how deep the lower edge of bread that is in the slot is
   */
  private record Size(
      double heightM,
      double breadHalfM,
      double breadWidthM,
      double carriageFaceM,
      double travelM,
      double catchesBelowM,
      double latchedM,
      double risenAboveM,
      double inSlotM,
      double insideM) {}
}
