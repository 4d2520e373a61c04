package org.e2hil.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A world as a parameter of a test, of type {@link org.e2hil.agent.env.Environment} or {@link
 * org.e2hil.agent.env.Workcell}. It is opened when the test is about to run, stands at the
 * beginning of an episode, belongs to that test alone, and is closed after it.
 *
 * <p>On a machine on which the world cannot be opened, because a native library does not run there,
 * the test fails with a sentence; with the JUnit configuration parameter {@code e2hil.unsupported =
 * skip} it is skipped.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RobotLearningExtension.class)
public @interface Simulated {

  /** The task, such as {@code pick-banana}. */
  String task();

  /** The robot, such as {@code sim-a1x}; the first that can do the task where empty. */
  String robot() default "";

  /** The seed of the episode that the world stands at the beginning of. */
  long seed() default 0;

  /** Settings as those of {@code --set}, such as {@code robot.randomisation=default}. */
  String[] set() default {};
}
