// Off-screen OpenGL without a build-time dependency: libEGL or libOSMesa is opened by the first
// renderer, so that a run that observes states alone works on a machine that has neither.
#pragma once
#include <mujoco/mujoco.h>

#include "e2hil_guard.h"

enum { E2HIL_EGL = 1, E2HIL_OSMESA = 2 };

#ifndef E2HIL_PARSER
#include <dlfcn.h>

#include <cstdlib>
#include <string>
#include <vector>

namespace e2hil {

// the few values of EGL/egl.h, EGL/eglext.h and GL/osmesa.h that are used here
enum {
  EGL_ALPHA_SIZE = 0x3021,
  EGL_BLUE_SIZE = 0x3022,
  EGL_GREEN_SIZE = 0x3023,
  EGL_RED_SIZE = 0x3024,
  EGL_DEPTH_SIZE = 0x3025,
  EGL_STENCIL_SIZE = 0x3026,
  EGL_SURFACE_TYPE = 0x3033,
  EGL_PBUFFER_BIT = 0x0001,
  EGL_RENDERABLE_TYPE = 0x3040,
  EGL_OPENGL_BIT = 0x0008,
  EGL_NONE = 0x3038,
  EGL_VENDOR = 0x3053,
  EGL_OPENGL_API = 0x30A2,
  EGL_PLATFORM_SURFACELESS_MESA = 0x31DD,
  EGL_PLATFORM_DEVICE_EXT = 0x313F,
  GL_UNSIGNED_BYTE = 0x1401,
  GL_RGBA = 0x1908,
  GL_RENDERER = 0x1F01,
};

struct Context {
  int kind = 0;
  void* display = nullptr;
  void* handle = nullptr;
  std::vector<unsigned char> pixels;  // OSMesa's default framebuffer
  int width = 0;
  int height = 0;
  std::string name;
};

inline thread_local Context* current = nullptr;

inline void fail(const std::string& why) {
  std::snprintf(error_text, sizeof error_text, "%s", why.c_str());
}

template <class Function>
bool load(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(library, name));
  return function != nullptr;
}

struct Egl {
  void* library = nullptr;
  void* (*getProcAddress)(const char*);
  int (*getError)();
  const char* (*queryString)(void*, int);
  unsigned (*initialize)(void*, int*, int*);
  unsigned (*bindApi)(unsigned);
  unsigned (*chooseConfig)(void*, const int*, void**, int, int*);
  void* (*createContext)(void*, void*, void*, const int*);
  unsigned (*makeCurrent)(void*, void*, void*, void*);
  unsigned (*destroyContext)(void*, void*);
  unsigned (*releaseThread)();

  bool open() {
    library = dlopen("libEGL.so.1", RTLD_NOW | RTLD_LOCAL);
    return library && load(library, "eglGetProcAddress", getProcAddress) &&
           load(library, "eglGetError", getError) &&
           load(library, "eglQueryString", queryString) &&
           load(library, "eglInitialize", initialize) && load(library, "eglBindAPI", bindApi) &&
           load(library, "eglChooseConfig", chooseConfig) &&
           load(library, "eglCreateContext", createContext) &&
           load(library, "eglMakeCurrent", makeCurrent) &&
           load(library, "eglDestroyContext", destroyContext) &&
           load(library, "eglReleaseThread", releaseThread);
  }

  // MuJoCo looks for OpenGL's loader among the global symbols and takes EGL's before OSMesa's: an
  // EGL that cannot be used must stay hidden from it
  void publish() { dlopen("libEGL.so.1", RTLD_NOW | RTLD_GLOBAL | RTLD_NOLOAD); }
};

inline Egl egl;

