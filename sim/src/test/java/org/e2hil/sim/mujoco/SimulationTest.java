package org.e2hil.sim.mujoco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.e2hil.agent.env.EnvironmentFaultException;
import org.junit.jupiter.api.Test;

class SimulationTest {

  @Test
  void oneCallOfManyStepsIsManyCallsOfOne() {
    try (MujocoModel model = MujocoModel.compile(Scenes.PENDULUM);
        Simulation together = new Simulation(model);
        Simulation apart = new Simulation(model)) {
      together.step(500);
      for (int i = 0; i < 500; i++) {
        apart.step(1);
      }

      assertThat(together.save()).isEqualTo(apart.save());
      assertThat(together.timeSeconds()).isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void aSecondRunFromResetIsBitForBitTheFirst() {
    try (MujocoModel model = MujocoModel.compile(Scenes.PENDULUM);
        Simulation simulation = new Simulation(model)) {
      double[] first = swing(simulation);
      double[] second = swing(simulation);

      assertThat(second).isEqualTo(first);
    }
  }

  private static double[] swing(Simulation simulation) {
    simulation.reset();
    for (int i = 0; i < 200; i++) {
      simulation.ctrl().set(0, Math.sin(0.1 * i));
      simulation.step(5);
    }
    return simulation.save();
  }

  @Test
  void aRestoredStateHasTheSameFuture() {
    try (MujocoModel model = MujocoModel.compile(Scenes.BOX);
        Simulation simulation = new Simulation(model)) {
      simulation.qvel().set(0, 0.3);
      simulation.step(50);
      double[] saved = simulation.save();
      simulation.step(50);
      double[] future = simulation.save();

      simulation.restore(saved);
      simulation.step(50);

      assertThat(simulation.save()).isEqualTo(future);
      assertThatThrownBy(() -> simulation.restore(new double[3]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aKeyframeIsAResetToItsPose() {
    try (MujocoModel model = MujocoModel.compile(Scenes.PENDULUM);
        Simulation simulation = new Simulation(model)) {
      simulation.reset(model.keyframe("raised"));

      assertThat(simulation.qpos().copy()).containsExactly(-1, 0.5);
      assertThatThrownBy(() -> simulation.reset(1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void aRestingBoxPressesWithItsWeight() {
    try (MujocoModel model = MujocoModel.compile(Scenes.BOX);
        Simulation simulation = new Simulation(model)) {
      simulation.step(1000);
      int floor = model.geom("floor");
      int box = model.geom("box");
      double weight = 2 * 9.81;

      assertThat(simulation.measure().geomForce(box)).isCloseTo(weight, within(1e-3));
      assertThat(simulation.measure().geomPairForce(box, floor)).isCloseTo(weight, within(1e-3));
      assertThat(simulation.measure().touchForce(floor, model.body("box")))
          .isCloseTo(weight, within(1e-3));
      assertThat(simulation.measure().bodyPairForce(0, model.body("marker"))).isZero();
      Contacts contacts = simulation.measure().contacts();
      double sum = 0;
      for (int i = 0; i < contacts.count(); i++) {
        assertThat(contacts.geom1(i)).isEqualTo(floor);
        assertThat(contacts.geom2(i)).isEqualTo(box);
        assertThat(contacts.normal(i, 2)).isEqualTo(1);
        assertThat(contacts.distance(i)).isNegative();
        sum += contacts.normalForce(i);
      }
      assertThat(contacts.count()).isEqualTo(4);
      assertThat(sum).isCloseTo(weight, within(1e-3));
    }
  }

  @Test
  void aConnectCarriesWhatHangsOnIt() {
    String hanging =
        """
        <mujoco>
          <option timestep="0.002"/>
          <worldbody>
            <body name="load"><freejoint/><geom type="sphere" size=".05" mass="3"/></body>
          </worldbody>
          <equality><connect name="hook" body1="load" anchor="0 0 0"/></equality>
        </mujoco>
        """;
    try (MujocoModel model = MujocoModel.compile(hanging);
        Simulation simulation = new Simulation(model)) {
      int hook = model.equality("hook");
      simulation.step(1000);
      assertThat(simulation.measure().equalityForce(hook)).isCloseTo(3 * 9.81, within(1e-3));

      simulation.equalityActive(hook, false);
      simulation.step(1);
      assertThat(simulation.equalityActive(hook)).isFalse();
      assertThat(simulation.measure().equalityForce(hook)).isZero();
    }
  }

  @Test
  void velocitiesAndJacobiansAgree() {
    try (MujocoModel model = MujocoModel.compile(Scenes.PENDULUM);
        Simulation simulation = new Simulation(model)) {
      simulation.qpos().writeAll(0.4, -0.9);
      simulation.qvel().writeAll(1.5, -0.7);
      simulation.forward();
      int tip = model.site("tip");
      double[] velocity = new double[6];
      double[] position = new double[6];
      double[] rotation = new double[6];

      simulation.measure().siteVelocity(tip, velocity);
      simulation.measure().siteJacobian(tip, position, rotation);

      for (int axis = 0; axis < 3; axis++) {
        assertThat(velocity[axis])
            .isCloseTo(1.5 * position[2 * axis] - 0.7 * position[2 * axis + 1], within(1e-12));
        assertThat(velocity[3 + axis])
            .isCloseTo(1.5 * rotation[2 * axis] - 0.7 * rotation[2 * axis + 1], within(1e-12));
      }
      // the joints turn about +y
      assertThat(velocity[4]).isCloseTo(0.8, within(1e-12));
    }
  }

  @Test
  void aMocapBodyGoesWhereItIsPut() {
    try (MujocoModel model = MujocoModel.compile(Scenes.BOX);
        Simulation simulation = new Simulation(model)) {
      simulation.mocapPos().writeRow(model.mocap("marker"), 0.1, 0.2, 0.3);
      simulation.forward();
      double[] position = new double[3];
      simulation.xpos().readRow(model.body("marker"), position, 0);

      assertThat(position).containsExactly(0.1, 0.2, 0.3);
    }
  }

  @Test
  void aDivergedStateIsAFaultUntilItIsReset() {
    try (MujocoModel model = MujocoModel.compile(Scenes.PENDULUM);
        Simulation simulation = new Simulation(model)) {
      simulation.step(5);
      simulation.qvel().set(1, 1e12);

      assertThatThrownBy(() -> simulation.step(5))
          .isInstanceOf(DivergenceException.class)
          .isInstanceOf(EnvironmentFaultException.class)
          .hasMessageContaining("diverged at t=0.01")
          .hasMessageContaining("qvel[1] of joint 'elbow'");
      assertThatThrownBy(() -> simulation.step(1)).isInstanceOf(DivergenceException.class);

      simulation.reset();
      simulation.step(5);
      assertThat(simulation.timeSeconds()).isCloseTo(0.01, within(1e-12));
    }
  }

  @Test
  void notANumberInAControlOrAPositionIsAFault() {
    try (MujocoModel model = MujocoModel.compile(Scenes.PENDULUM);
        Simulation simulation = new Simulation(model)) {
      simulation.ctrl().set(0, Double.NaN);
      assertThatThrownBy(() -> simulation.step(1))
          .isInstanceOf(DivergenceException.class)
          .hasMessageContaining("ctrl[0]");

      simulation.reset();
      simulation.qpos().set(0, Double.NaN);
      assertThatThrownBy(() -> simulation.step(1))
          .isInstanceOf(DivergenceException.class)
          .hasMessageContaining("qpos[0]");
    }
  }

  @Test
  void anErrorInsideMujocoIsAnExceptionAndNotTheEndOfTheProcess() {
    String cramped = Scenes.BOX.replace("<option", "<size memory=\"2K\"/><option");
    try (MujocoModel model = MujocoModel.compile(cramped)) {
      assertThatThrownBy(
              () -> {
                try (Simulation simulation = new Simulation(model)) {
                  simulation.step(10);
                }
              })
          .isInstanceOf(MujocoException.class)
          .hasMessageContaining("stack");
    }
  }

  @Test
  void aClosedSimulationSaysSo() {
    try (MujocoModel model = MujocoModel.compile(Scenes.BOX)) {
      Simulation simulation = new Simulation(model);
      DoubleRows qpos = simulation.qpos();
      simulation.close();
      simulation.close();

      assertThatThrownBy(() -> simulation.step(1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("This simulation is closed: make a new one.");
      assertThatThrownBy(() -> qpos.get(0)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> simulation.measure().contacts())
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aSimulationOfAClosedModelSaysSo() {
    MujocoModel model = MujocoModel.compile(Scenes.BOX);
    try (Simulation simulation = new Simulation(model)) {
      model.close();

      assertThatThrownBy(() -> simulation.step(1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("model is closed");
    }
  }
}
