package org.e2hil.scenarios;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/** Every public type says who it is for, and none for others needs one that is only for us. */
@AnalyzeClasses(
    packages = "org.e2hil",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ApiStatusTest {

  @ArchTest
  static final ArchRule everyPublicTypeSaysWhoItIsFor =
      classes()
          .that()
          .arePublic()
          .and()
          .areTopLevelClasses()
          .and()
          // generated from MuJoCo's headers
          .resideOutsideOfPackage("org.e2hil.sim.mujoco.binding..")
          .should()
          .beAnnotatedWith(API.class);

  @ArchTest
  static final ArchRule onlyPublicTypesSayWhoTheyAreFor =
      classes().that().areAnnotatedWith(API.class).should().bePublic();

  @ArchTest
  static final ArchRule whatOthersUseDoesNotNeedWhatIsInternal =
      classes()
          .that(DescribedPredicate.describe("others may use", ApiStatusTest::isForOthers))
          .should(
              new ArchCondition<>("not show a type that is internal") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  shown(type)
                      .filter(used -> isInternal(topLevel(used)))
                      .distinct()
                      .forEach(
                          used ->
                              events.add(
                                  SimpleConditionEvent.violated(
                                      type, type.getName() + " shows " + used.getName())));
                }
              });

  private static boolean isForOthers(JavaClass type) {
    boolean visible = isVisible(type.getModifiers());
    JavaClass outer = type;
    while (outer.getEnclosingClass().isPresent()) {
      outer = outer.getEnclosingClass().get();
      visible &= isVisible(outer.getModifiers());
    }
    return visible && outer.isAnnotatedWith(API.class) && !isInternal(outer);
  }

  private static Stream<JavaClass> shown(JavaClass type) {
    Stream<JavaType> parents =
        Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
    Stream<JavaType> bounds =
        type.getTypeParameters().stream().flatMap(parameter -> parameter.getUpperBounds().stream());
    Stream<JavaType> ofFields = visible(type.getFields()).map(JavaField::getType);
    Stream<JavaType> ofCode = visible(type.getCodeUnits()).flatMap(ApiStatusTest::signature);
    return Stream.of(parents, bounds, ofFields, ofCode)
        .flatMap(types -> types)
        .flatMap(shown -> shown.getAllInvolvedRawTypes().stream())
        .map(JavaClass::getBaseComponentType);
  }

  private static Stream<JavaType> signature(JavaCodeUnit code) {
    return Stream.of(
            List.of(code.getReturnType()),
            code.getParameterTypes(),
            code.getThrowsClause().getTypes())
        .<JavaType>flatMap(Collection::stream);
  }

  private static <M extends JavaMember> Stream<M> visible(Set<M> members) {
    return members.stream()
        .filter(member -> isVisible(member.getModifiers()) && !isInternal(member))
        .filter(member -> !member.getModifiers().contains(JavaModifier.SYNTHETIC));
  }

  private static boolean isVisible(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static JavaClass topLevel(JavaClass type) {
    return type.getEnclosingClass().map(ApiStatusTest::topLevel).orElse(type);
  }

  private static boolean isInternal(CanBeAnnotated element) {
    return element.isAnnotatedWith(
        DescribedPredicate.describe(
            "@API(INTERNAL)",
            annotation ->
                annotation.getRawType().isEquivalentTo(API.class)
                    && annotation.as(API.class).status() == API.Status.INTERNAL));
  }
}