// nullptr, with the reason appended to why, when this display cannot do
inline Context* open_display(void* display, const std::string& label, std::string& why) {
  int major = 0, minor = 0;
  if (!display || !egl.initialize(display, &major, &minor)) {
    char code[16];
    std::snprintf(code, sizeof code, "0x%x", egl.getError());
    why += "; " + label + ": eglInitialize gave " + code;
    return nullptr;
  }
  const int wanted[] = {EGL_RED_SIZE, 8, EGL_GREEN_SIZE, 8, EGL_BLUE_SIZE, 8, EGL_ALPHA_SIZE, 8,
                        EGL_DEPTH_SIZE, 24, EGL_STENCIL_SIZE, 8,
                        EGL_SURFACE_TYPE, EGL_PBUFFER_BIT,
                        EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_NONE};
  void* config = nullptr;
  int count = 0;
  if (!egl.chooseConfig(display, wanted, &config, 1, &count) || count < 1) {
    why += "; " + label + ": no 8-bit RGBA configuration with OpenGL";
    return nullptr;
  }
  egl.bindApi(EGL_OPENGL_API);
  void* handle = egl.createContext(display, config, nullptr, nullptr);
  if (!handle) {
    why += "; " + label + ": no OpenGL context";
    return nullptr;
  }
  egl.publish();
  Context* context = new Context;
  context->kind = E2HIL_EGL;
  context->display = display;
  context->handle = handle;
  const char* vendor = egl.queryString(display, EGL_VENDOR);
  context->name = "EGL " + std::to_string(major) + "." + std::to_string(minor) + ", " +
                  (vendor ? vendor : "unknown vendor") + ", " + label;
  return context;
}

inline Context* open_egl() {
  // llvmpipe's worker threads would compete with the learner's; the caller's choice wins
  setenv("LP_NUM_THREADS", "0", 0);
  if (!egl.library && !egl.open()) {
    fail("libEGL.so.1 cannot be used");
    return nullptr;
  }
  void* (*platformDisplay)(unsigned, void*, const int*);
  unsigned (*queryDevices)(int, void**, int*);
  platformDisplay = reinterpret_cast<decltype(platformDisplay)>(
      egl.getProcAddress("eglGetPlatformDisplayEXT"));
  queryDevices =
      reinterpret_cast<decltype(queryDevices)>(egl.getProcAddress("eglQueryDevicesEXT"));
  if (!platformDisplay) {
    fail("libEGL.so.1 lacks EGL_EXT_platform_base");
    return nullptr;
  }
  std::string why = "libEGL.so.1 offers no usable display";
  void* devices[16];
  int count = 0;
  if (queryDevices && queryDevices(16, devices, &count)) {
    for (int i = 0; i < count; i++) {
      void* display = platformDisplay(EGL_PLATFORM_DEVICE_EXT, devices[i], nullptr);
      if (Context* c = open_display(display, "device " + std::to_string(i), why)) return c;
    }
  }
  void* display = platformDisplay(EGL_PLATFORM_SURFACELESS_MESA, nullptr, nullptr);
  if (Context* c = open_display(display, "surfaceless", why)) return c;
  fail(why);
  return nullptr;
}

struct OsMesa {
  void* library = nullptr;
  void* (*createContext)(unsigned, int, int, int, void*);
  unsigned char (*makeCurrent)(void*, void*, unsigned, int, int);
  void (*destroyContext)(void*);

  bool open() {
    for (const char* name : {"libOSMesa.so.8", "libOSMesa.so.6"}) {
      if (!library) library = dlopen(name, RTLD_NOW | RTLD_GLOBAL);
    }
    return library && load(library, "OSMesaCreateContextExt", createContext) &&
           load(library, "OSMesaMakeCurrent", makeCurrent) &&
           load(library, "OSMesaDestroyContext", destroyContext);
  }
};

inline OsMesa osmesa;

inline Context* open_osmesa(int width, int height) {
  setenv("LP_NUM_THREADS", "0", 0);
  if (!osmesa.library && !osmesa.open()) {
    fail("libOSMesa.so.8 cannot be used");
    return nullptr;
  }
  void* handle = osmesa.createContext(GL_RGBA, 24, 8, 0, nullptr);
  if (!handle) {
    fail("libOSMesa offers no OpenGL context");
    return nullptr;
  }
  Context* context = new Context;
  context->kind = E2HIL_OSMESA;
  context->handle = handle;
  context->width = width;
  context->height = height;
  context->pixels.resize(static_cast<size_t>(width) * height * 4);
  context->name = "OSMesa";
  return context;
}

inline bool make_current(Context* context) {
  if (current == context) return true;
  bool fine;
  if (context->kind == E2HIL_EGL) {
    egl.bindApi(EGL_OPENGL_API);  // the bound API is a property of the thread
    fine = egl.makeCurrent(context->display, nullptr, nullptr, context->handle);
  } else {
    fine = osmesa.makeCurrent(context->handle, context->pixels.data(), GL_UNSIGNED_BYTE,
                              context->width, context->height);
  }
  current = fine ? context : nullptr;
  if (!fine) fail("the OpenGL context of this renderer cannot be made current on this thread");
  return fine;
}

