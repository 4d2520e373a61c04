package org.e2hil.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A finished training as a parameter of a test, of type {@link
 * org.e2hil.scenarios.check.TrainedRun}.
 *
 * <p>A scenario is trained once and kept in {@code target/e2hil-runs}, or the directory that the
 * system property {@code e2hil.runs} names. All tests, processes and later builds share it, until
 * the scenario changes or the code that trains it: E2HiL, and the jars or folders that provide its
 * robots, tasks and rules. Others wait while it is trained; a training that was ended goes on from
 * its last checkpoint.
 *
 * <p>On a machine that cannot train, the test fails with a sentence; with the JUnit configuration
 * parameter {@code e2hil.unsupported = skip} it is skipped.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RobotLearningExtension.class)
public @interface TrainedScenario {

  /**
   * A file beside the test class on the class path, or a scenario as {@code e2hil train} names one:
   * one that ships with E2HiL, or the path of a file.
   */
  String value();

  /** Settings as those of {@code --set}, such as {@code training.steps=500}. */
  String[] set() default {};
}
