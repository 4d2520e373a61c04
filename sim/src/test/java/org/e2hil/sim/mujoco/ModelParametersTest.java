package org.e2hil.sim.mujoco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ModelParametersTest {

  @Test
  void scalingAMassTwiceDoesNotCompound() {
    try (MujocoModel model = MujocoModel.compile(Scenes.BOX)) {
      ModelParameters parameters = model.parameters();
      int box = model.body("box");
      double inertia = parameters.bodyInertia().get(box, 2);

      parameters.scaleMass(box, 3);
      parameters.scaleMass(box, 0.5);

      assertThat(parameters.bodyMass().get(box)).isEqualTo(1);
      assertThat(parameters.bodyInertia().get(box, 2)).isEqualTo(0.5 * inertia);
    }
  }

  @Test
  void aHeavierBoxWeighsMoreOnTheFloor() {
    try (MujocoModel model = MujocoModel.compile(Scenes.BOX);
        Simulation simulation = new Simulation(model)) {
      model.parameters().scaleMass(model.body("box"), 2);
      simulation.setConst();
      simulation.reset();

      simulation.step(1000);

      assertThat(simulation.measure().geomForce(model.geom("box")))
          .isCloseTo(4 * 9.81, within(1e-3));
    }
  }

  @Test
  void restoringBringsBackWhatWasCompiled() {
    try (MujocoModel model = MujocoModel.compile(Scenes.PENDULUM)) {
      ModelParameters parameters = model.parameters();
      double[] damping = parameters.dofDamping().copy();
      double[] colours = parameters.geomRgba().copy();

      parameters.dofDamping().set(1, 7);
      parameters.geomRgba().writeRow(0, 1, 0, 0, 1);
      parameters.timestepSeconds(0.01);
      parameters.restore();

      assertThat(parameters.dofDamping().copy()).isEqualTo(damping);
      assertThat(parameters.geomRgba().copy()).isEqualTo(colours);
      assertThat(model.timestepSeconds()).isEqualTo(0.002);
    }
  }

  @Test
  void anEditedGainReachesTheSimulation() {
    try (MujocoModel model = MujocoModel.compile(Scenes.PENDULUM);
        Simulation simulation = new Simulation(model)) {
      int servo = model.actuator("shoulder");
      simulation.ctrl().set(0, 1);
      simulation.forward();
      double before = simulation.actuatorForce().get(servo);

      model.parameters().actuatorGainprm().set(servo, 0, 10);
      simulation.forward();

      assertThat(simulation.actuatorForce().get(servo)).isEqualTo(2 * before);
    }
  }

  @Test
  void rowsAndColumnsAreChecked() {
    try (MujocoModel model = MujocoModel.compile(Scenes.BOX)) {
      DoubleRows positions = model.parameters().bodyPos();

      assertThatThrownBy(() -> positions.get(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> positions.get(99, 0)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> positions.writeRow(0, 1, 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("A row here has 3 numbers and 2 were given.");
    }
  }
}