inline std::string renderer_name(const Context* context) {
  using GetString = const char* (*)(unsigned);
  GetString get_string = nullptr;
  if (context->kind == E2HIL_EGL) {
    get_string = reinterpret_cast<GetString>(egl.getProcAddress("glGetString"));
  } else {
    using GetProcAddress = void* (*)(const char*);
    GetProcAddress get;
    if (load(osmesa.library, "OSMesaGetProcAddress", get)) {
      get_string = reinterpret_cast<GetString>(get("glGetString"));
    }
  }
  const char* name = get_string ? get_string(GL_RENDERER) : nullptr;
  return name ? name : "unknown renderer";
}

}  // namespace e2hil
#endif

/** A context, current on this thread; NULL, with e2hil_error set, when there is none to be had. */
inline void* e2hil_glOpen(int kind, int width, int height) {
#ifndef E2HIL_PARSER
  e2hil::Context* context =
      kind == E2HIL_OSMESA ? e2hil::open_osmesa(width, height) : e2hil::open_egl();
  if (!context) return nullptr;
  if (!e2hil::make_current(context)) {
    delete context;
    return nullptr;
  }
  context->name += ", " + e2hil::renderer_name(context);
  return context;
#endif
}

inline const char* e2hil_glName(void* context) {
#ifndef E2HIL_PARSER
  return static_cast<e2hil::Context*>(context)->name.c_str();
#endif
}

/** On the thread that opened it. */
inline void e2hil_glClose(void* handle) {
#ifndef E2HIL_PARSER
  e2hil::Context* context = static_cast<e2hil::Context*>(handle);
  bool was_current = e2hil::current == context;
  if (was_current) e2hil::current = nullptr;
  if (context->kind == E2HIL_EGL) {
    // the display is shared by all contexts of the process: it stays
    if (was_current) e2hil::egl.makeCurrent(context->display, nullptr, nullptr, nullptr);
    e2hil::egl.destroyContext(context->display, context->handle);
    if (was_current) e2hil::egl.releaseThread();
  } else {
    if (was_current) e2hil::osmesa.makeCurrent(nullptr, nullptr, 0, 0, 0);
    e2hil::osmesa.destroyContext(context->handle);
  }
  delete context;
#endif
}

/** MuJoCo's rendering context on an open OpenGL context, set to draw off-screen. */
inline int e2hil_makeContext(void* gl, const mjModel* m, mjrContext* con) {
#ifndef E2HIL_PARSER
  // a second mjr_makeContext without a current context aborts the process
  if (!e2hil::make_current(static_cast<e2hil::Context*>(gl))) return E2HIL_ERROR;
  bool fine = e2hil::guarded([=] {
    mjr_makeContext(m, con, mjFONTSCALE_100);
    mjr_setBuffer(mjFB_OFFSCREEN, con);
  });
  if (!fine) return E2HIL_ERROR;
  if (con->currentBuffer != mjFB_OFFSCREEN) {
    e2hil::fail("OpenGL has no off-screen framebuffer");
    return E2HIL_ERROR;
  }
  return 0;
#endif
}

/** One camera's view of the data, RGB, bottom row first. */
inline int e2hil_render(void* gl, const mjModel* m, mjData* d, const mjvOption* option,
                        const mjvCamera* camera, mjvScene* scene, const mjrContext* con, int width,
                        int height, unsigned char* rgb) {
#ifndef E2HIL_PARSER
  if (!e2hil::make_current(static_cast<e2hil::Context*>(gl))) return E2HIL_ERROR;
  return e2hil::guarded([=] {
    mjrRect viewport = {0, 0, width, height};
    mjv_updateScene(m, d, option, nullptr, const_cast<mjvCamera*>(camera), mjCAT_ALL, scene);
    mjr_render(viewport, scene, con);
    mjr_readPixels(rgb, nullptr, viewport, con);
  }) ? 0 : E2HIL_ERROR;
#endif
}

inline int e2hil_uploadTexture(void* gl, const mjModel* m, const mjrContext* con, int texture) {
#ifndef E2HIL_PARSER
  if (!e2hil::make_current(static_cast<e2hil::Context*>(gl))) return E2HIL_ERROR;
  return e2hil::guarded([=] { mjr_uploadTexture(m, con, texture); }) ? 0 : E2HIL_ERROR;
#endif
}

inline void e2hil_freeContext(void* gl, mjrContext* con) {
#ifndef E2HIL_PARSER
  if (e2hil::make_current(static_cast<e2hil::Context*>(gl))) {
    e2hil::guarded([=] { mjr_freeContext(con); });
  }
#endif
}
