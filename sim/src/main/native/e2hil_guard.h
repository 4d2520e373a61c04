// MuJoCo's own handler answers an error with exit(1). Here an error becomes a status that Java turns
// into an exception: the log handler jumps back to the guard round the call that failed.
//
// Throwing a C++ exception from the handler would be tidier and crashes: MuJoCo's C frames carry no
// unwind tables. A guarded lambda must therefore hold no local that has a destructor.
#pragma once
#include <mujoco/mujoco.h>

#ifndef E2HIL_PARSER
#include <csetjmp>
#include <cstdio>
#include <cstring>
#include <initializer_list>

namespace e2hil {

struct Guard {
  std::jmp_buf target;
  Guard* outer;
};

inline thread_local Guard* innermost = nullptr;
inline thread_local char error_text[2048];
inline thread_local char warning_text[2048];
inline thread_local bool warned = false;

inline void format(char* out, size_t size, const mjLogMessage* message) {
  if (message->func) {
    std::snprintf(out, size, "%s: %s", message->func, message->subject);
  } else {
    std::snprintf(out, size, "%s", message->subject);
  }
}

// MuJoCo calls this on whatever thread the message arises
inline void on_message(const mjLogMessage* message) {
  if (message->level == mjLOG_WARNING) {
    format(warning_text, sizeof warning_text, message);
    warned = true;
  } else if (message->level == mjLOG_ERROR) {
    format(error_text, sizeof error_text, message);
    if (innermost) std::longjmp(innermost->target, 1);
    std::fprintf(stderr, "MuJoCo error outside of a guarded call: %s\n", error_text);
  }
}

// false: MuJoCo reported an error, its words are in error_text
template <class Call>
__attribute__((noinline)) bool guarded(Call call) {
  Guard guard;
  guard.outer = innermost;
  innermost = &guard;
  if (setjmp(guard.target) == 0) {
    call();
    innermost = guard.outer;
    return true;
  }
  innermost = guard.outer;
  return false;
}

// the first of the four warnings that tell of a diverged state; 0 when there is none
inline int divergence(const mjData* d) {
  for (int w : {mjWARN_BADQPOS, mjWARN_BADQVEL, mjWARN_BADQACC, mjWARN_BADCTRL}) {
    if (d->warning[w].number) return w;
  }
  return 0;
}

}  // namespace e2hil
#endif

// Statuses: 0 is fine, E2HIL_ERROR an error (ask e2hil_error), anything else the mjtWarning of a
// diverged state.
enum { E2HIL_ERROR = -1 };

/** Call once, before anything else. */
inline void e2hil_install() {
#ifndef E2HIL_PARSER
  mju_setLogHandler(e2hil::on_message);
#endif
}

/** What the last failed call on this thread said. */
inline const char* e2hil_error() {
#ifndef E2HIL_PARSER
  return e2hil::error_text;
#endif
}

/** The last warning on this thread, once; NULL when there was none. */
inline const char* e2hil_takeWarning() {
#ifndef E2HIL_PARSER
  if (!e2hil::warned) return nullptr;
  e2hil::warned = false;
  return e2hil::warning_text;
#endif
}

inline mjSpec* e2hil_parse(const char* xml, const mjVFS* vfs, char* error, int error_sz) {
#ifndef E2HIL_PARSER
  mjSpec* volatile spec = nullptr;
  mjSpec* volatile* result = &spec;
  bool fine = e2hil::guarded([=] { *result = mj_parseXMLString(xml, vfs, error, error_sz); });
  if (!fine) std::snprintf(error, error_sz, "%s", e2hil::error_text);
  return fine ? spec : nullptr;
#endif
}

inline mjModel* e2hil_compile(mjSpec* spec, const mjVFS* vfs) {
#ifndef E2HIL_PARSER
  mjModel* volatile model = nullptr;
  mjModel* volatile* result = &model;
  bool fine = e2hil::guarded([=] { *result = mj_compile(spec, vfs); });
  return fine ? model : nullptr;
#endif
}

inline mjData* e2hil_makeData(const mjModel* m) {
#ifndef E2HIL_PARSER
  mjData* volatile data = nullptr;
  mjData* volatile* result = &data;
  bool fine = e2hil::guarded([=] { *result = mj_makeData(m); });
  return fine ? data : nullptr;
#endif
}

