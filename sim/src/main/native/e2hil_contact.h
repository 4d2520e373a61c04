// Contact and constraint forces. These arrays live in mjData's arena and move every step, so Java
// never holds their addresses: it asks here, one call a question.
#pragma once
#include <mujoco/mujoco.h>

#ifndef E2HIL_PARSER
namespace e2hil {

// mj_contactForce without the parts that are not wanted: the normal comes first
inline mjtNum normal_force(const mjModel* m, const mjData* d, int contact) {
  if (d->contact[contact].efc_address < 0) return 0;
  mjtNum force[6];
  mj_contactForce(m, d, contact, force);
  return force[0];
}

inline bool in_subtree(const mjModel* m, int body, int root) {
  while (body > root) body = m->body_parentid[body];  // a parent's id is below its child's
  return body == root;
}

inline bool geom_in_subtree(const mjModel* m, int geom, int root) {
  return geom >= 0 && in_subtree(m, m->geom_bodyid[geom], root);
}

template <class Wanted>
mjtNum sum_normal_forces(const mjModel* m, const mjData* d, Wanted wanted) {
  mjtNum sum = 0;
  for (int i = 0; i < d->ncon; i++) {
    const int* geom = d->contact[i].geom;
    if (wanted(geom[0], geom[1]) || wanted(geom[1], geom[0])) sum += normal_force(m, d, i);
  }
  return sum;
}

}  // namespace e2hil
#endif

/** Number of numbers that e2hil_contacts writes for each contact. */
enum { E2HIL_CONTACT_SIZE = 8 };

/**
 * Copies up to capacity contacts: geoms gets [2] ids each (-1 for a flex), values [8]: normal force,
 * distance, position [3], normal [3]. Returns how many there are in all.
 */
inline int e2hil_contacts(const mjModel* m, const mjData* d, int* geoms, mjtNum* values, int capacity) {
#ifndef E2HIL_PARSER
  for (int i = 0; i < d->ncon && i < capacity; i++) {
    const mjContact& contact = d->contact[i];
    geoms[2 * i] = contact.geom[0];
    geoms[2 * i + 1] = contact.geom[1];
    mjtNum* value = values + E2HIL_CONTACT_SIZE * i;
    value[0] = e2hil::normal_force(m, d, i);
    value[1] = contact.dist;
    for (int k = 0; k < 3; k++) {
      value[2 + k] = contact.pos[k];
      value[5 + k] = contact.frame[k];
    }
  }
  return d->ncon;
#endif
}

inline double e2hil_geomForce(const mjModel* m, const mjData* d, int geom) {
#ifndef E2HIL_PARSER
  return e2hil::sum_normal_forces(m, d, [=](int a, int) { return a == geom; });
#endif
}

inline double e2hil_geomPairForce(const mjModel* m, const mjData* d, int geom1, int geom2) {
#ifndef E2HIL_PARSER
  return e2hil::sum_normal_forces(m, d, [=](int a, int b) { return a == geom1 && b == geom2; });
#endif
}

inline double e2hil_geomBodyForce(const mjModel* m, const mjData* d, int geom, int root) {
#ifndef E2HIL_PARSER
  return e2hil::sum_normal_forces(
      m, d, [=](int a, int b) { return a == geom && e2hil::geom_in_subtree(m, b, root); });
#endif
}

inline double e2hil_bodyPairForce(const mjModel* m, const mjData* d, int root1, int root2) {
#ifndef E2HIL_PARSER
  return e2hil::sum_normal_forces(m, d, [=](int a, int b) {
    return e2hil::geom_in_subtree(m, a, root1) && e2hil::geom_in_subtree(m, b, root2);
  });
#endif
}

/** Euclidean norm of the constraint forces of n equalities taken together; inactive ones add 0. */
inline double e2hil_equalityForce(const mjModel* m, const mjData* d, const int* equalities, int n) {
#ifndef E2HIL_PARSER
  mjtNum squares = 0;
  for (int row = 0; row < d->ne; row++) {  // the rows of equalities come first
    for (int k = 0; k < n; k++) {
      if (d->efc_id[row] == equalities[k]) squares += d->efc_force[row] * d->efc_force[row];
    }
  }
  return mju_sqrt(squares);
#endif
}
