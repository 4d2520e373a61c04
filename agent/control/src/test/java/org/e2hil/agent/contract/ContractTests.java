package org.e2hil.agent.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Turns the default tests of a contract into dynamic tests of one subject, for a {@code
 * TestFactory} whose subjects are found at run time. A test class of a single subject simply
 * implements the contract.
 */
@API(status = API.Status.MAINTAINED)
public final class ContractTests {

  private ContractTests() {}

  /** The tests that belong to every build. */
  public static <C> Stream<DynamicTest> quick(Class<C> contract, C subject) {
    return of(contract, subject, /* slow= */ false);
  }

  /** The tests that are tagged {@code slow}; the factory that returns them must be tagged too. */
  public static <C> Stream<DynamicTest> slow(Class<C> contract, C subject) {
    return of(contract, subject, /* slow= */ true);
  }

  private static <C> Stream<DynamicTest> of(Class<C> contract, C subject, boolean slow) {
    return Arrays.stream(contract.getMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .filter(method -> isSlow(method) == slow)
        .sorted(Comparator.comparing(Method::getName))
        .map(method -> DynamicTest.dynamicTest(method.getName(), () -> call(method, subject)));
  }

  private static boolean isSlow(Method method) {
    return Arrays.stream(method.getAnnotationsByType(Tag.class))
        .anyMatch(tag -> tag.value().equals("slow"));
  }

  private static void call(Method method, Object subject) throws Throwable {
    try {
      method.invoke(subject);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
