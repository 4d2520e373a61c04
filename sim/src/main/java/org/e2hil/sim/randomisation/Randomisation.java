package org.e2hil.sim.randomisation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * What is drawn for each episode, and between which bounds. What is left empty is not drawn: it is
 * as the scene and the task have it. Factors multiply what is there.
 *
 * @param physics how things move
 * @param sensing what the arm does late, and what is measured wrongly
 * @param things of single tasks; a task that has no such thing draws nothing
 * @param look what the cameras see
 */
@API(status = API.Status.EXPERIMENTAL)
public record Randomisation(Physics physics, Sensing sensing, Things things, Look look) {

  private static final double NO_MASS = 1e-3;

  /** Every episode has the world as it was built: nothing is drawn at all. */
  public static final Randomisation NONE =
      new Randomisation(Physics.NONE, Sensing.NONE, Things.NONE, Look.NONE);

  /** The bounds within which the scripted experts were measured. */
  public static final Randomisation DEFAULT =
      new Randomisation(Physics.DEFAULT, Sensing.DEFAULT, Things.DEFAULT, Look.DEFAULT);

  /** What the cameras see is drawn within these bounds, and nothing else. */
  public static final Randomisation LOOKS =
      new Randomisation(Physics.NONE, Sensing.NONE, Things.NONE, Look.DEFAULT);

  /** Nothing is drawn unless it is asked for. */
  public static Randomisation defaults() {
    return NONE;
  }

  /** The words that stand for whole blocks. */
  public static Map<String, Randomisation> presets() {
    Map<String, Randomisation> words = new LinkedHashMap<>();
    words.put("none", NONE);
    words.put("looks", LOOKS);
    words.put("default", DEFAULT);
    return words;
  }

  /**
   * How things move.
   *
   * @param friction factor on all friction of all contacts, one an episode
   * @param mass factor on mass and inertia, one for each loose object
   * @param servoGain factor on the stiffness of the servos, one for each
   * @param jointDamping factor on damping and dry friction of the arm's joints, one for each
   */
  public record Physics(
      Optional<Span> friction,
      Optional<Span> mass,
      Optional<Span> servoGain,
      Optional<Span> jointDamping) {

    static final Physics NONE =
        new Physics(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    static final Physics DEFAULT =
        new Physics(Span.of(0.5, 1.5), Span.of(0.5, 2), Span.of(0.6, 1.4), Span.of(0.5, 2.5));

    /** Refuses factors that physics cannot be multiplied by. */
    public Physics {
      Span.requireAtLeast("friction", friction, 0);
      Span.requireAtLeast("mass", mass, NO_MASS);
      Span.requireAtLeast("servoGain", servoGain, 0);
      Span.requireAtLeast("jointDamping", jointDamping, 0);
    }
  }

  /**
   * What the arm does late, and what is measured wrongly.
   *
   * @param delayS from a command to its effect, s; kept in whole control ticks of 10 ms
   * @param jointOffsetRad by which a joint's encoder is off, rad, one for each joint
   * @param toolNoiseM standard deviation of the tool point against the objects in each observation,
   *     m; the joints' readings are as unsure as makes half a metre of arm unsure by it
   */
  public record Sensing(
      Optional<Span> delayS, Optional<Span> jointOffsetRad, Optional<Span> toolNoiseM) {

    static final Sensing NONE = new Sensing(Optional.empty(), Optional.empty(), Optional.empty());
    static final Sensing DEFAULT =
        new Sensing(Span.of(0.02, 0.18), Span.of(-0.01, 0.01), Span.of(0.001, 0.002));

    private static final double LONGEST_DELAY_S = 1;

    /** Refuses times and deviations that cannot be. */
    public Sensing {
      Span.requireAtLeast("delayS", delayS, 0);
      Span.requireAtLeast("toolNoiseM", toolNoiseM, 0);
      if (delayS.isPresent() && delayS.get().high() > LONGEST_DELAY_S) {
        throw new IllegalArgumentException(
            "delayS must stay below 1 s, but goes up to " + delayS.get().high());
      }
    }
  }

  /**
   * What single tasks have.
   *
   * @param graspM by which what the hand holds is off along the pads and along the tool, m
   * @param graspRad by which it is turned, rad
   * @param clearanceM of the block in its slot, in all, m
   * @param buttonN that the toaster's button needs to be in as far as it goes, N
   * @param cookS for which bread cooks, s
   * @param wearN force at which one pass of the eraser takes the ink off, N
   * @param towelKg mass of the towel, kg
   */
  public record Things(
      Optional<Span> graspM,
      Optional<Span> graspRad,
      Optional<Span> clearanceM,
      Optional<Span> buttonN,
      Optional<Span> cookS,
      Optional<Span> wearN,
      Optional<Span> towelKg) {

    static final Things NONE =
        new Things(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    static final Things DEFAULT =
        new Things(
            Span.of(-0.005, 0.005),
            Span.of(-0.1, 0.1),
            Span.of(0.0005, 0.002),
            Span.of(3, 8),
            Span.of(2, 5),
            Span.of(3, 8),
            Span.of(0.04, 0.1));

    /** Whether the number of this name is drawn again for each episode. */
    public boolean draws(String name) {
      Optional<Span> span =
          switch (name) {
            case "graspM" -> graspM;
            case "graspRad" -> graspRad;
            case "clearanceM" -> clearanceM;
            case "buttonN" -> buttonN;
            case "cookS" -> cookS;
            case "wearN" -> wearN;
            case "towelKg" -> towelKg;
            default -> Optional.empty();
          };
      return span.isPresent();
    }

    /** Refuses what a thing cannot be. */
    public Things {
      Span.requireAtLeast("clearanceM", clearanceM, 0);
      Span.requireAtLeast("buttonN", buttonN, 0.1);
      Span.requireAtLeast("cookS", cookS, 0);
      Span.requireAtLeast("wearN", wearN, 0.1);
      Span.requireAtLeast("towelKg", towelKg, NO_MASS);
    }
  }

  /**
   * What the cameras see.
   *
   * @param cameraM by which a camera is off along each axis, m
   * @param cameraRad by which it is turned about each axis, rad
   * @param fieldOfView factor on a camera's opening angle
   * @param lightM by which a light is off along each axis, m
   * @param lightIntensity factor on a light's brightness
   * @param tint factor on red, green and blue, three for each thing
   * @param table brightness, 0 to 1, of red, green and blue of the two colours of the table's
   *     pattern, whose grain is drawn too
   */
  public record Look(
      Optional<Span> cameraM,
      Optional<Span> cameraRad,
      Optional<Span> fieldOfView,
      Optional<Span> lightM,
      Optional<Span> lightIntensity,
      Optional<Span> tint,
      Optional<Span> table) {

    static final Look NONE =
        new Look(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    static final Look DEFAULT =
        new Look(
            Span.of(-0.02, 0.02),
            Span.of(-Math.toRadians(3), Math.toRadians(3)),
            Span.of(0.95, 1.05),
            Span.of(-0.5, 0.5),
            Span.of(0.5, 1.5),
            Span.of(0.8, 1.2),
            Span.of(0.2, 0.9));

    /** Refuses what cannot be seen. */
    public Look {
      Span.requireAtLeast("fieldOfView", fieldOfView, 0.1);
      Span.requireAtLeast("lightIntensity", lightIntensity, 0);
      Span.requireAtLeast("tint", tint, 0);
      Span.requireAtLeast("table", table, 0);
      if (table.isPresent() && table.get().high() > 1) {
        throw new IllegalArgumentException(
            "table must lie in [0, 1], but goes up to " + table.get().high());
      }
    }
  }
}
