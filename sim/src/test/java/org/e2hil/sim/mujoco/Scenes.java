package org.e2hil.sim.mujoco;

/** Small scenes for the tests of this package. */
final class Scenes {

  /** A box of 2 kg that stands on the floor, a little sunk in, and a marker. */
  static final String BOX =
      """
      <mujoco>
        <option timestep="0.002"/>
        <worldbody>
          <geom name="floor" type="plane" size="1 1 .1"/>
          <body name="box" pos="0 0 0.05">
            <freejoint name="box_free"/>
            <geom name="box" type="box" size=".05 .05 .05" mass="2"/>
            <site name="top" pos="0 0 .05"/>
          </body>
          <body name="marker" mocap="true" pos=".3 0 .3"/>
        </worldbody>
      </mujoco>
      """;

  /** A driven double pendulum: chaotic, hence a sharp test of repeatability. */
  static final String PENDULUM =
      """
      <mujoco>
        <option timestep="0.002" gravity="0 0 -9.81"/>
        <worldbody>
          <body name="upper">
            <joint name="shoulder" type="hinge" axis="0 1 0" range="-170 170" limited="true"/>
            <geom name="upper" type="capsule" fromto="0 0 0 .5 0 0" size=".02"/>
            <body name="lower" pos=".5 0 0">
              <joint name="elbow" type="hinge" axis="0 1 0" damping=".01"/>
              <geom name="lower" type="capsule" fromto="0 0 0 .5 0 0" size=".02"/>
              <site name="tip" pos=".5 0 0"/>
            </body>
          </body>
        </worldbody>
        <actuator>
          <position name="shoulder" joint="shoulder" kp="5" ctrlrange="-1 2"/>
        </actuator>
        <sensor>
          <jointpos name="elbow_angle" joint="elbow"/>
        </sensor>
        <keyframe>
          <key name="raised" qpos="-1 .5"/>
        </keyframe>
      </mujoco>
      """;

  /** A red ball above a green one before a camera; the ground is a texture of one colour. */
  static final String BALLS =
      """
      <mujoco>
        <asset>
          <texture name="ground" type="2d" builtin="flat" rgb1="0 0 1" width="8" height="8"/>
          <material name="ground" texture="ground"/>
        </asset>
        <worldbody>
          <light pos="0 -2 1" dir="0 1 -.3"/>
          <camera name="front" pos="0 -2 0" xyaxes="1 0 0 0 0 1" fovy="45"/>
          <camera name="down" pos="0 0 3" xyaxes="1 0 0 0 1 0" fovy="20"/>
          <geom name="red" type="sphere" size=".3" pos="0 0 .5" rgba="1 0 0 1"/>
          <geom name="green" type="sphere" size=".3" pos="0 0 -.5" rgba="0 1 0 1"/>
          <geom name="plate" type="box" size=".5 .5 .01" pos="0 0 1" material="ground"/>
          <site name="cross" pos="0 -1 0" size=".4"/>
        </worldbody>
      </mujoco>
      """;

  private Scenes() {}
}
