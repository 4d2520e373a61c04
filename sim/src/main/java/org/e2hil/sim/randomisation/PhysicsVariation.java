package org.e2hil.sim.randomisation;

import java.util.ArrayList;
import java.util.List;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.sim.mujoco.DoubleRows;
import org.e2hil.sim.mujoco.ModelParameters;
import org.e2hil.sim.mujoco.MujocoModel;
import org.e2hil.sim.mujoco.ObjectKind;
import org.e2hil.sim.scene.Scene;

/**
 * Draws how things move in a scene, whatever its task. The model must be as it was compiled, and
 * its constants be derived again afterwards.
 */
final class PhysicsVariation {

  private final Scene scene;
  private final Randomisation.Physics ranges;
  private final List<Integer> looseBodies = new ArrayList<>();

  PhysicsVariation(Scene scene, Randomisation.Physics ranges) {
    this.scene = scene;
    this.ranges = ranges;
    for (int body = 1; body < scene.model().nbody(); body++) {
      if (scene.model().isFree(body)) {
        looseBodies.add(body);
      }
    }
  }

  void draw(Draws draws) {
    ranges.friction().ifPresent(span -> friction(draws.within("friction_factor", span)));
    ranges.mass().ifPresent(span -> masses(span, draws));
    ranges.servoGain().ifPresent(span -> servos(span, draws));
    ranges.jointDamping().ifPresent(span -> joints(span, draws));
  }

  private void friction(double factor) {
    scale(scene.model().parameters().geomFriction(), factor);
  }

  private void masses(Span span, Draws draws) {
    for (int body : looseBodies) {
      String name = scene.model().name(ObjectKind.BODY, body).orElse("body" + body);
      scene.model().parameters().scaleMass(body, draws.within("mass_factor." + name, span));
    }
  }

  /** A position servo's stiffness stands in its gain and, negative, in its bias. */
  private void servos(Span span, Draws draws) {
    MujocoModel model = scene.model();
    ModelParameters parameters = model.parameters();
    for (int servo = 0; servo < model.count(ObjectKind.ACTUATOR); servo++) {
      String name = model.name(ObjectKind.ACTUATOR, servo).orElse("servo" + servo);
      double factor = draws.within("servo_gain_factor." + name, span);
      scale(parameters.actuatorGainprm(), servo, 0, factor);
      scale(parameters.actuatorBiasprm(), servo, 1, factor);
    }
  }

  private void joints(Span span, Draws draws) {
    MujocoModel model = scene.model();
    for (ArmModel.Joint joint : scene.arm().joints()) {
      double factor = draws.within("joint_damping_factor." + joint.name(), span);
      int dof = model.jointDofAddress(model.joint(joint.name()));
      scale(model.parameters().dofDamping(), dof, 0, factor);
      scale(model.parameters().dofFrictionloss(), dof, 0, factor);
    }
  }

  private static void scale(DoubleRows rows, int row, int column, double factor) {
    rows.set(row, column, factor * rows.get(row, column));
  }

  private static void scale(DoubleRows rows, double factor) {
    for (int i = 0; i < rows.size(); i++) {
      rows.set(i, factor * rows.get(i));
    }
  }
}
