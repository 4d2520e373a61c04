package org.e2hil.sim.mujoco;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MujocoModelTest {

  @Test
  void theLibraryIsTheReleaseThatTheBindingWasMadeFor() {
    assertThat(Mujoco.version()).isEqualTo("3.14.0");
  }

  @Test
  void mjcfThatIsNoXmlIsRefusedWithItsLine() {
    assertThatThrownBy(() -> MujocoModel.compile("<mujoco>\n<worldbody>\n</mujoco>"))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("MuJoCo refuses the model: ")
        .hasMessageContaining("Line number=2")
        .hasMessageContaining("worldbody");
  }

  @Test
  void anUnknownElementIsNamedWithItsLine() {
    assertThatThrownBy(
            () -> MujocoModel.compile("<mujoco>\n<worldbody>\n<geomm/></worldbody></mujoco>"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("geomm")
        .hasMessageContaining("line 3");
  }

  @Test
  void aBodyThatMovesWithoutMassIsRefusedByName() {
    assertThatThrownBy(
            () ->
                MujocoModel.compile(
                    "<mujoco><worldbody><body name='feather'><freejoint/></body></worldbody></mujoco>"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("mass");
  }

  @Test
  void aMissingFileIsNamed() {
    String mjcf =
        "<mujoco><asset><mesh name='cup' file='cup.obj'/></asset><worldbody>"
            + "<geom type='mesh' mesh='cup'/></worldbody></mujoco>";

    assertThatThrownBy(() -> MujocoModel.compile(mjcf))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("cup.obj");
  }

  @Test
  void includedMjcfAndMeshesComeFromTheGivenFiles() {
    String mjcf = "<mujoco><include file='tetrahedron.xml'/></mujoco>";
    String part =
        "<mujoco><asset><mesh name='t' file='t.obj'/></asset><worldbody>"
            + "<body name='t'><freejoint/><geom type='mesh' mesh='t'/></body></worldbody></mujoco>";
    String mesh = "v 0 0 0\nv .1 0 0\nv 0 .1 0\nv 0 0 .1\nf 1 3 2\nf 1 2 4\nf 1 4 3\nf 2 3 4\n";

    try (MujocoModel model =
        MujocoModel.compile(
            mjcf, Map.of("tetrahedron.xml", part.getBytes(UTF_8), "t.obj", mesh.getBytes(UTF_8)))) {
      assertThat(model.nv()).isEqualTo(6);
      assertThat(model.body("t")).isEqualTo(1);
    }
  }

  @Test
  void anErrorInAnIncludedFileIsReported() {
    assertThatThrownBy(
            () ->
                MujocoModel.compile(
                    "<mujoco><include file='part.xml'/></mujoco>",
                    Map.of("part.xml", "<mujoco>\n<worldbodyy/></mujoco>".getBytes(UTF_8))))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("worldbodyy");
  }

  @Test
  void aWrongNameIsAnsweredByTheNearestOnes() {
    try (MujocoModel model = MujocoModel.compile(Scenes.PENDULUM)) {
      assertThatThrownBy(() -> model.joint("sholder"))
          .isInstanceOf(UnknownNameException.class)
          .hasMessage(
              "The model has no joint named 'sholder': the nearest names are 'shoulder', 'elbow'.");
      assertThatThrownBy(() -> model.camera("front"))
          .hasMessage("The model has no camera named 'front': none of its kind has a name.");
      assertThat(model.find(ObjectKind.GEOM, "elbow")).isEmpty();
    }
  }

  @Test
  void aBodyThatIsNoMocapBodyIsSaidToBeNone() {
    try (MujocoModel model = MujocoModel.compile(Scenes.BOX)) {
      assertThat(model.mocap("marker")).isZero();
      assertThatThrownBy(() -> model.mocap("box"))
          .isInstanceOf(UnknownNameException.class)
          .hasMessageContaining("no mocap body");
    }
  }

  @Test
  void addressesAndLimitsAreThoseOfTheMjcf() {
    try (MujocoModel model = MujocoModel.compile(Scenes.PENDULUM)) {
      int shoulder = model.joint("shoulder");
      assertThat(model.jointQposAddress(model.joint("elbow"))).isEqualTo(1);
      assertThat(model.jointDofAddress(model.joint("elbow"))).isEqualTo(1);
      assertThat(model.jointRange(shoulder).max()).isEqualTo(Math.toRadians(170));
      assertThat(model.actuatorControlRange(model.actuator("shoulder")))
          .isEqualTo(new Range(-1, 2));
      assertThat(model.sensorAddress(model.sensor("elbow_angle"))).isZero();
      assertThat(model.geomBody(model.geom("lower"))).isEqualTo(model.body("lower"));
      assertThat(model.bodyParent(model.body("lower"))).isEqualTo(model.body("upper"));
    }
  }

  @Test
  void aClosedModelSaysSo() {
    MujocoModel model = MujocoModel.compile(Scenes.BOX);
    model.close();
    model.close();

    assertThatThrownBy(model::timestepSeconds)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("This model is closed: make a new one.");
    assertThatThrownBy(() -> model.jointQposAddress(0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> model.parameters().bodyMass().get(0))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new Simulation(model)).isInstanceOf(IllegalStateException.class);
  }
}
