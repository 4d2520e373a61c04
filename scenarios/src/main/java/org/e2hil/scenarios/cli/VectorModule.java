package org.e2hil.scenarios.cli;

import java.lang.reflect.InvocationTargetException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds the Vector API, whose kernels the learner needs, to the running Java. At {@code
 * --add-modules jdk.incubator.vector} Java prints a warning that nothing can switch off and that
 * tells a user nothing; added later by the way in which Java adds the modules of agents, the same
 * module is as fast and comes without a word.
 *
 * <p>That way is Java's own affair: the launcher opens it with {@code --add-exports
 * java.base/jdk.internal.module=ALL-UNNAMED}. Where it is closed or gone, code that needs the
 * module says so.
 */
final class VectorModule {

  private static final Logger LOG = LoggerFactory.getLogger(VectorModule.class);

  private static final String NAME = "jdk.incubator.vector";

  private VectorModule() {}

  /** Adds the module unless Java was started with it. */
  static void load() {
    if (ModuleLayer.boot().findModule(NAME).isPresent()) {
      return;
    }
    try {
      Class.forName("jdk.internal.module.Modules")
          .getMethod("loadModule", String.class)
          .invoke(null, NAME);
    } catch (ReflectiveOperationException e) {
      LOG.debug("The Vector API cannot be added", cause(e));
    }
  }

  private static Throwable cause(ReflectiveOperationException failure) {
    return failure instanceof InvocationTargetException ? failure.getCause() : failure;
  }
}
