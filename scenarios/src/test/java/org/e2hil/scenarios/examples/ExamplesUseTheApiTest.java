package org.e2hil.scenarios.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the examples need is what others may use. */
class ExamplesUseTheApiTest {

  @ParameterizedTest
  @ValueSource(strings = {"embed", "new-encoder", "new-robot", "new-rule", "new-task"})
  void anExampleUsesNoInternalType(String name, @TempDir Path classes) throws IOException {
    Example.build(name, classes);

    List<JavaClass> used =
        new ClassFileImporter()
            .importPath(classes).stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(Dependency::getTargetClass)
                .flatMap(ExamplesUseTheApiTest::withOuterTypes)
                .filter(type -> type.getPackageName().startsWith("org.e2hil"))
                .distinct()
                .toList();

    assertThat(used).isNotEmpty();
    assertThat(used)
        .filteredOn(type -> type.isAnnotatedWith(API.class))
        .filteredOn(type -> type.getAnnotationOfType(API.class).status() == API.Status.INTERNAL)
        .isEmpty();
  }

  private static Stream<JavaClass> withOuterTypes(JavaClass type) {
    JavaClass base = type.getBaseComponentType();
    return Stream.concat(
        Stream.of(base), base.getEnclosingClass().stream().flatMap(e -> withOuterTypes(e)));
  }
}
