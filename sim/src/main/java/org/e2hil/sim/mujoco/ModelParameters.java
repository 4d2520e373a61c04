package org.e2hil.sim.mujoco;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.e2hil.sim.mujoco.binding.Mj;
import org.e2hil.sim.mujoco.binding.mjModel;

/**
 * The numbers of a compiled model that a task or its randomisation may change. Changes hold from
 * the next step on, for every simulation of the model, until {@link #restore()}.
 *
 * <p>MuJoCo derives constants from masses, inertias, armatures and the reference pose: call {@link
 * Simulation#setConst()} after changing one of these, else contacts slip.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class ModelParameters {

  private final mjModel model;
  private final Lifetime lifetime;
  private final List<Runnable> restorers = new ArrayList<>();
  private final DoubleRows bodyPos;
  private final DoubleRows bodyQuat;
  private final DoubleRows bodyMass;
  private final DoubleRows bodyInertia;
  private final DoubleRows geomPos;
  private final DoubleRows geomSize;
  private final DoubleRows geomFriction;
  private final DoubleRows geomRgba;
  private final DoubleRows sitePos;
  private final DoubleRows matRgba;
  private final DoubleRows jntStiffness;
  private final DoubleRows dofDamping;
  private final DoubleRows dofFrictionloss;
  private final DoubleRows dofArmature;
  private final DoubleRows actuatorGainprm;
  private final DoubleRows actuatorBiasprm;
  private final DoubleRows actuatorForcerange;
  private final IntBuffer equalityPartners;
  private final DoubleRows eqData;
  private final DoubleRows camPos;
  private final DoubleRows camQuat;
  private final DoubleRows camFovy;
  private final DoubleRows lightPos;
  private final DoubleRows lightDir;
  private final DoubleRows lightDiffuse;
  private final DoubleRows flexRgba;
  private final double[] compiledMass;
  private final double[] compiledInertia;
  private final double compiledTimestep;
  private final ByteBuffer texels;

  ModelParameters(mjModel model, Lifetime lifetime) {
    this.model = model;
    this.lifetime = lifetime;
    bodyPos = restored(new DoubleRows(lifetime, model.body_pos(), model.nbody(), 3));
    bodyQuat = restored(new DoubleRows(lifetime, model.body_quat(), model.nbody(), 4));
    bodyMass = restored(new DoubleRows(lifetime, model.body_mass(), model.nbody(), 1));
    bodyInertia = restored(new DoubleRows(lifetime, model.body_inertia(), model.nbody(), 3));
    geomPos = restored(new DoubleRows(lifetime, model.geom_pos(), model.ngeom(), 3));
    geomSize = restored(new DoubleRows(lifetime, model.geom_size(), model.ngeom(), 3));
    geomFriction = restored(new DoubleRows(lifetime, model.geom_friction(), model.ngeom(), 3));
    geomRgba = restored(new FloatRows(lifetime, model.geom_rgba(), model.ngeom(), 4));
    sitePos = restored(new DoubleRows(lifetime, model.site_pos(), model.nsite(), 3));
    matRgba = restored(new FloatRows(lifetime, model.mat_rgba(), model.nmat(), 4));
    jntStiffness = restored(new DoubleRows(lifetime, model.jnt_stiffness(), model.njnt(), 1));
    dofDamping = restored(new DoubleRows(lifetime, model.dof_damping(), model.nv(), 1));
    dofFrictionloss = restored(new DoubleRows(lifetime, model.dof_frictionloss(), model.nv(), 1));
    dofArmature = restored(new DoubleRows(lifetime, model.dof_armature(), model.nv(), 1));
    actuatorGainprm =
        restored(new DoubleRows(lifetime, model.actuator_gainprm(), model.nactuator(), Mj.mjNGAIN));
    actuatorBiasprm =
        restored(new DoubleRows(lifetime, model.actuator_biasprm(), model.nactuator(), Mj.mjNBIAS));
    actuatorForcerange =
        restored(new DoubleRows(lifetime, model.actuator_forcerange(), model.nactuator(), 2));
    equalityPartners =
        model.neq() == 0
            ? IntBuffer.allocate(0)
            : model.eq_obj2id().capacity(model.neq()).asBuffer();
    int[] compiledPartners = new int[equalityPartners.capacity()];
    equalityPartners.get(0, compiledPartners);
    restorers.add(() -> equalityPartners.put(0, compiledPartners));
    eqData = restored(new DoubleRows(lifetime, model.eq_data(), model.neq(), Mj.mjNEQDATA));
    camPos = restored(new DoubleRows(lifetime, model.cam_pos(), model.ncam(), 3));
    camQuat = restored(new DoubleRows(lifetime, model.cam_quat(), model.ncam(), 4));
    camFovy = restored(new DoubleRows(lifetime, model.cam_fovy(), model.ncam(), 1));
    lightPos = restored(new DoubleRows(lifetime, model.light_pos(), model.nlight(), 3));
    lightDir = restored(new DoubleRows(lifetime, model.light_dir(), model.nlight(), 3));
    lightDiffuse = restored(new FloatRows(lifetime, model.light_diffuse(), model.nlight(), 3));
    flexRgba = restored(new FloatRows(lifetime, model.flex_rgba(), model.nflex(), 4));
    compiledMass = bodyMass.copy();
    compiledInertia = bodyInertia.copy();
    compiledTimestep = model.opt().timestep();
    texels =
        model.ntexdata() == 0
            ? ByteBuffer.allocate(0)
            : model.tex_data().capacity(model.ntexdata()).asBuffer();
  }

  /** Positions of bodies in their parents' frames, m, {@code [nbody, 3]}. */
  public DoubleRows bodyPos() {
    return bodyPos;
  }

  /** Orientations of bodies in their parents' frames, {@code [nbody, 4]}. */
  public DoubleRows bodyQuat() {
    return bodyQuat;
  }

  /** Masses, kg, {@code [nbody]}; {@link #scaleMass} is usually what one wants. */
  public DoubleRows bodyMass() {
    return bodyMass;
  }

  /** Principal moments of inertia, kg m², {@code [nbody, 3]}. */
  public DoubleRows bodyInertia() {
    return bodyInertia;
  }

  /** Positions of geoms in their bodies, m, {@code [ngeom, 3]}. */
  public DoubleRows geomPos() {
    return geomPos;
  }

  /**
   * Sizes of geoms, m, {@code [ngeom, 3]}. MuJoCo culls by a bounding sphere that was computed from
   * the compiled sizes: geoms may shrink, not grow.
   */
  public DoubleRows geomSize() {
    return geomSize;
  }

  /** Friction: sliding (1), torsional (m), rolling (m), {@code [ngeom, 3]}. */
  public DoubleRows geomFriction() {
    return geomFriction;
  }

  /** Colours of geoms without a material, 0 to 1, {@code [ngeom, 4]}. */
  public DoubleRows geomRgba() {
    return geomRgba;
  }

  /** Positions of sites in their bodies, m, {@code [nsite, 3]}. */
  public DoubleRows sitePos() {
    return sitePos;
  }

  /** Colours of materials, 0 to 1, {@code [nmat, 4]}. */
  public DoubleRows matRgba() {
    return matRgba;
  }

  /** Stiffness of joints, N/m or N m/rad, {@code [njnt]}. */
  public DoubleRows jntStiffness() {
    return jntStiffness;
  }

  /** Damping, N s/m or N m s/rad, {@code [nv]}. */
  public DoubleRows dofDamping() {
    return dofDamping;
  }

  /** Dry friction, N or N m, {@code [nv]}. */
  public DoubleRows dofFrictionloss() {
    return dofFrictionloss;
  }

  /** Armature, kg or kg m², {@code [nv]}. */
  public DoubleRows dofArmature() {
    return dofArmature;
  }

  /** Gains of actuators, {@code [actuators, 10]}; a position servo has kp in column 0. */
  public DoubleRows actuatorGainprm() {
    return actuatorGainprm;
  }

  /** Biases of actuators, {@code [actuators, 10]}; a position servo has -kp, -kv in 1 and 2. */
  public DoubleRows actuatorBiasprm() {
    return actuatorBiasprm;
  }

  /** Force limits of actuators, N or N m, {@code [actuators, 2]}. */
  public DoubleRows actuatorForcerange() {
    return actuatorForcerange;
  }

  /** Id of what an equality constraint ties its first object to. */
  public int equalityPartner(int constraint) {
    lifetime.check();
    return equalityPartners.get(constraint);
  }

  /** Ties an equality constraint's first object to another one of the same kind. */
  public void equalityPartner(int constraint, int partner) {
    lifetime.check();
    equalityPartners.put(constraint, partner);
  }

  /** Anchors, polynomials and the like of equality constraints, {@code [neq, 11]}. */
  public DoubleRows eqData() {
    return eqData;
  }

  /** Positions of cameras in their bodies, m, {@code [ncam, 3]}. */
  public DoubleRows camPos() {
    return camPos;
  }

  /** Orientations of cameras in their bodies, {@code [ncam, 4]}. */
  public DoubleRows camQuat() {
    return camQuat;
  }

  /** Vertical fields of view, degrees, {@code [ncam]}. */
  public DoubleRows camFovy() {
    return camFovy;
  }

  /** Positions of lights in their bodies, m, {@code [nlight, 3]}. */
  public DoubleRows lightPos() {
    return lightPos;
  }

  /** Directions of lights in their bodies, {@code [nlight, 3]}. */
  public DoubleRows lightDir() {
    return lightDir;
  }

  /** Diffuse colours of lights, 0 to 1, {@code [nlight, 3]}. */
  public DoubleRows lightDiffuse() {
    return lightDiffuse;
  }

  /** Colours of deformables without a material, 0 to 1, {@code [nflex, 4]}. */
  public DoubleRows flexRgba() {
    return flexRgba;
  }

  /** Changes the duration of one step. */
  public void timestepSeconds(double seconds) {
    lifetime.check();
    if (!(seconds > 0)) {
      throw new IllegalArgumentException(
          "A timestep is above 0 s and " + seconds + " s was asked for.");
    }
    model.opt().timestep(seconds);
  }

  /**
   * Sets a body's mass and inertia to a multiple of the compiled ones, so that repeated calls do
   * not compound. Then call {@link Simulation#setConst()}.
   */
  public void scaleMass(int body, double factor) {
    if (!(factor > 0)) {
      throw new IllegalArgumentException(
          "A mass is scaled by more than 0 and " + factor + " was asked for.");
    }
    bodyMass.set(body, factor * compiledMass[body]);
    for (int axis = 0; axis < 3; axis++) {
      bodyInertia.set(body, axis, factor * compiledInertia[3 * body + axis]);
    }
  }

  /** Shape of a texture. */
  public TextureShape textureShape(int texture) {
    lifetime.check();
    checkTexture(texture);
    return new TextureShape(
        model.tex_height().get(texture),
        model.tex_width().get(texture),
        model.tex_nchannel().get(texture));
  }

  /**
   * Overwrites a texture, {@code [height, width, channels]}. A renderer shows it after {@link
   * Renderer#uploadTexture}. Textures are not restored by {@link #restore()}.
   */
  public void writeTexture(int texture, byte[] pixels) {
    TextureShape shape = textureShape(texture);
    if (pixels.length != shape.size()) {
      throw new IllegalArgumentException(
          "The texture has " + shape.size() + " bytes and " + pixels.length + " were given.");
    }
    texels.put(Math.toIntExact(model.tex_adr().get(texture)), pixels);
  }

  /**
   * Sets everything here but textures to what was compiled. Call {@link Simulation#setConst()} if
   * masses or the like had been changed.
   */
  public void restore() {
    lifetime.check();
    restorers.forEach(Runnable::run);
    model.opt().timestep(compiledTimestep);
  }

  private void checkTexture(int texture) {
    if (texture < 0 || texture >= model.ntex()) {
      throw new IndexOutOfBoundsException(
          "Texture " + texture + " of " + model.ntex() + " was asked for.");
    }
  }

  private DoubleRows restored(DoubleRows rows) {
    double[] compiled = rows.copy();
    restorers.add(() -> rows.writeAll(compiled));
    return rows;
  }
}
