package org.e2hil.sim.randomisation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.e2hil.agent.robot.Rotation;
import org.e2hil.sim.mujoco.DoubleRows;
import org.e2hil.sim.mujoco.ModelParameters;
import org.e2hil.sim.mujoco.MujocoModel;
import org.e2hil.sim.mujoco.ObjectKind;
import org.e2hil.sim.mujoco.TextureShape;
import org.e2hil.sim.scene.Scene;

/** Draws what the cameras of a scene see. The model must be as it was compiled. */
final class LookVariation {

  private static final String[] AXES = {"x", "y", "z"};
  private static final String[] COLOURS = {"red", "green", "blue"};
  private static final String TABLE_TEXTURE = "wood";
  private static final Span GRAIN = new Span(1, 16);

  private final Scene scene;
  private final MujocoModel model;
  private final ModelParameters parameters;
  private final Randomisation.Look ranges;
  private final List<Thing> things = new ArrayList<>();

  /** What has one colour draw: the geoms of a fixture, of a loose object or of the arm. */
  private record Thing(String name, List<Integer> geoms) {}

  LookVariation(Scene scene, Randomisation.Look ranges) {
    this.scene = scene;
    this.ranges = ranges;
    model = scene.model();
    parameters = model.parameters();
    for (int body = 1; body < model.nbody(); body++) {
      // a towel's particles slide in their joints: they are not seen, their skin is
      if (model.bodyParent(body) == 0 && (model.bodyFirstJoint(body) < 0 || model.isFree(body))) {
        things.add(new Thing(name(ObjectKind.BODY, body), geomsOn(body)));
      }
    }
  }

  private List<Integer> geomsOn(int root) {
    List<Integer> geoms = new ArrayList<>();
    for (int geom = 0; geom < model.count(ObjectKind.GEOM); geom++) {
      int body = model.geomBody(geom);
      while (body > 0 && body != root) {
        body = model.bodyParent(body);
      }
      if (body == root) {
        geoms.add(geom);
      }
    }
    return geoms;
  }

  void draw(Draws draws) {
    for (int camera = 0; camera < model.count(ObjectKind.CAMERA); camera++) {
      camera(camera, draws);
    }
    for (int light = 0; light < model.count(ObjectKind.LIGHT); light++) {
      light(light, draws);
    }
    ranges.tint().ifPresent(span -> tint(span, draws));
    ranges.table().ifPresent(span -> table(span, draws));
  }

  private void camera(int camera, Draws draws) {
    String name = name(ObjectKind.CAMERA, camera);
    double[] turn = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      String which = name + "." + AXES[axis];
      double offM = draws.within("camera_m." + which, ranges.cameraM(), 0);
      parameters.camPos().set(camera, axis, parameters.camPos().get(camera, axis) + offM);
      turn[axis] = draws.within("camera_rad." + which, ranges.cameraRad(), 0);
    }
    double[] orientation = new double[4];
    double[] turned = new double[4];
    parameters.camQuat().readRow(camera, orientation, 0);
    Rotation.fromVector(turn, 1, turned);
    Rotation.multiply(orientation, turned, orientation);
    parameters.camQuat().writeRow(camera, orientation);
    double factor = draws.within("field_of_view_factor." + name, ranges.fieldOfView(), 1);
    parameters.camFovy().set(camera, factor * parameters.camFovy().get(camera));
  }

  private void light(int light, Draws draws) {
    String name = name(ObjectKind.LIGHT, light);
    for (int axis = 0; axis < 3; axis++) {
      double offM = draws.within("light_m." + name + "." + AXES[axis], ranges.lightM(), 0);
      parameters.lightPos().set(light, axis, parameters.lightPos().get(light, axis) + offM);
    }
    double factor = draws.within("light_intensity_factor." + name, ranges.lightIntensity(), 1);
    for (int colour = 0; colour < 3; colour++) {
      tint(parameters.lightDiffuse(), light, colour, factor);
    }
  }

  private void tint(Span span, Draws draws) {
    for (Thing thing : things) {
      for (int colour = 0; colour < 3; colour++) {
        double factor = tintFactor(thing.name(), colour, span, draws);
        for (int geom : thing.geoms()) {
          tint(parameters.geomRgba(), geom, colour, factor);
        }
      }
    }
    for (int material = 0; material < model.count(ObjectKind.MATERIAL); material++) {
      String name = "material." + name(ObjectKind.MATERIAL, material);
      for (int colour = 0; colour < 3; colour++) {
        tint(parameters.matRgba(), material, colour, tintFactor(name, colour, span, draws));
      }
    }
    for (int flex = 0; flex < model.count(ObjectKind.FLEX); flex++) {
      String name = "cloth." + name(ObjectKind.FLEX, flex);
      for (int colour = 0; colour < 3; colour++) {
        tint(parameters.flexRgba(), flex, colour, tintFactor(name, colour, span, draws));
      }
    }
  }

  private static double tintFactor(String thing, int colour, Span span, Draws draws) {
    return draws.within("tint_factor." + thing + "." + COLOURS[colour], span);
  }

  private static void tint(DoubleRows rows, int row, int colour, double factor) {
    rows.set(row, colour, Math.min(1, factor * rows.get(row, colour)));
  }

  /** A chequered pattern of two colours that were drawn, as fine as was drawn. */
  private void table(Span brightness, Draws draws) {
    OptionalInt texture = model.find(ObjectKind.TEXTURE, TABLE_TEXTURE);
    if (texture.isEmpty()) {
      return;
    }
    int squares = (int) Math.round(draws.within("table_squares", GRAIN));
    byte[][] rgb = new byte[2][3];
    for (int which = 0; which < 2; which++) {
      for (int colour = 0; colour < 3; colour++) {
        String name = "table_brightness." + (which + 1) + "." + COLOURS[colour];
        rgb[which][colour] = (byte) Math.round(255 * draws.within(name, brightness));
      }
    }
    TextureShape shape = parameters.textureShape(texture.getAsInt());
    byte[] pixels = new byte[shape.size()];
    int at = 0;
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        int which = (y * squares / shape.height() + x * squares / shape.width()) % 2;
        for (int colour = 0; colour < 3; colour++) {
          pixels[at++] = rgb[which][colour];
        }
      }
    }
    scene.paint(texture.getAsInt(), pixels);
  }

  private String name(ObjectKind kind, int id) {
    return model.name(kind, id).orElse("number" + id);
  }
}