/** Up to n steps; stops at the first that diverged. */
inline int e2hil_step(const mjModel* m, mjData* d, int n) {
#ifndef E2HIL_PARSER
  volatile int status = 0;
  volatile int* result = &status;
  bool fine = e2hil::guarded([=] {
    for (int i = 0; i < n && !*result; i++) {
      mj_step(m, d);
      *result = e2hil::divergence(d);
    }
  });
  return fine ? status : E2HIL_ERROR;
#endif
}

inline int e2hil_forward(const mjModel* m, mjData* d) {
#ifndef E2HIL_PARSER
  bool fine = e2hil::guarded([=] { mj_forward(m, d); });
  return fine ? e2hil::divergence(d) : E2HIL_ERROR;
#endif
}

/** keyframe -1: the model's reference pose */
inline int e2hil_reset(const mjModel* m, mjData* d, int keyframe) {
#ifndef E2HIL_PARSER
  bool fine = e2hil::guarded([=] { mj_resetDataKeyframe(m, d, keyframe); });
  return fine ? 0 : E2HIL_ERROR;
#endif
}

inline int e2hil_setConst(mjModel* m, mjData* d) {
#ifndef E2HIL_PARSER
  return e2hil::guarded([=] { mj_setConst(m, d); }) ? 0 : E2HIL_ERROR;
#endif
}

inline int e2hil_stateSize(const mjModel* m, int signature) {
#ifndef E2HIL_PARSER
  volatile int size = 0;
  volatile int* result = &size;
  bool fine = e2hil::guarded([=] { *result = mj_stateSize(m, signature); });
  return fine ? size : E2HIL_ERROR;
#endif
}

inline int e2hil_getState(const mjModel* m, const mjData* d, mjtNum* state, int signature) {
#ifndef E2HIL_PARSER
  return e2hil::guarded([=] { mj_getState(m, d, state, signature); }) ? 0 : E2HIL_ERROR;
#endif
}

/** A restored state is taken to be sound: the marks of an earlier divergence are wiped. */
inline int e2hil_setState(const mjModel* m, mjData* d, const mjtNum* state, int signature) {
#ifndef E2HIL_PARSER
  for (int w : {mjWARN_BADQPOS, mjWARN_BADQVEL, mjWARN_BADQACC, mjWARN_BADCTRL}) {
    d->warning[w].number = 0;
  }
  return e2hil::guarded([=] { mj_setState(m, d, state, signature); }) ? 0 : E2HIL_ERROR;
#endif
}

/** Index of the element that the given warning was about. */
inline int e2hil_warningInfo(const mjData* d, int warning) {
#ifndef E2HIL_PARSER
  return d->warning[warning].lastinfo;
#endif
}

/** world-aligned linear (3) and angular (3) velocity of an object's frame */
inline int e2hil_velocity(const mjModel* m, const mjData* d, int type, int id, mjtNum velocity[6]) {
#ifndef E2HIL_PARSER
  return e2hil::guarded([=] {
    mjtNum rotational_first[6];
    mj_objectVelocity(m, d, type, id, rotational_first, 0);
    std::memcpy(velocity, rotational_first + 3, 3 * sizeof(mjtNum));
    std::memcpy(velocity + 3, rotational_first, 3 * sizeof(mjtNum));
  }) ? 0 : E2HIL_ERROR;
#endif
}

inline int e2hil_jacobian(const mjModel* m, const mjData* d, mjtNum* jacp, mjtNum* jacr, int site) {
#ifndef E2HIL_PARSER
  return e2hil::guarded([=] { mj_jacSite(m, d, jacp, jacr, site); }) ? 0 : E2HIL_ERROR;
#endif
}

inline int e2hil_geomDistance(const mjModel* m, mjData* d, int geom1, int geom2, double limit,
                              mjtNum distance[1]) {
#ifndef E2HIL_PARSER
  return e2hil::guarded([=] {
    distance[0] = mj_geomDistance(m, d, geom1, geom2, limit, nullptr);
  }) ? 0 : E2HIL_ERROR;
#endif
}
