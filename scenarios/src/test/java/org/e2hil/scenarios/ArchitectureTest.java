package org.e2hil.scenarios;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.AndFullName.Predicates.fullNameMatching;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.e2hil.agent.system.UserFiles;

/** What the design promises of who may know whom. */
@AnalyzeClasses(
    packages = "org.e2hil",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {

  /** The contracts of the agent travel in a jar, which is no folder of tests by its name. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final String BINDING = "org.e2hil.sim.mujoco.binding..";

  @ArchTest
  static final ArchRule theContractDependsOnTheJdkAlone =
      noClasses()
          .that()
          .resideInAPackage("org.e2hil.agent.env..")
          .should()
          .dependOnClassesThat()
          // and on an annotation, which nothing needs at run time
          .resideOutsideOfPackages("org.e2hil.agent.env..", "java..", "org.apiguardian.api..");

  @ArchTest
  static final ArchRule theAgentKnowsNoWorld =
      noClasses()
          .that()
          .resideInAPackage("org.e2hil.agent..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.e2hil.sim..", "org.e2hil.hardware..", "org.e2hil.scenarios..");

  @ArchTest
  static final ArchRule simulationKnowsNoHardware =
      noClasses()
          .that()
          .resideInAPackage("org.e2hil.sim..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.e2hil.hardware..", "org.e2hil.scenarios..");

  @ArchTest
  static final ArchRule hardwareKnowsNoSimulation =
      noClasses()
          .that()
          .resideInAPackage("org.e2hil.hardware..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.e2hil.sim..", "org.e2hil.scenarios..");

  @ArchTest
  static final ArchRule onlyTheOwnersOfModelAndRendererTouchTheNativeBinding =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.e2hil.sim.mujoco..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BINDING);

  @ArchTest
  static final ArchRule nativePointersStayWithTheirOwners =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.e2hil.sim.mujoco..",
              "org.e2hil.agent.network..",
              "org.e2hil.dataset.film..",
              "org.e2hil.hardware.camera..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco..");

  @ArchTest
  static final ArchRule onlyTeleoperationKnowsJoysticksAndTheKeyboard =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.e2hil.hardware.teleop..", "org.e2hil.hardware.terminal..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.lwjgl..", "org.jline..");

  @ArchTest
  static final ArchRule matricesStayInTheLearner =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.e2hil.agent.network..",
              "org.e2hil.agent.sac..",
              "org.e2hil.agent.selection..",
              "org.e2hil.agent.diagnostics..",
              "org.e2hil.agent.reward..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..", "jdk.incubator.vector..");

  @ArchTest
  static final ArchRule onlyScenariosDatasetsCalibrationFilesRosbridgeAndTheDefaultNetworkAreJson =
      noClasses()
          .that()
          // LeRobot's calibration files and rosbridge are JSON: see hardware/docs/decisions
          .resideOutsideOfPackages(
              "org.e2hil.scenarios..",
              "org.e2hil.dataset..",
              "org.e2hil.hardware.so101..",
              "org.e2hil.hardware.rosbridge..",
              "org.e2hil.vision.backbone..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.fasterxml..", "org.nd4j.shade.jackson..");

  /**
   * What a user calls a file is for {@link UserFiles} to understand. The others name places of the
   * system or of this program.
   */
  @ArchTest
  static final ArchRule namesOfAUsersFilesAreUnderstoodInOnePlace =
      noClasses()
          .that()
          .doNotBelongToAnyOf(UserFiles.class)
          .and()
          .haveNameNotMatching(
              ".*\\.(NativeLibrary|SpaceMouse|InputDevices|SerialPorts|SerialLink|SocketCanBus"
                  + "|CameraSettings\\$V4l2|Cameras|ScenarioFiles|DoctorCommand|Provenance|TrainCommand)")
          .should()
          .callMethod(Path.class, "of", String.class, String[].class);

  @ArchTest
  static final ArchRule onlyDatasetsKnowSql =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.e2hil.dataset..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.duckdb..");

  @ArchTest
  static final ArchRule onlyTheVisionModuleRunsOnnx =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.e2hil.vision")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.onnxruntime..");

  @ArchTest
  static final ArchRule visionKnowsNoWorld =
      noClasses()
          .that()
          .resideInAPackage("org.e2hil.vision..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.e2hil.sim..", "org.e2hil.hardware..", "org.e2hil.scenarios..");

  @ArchTest
  static final ArchRule datasetsKnowNoWorld =
      noClasses()
          .that()
          .resideInAPackage("org.e2hil.dataset..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.e2hil.sim..", "org.e2hil.hardware..", "org.e2hil.scenarios..");

  @ArchTest
  static final ArchRule onlyTheCommandLineKnowsPicocli =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.e2hil.scenarios.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..", "me.tongfei..");

  @ArchTest
  static final ArchRule noPackagesDependOnEachOtherInACircle =
      slices()
          .matching("org.e2hil.(**)")
          .should()
          .beFreeOfCycles()
          // the generated classes and the presets that they are generated from name each other
          .ignoreDependency(resideInAPackage(BINDING), resideInAPackage("org.e2hil.sim.mujoco.."));

  @ArchTest
  static void onlyTheCommandLinePrints(JavaClasses classes) {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(
        classes.that(not(resideInAnyPackage("org.e2hil.scenarios.cli..", BINDING))));
  }

  @ArchTest
  static final ArchRule whatIsThrownSaysWhatIsWrong = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

  @ArchTest
  static final ArchRule randomNumbersComeFromGeneratorsThatWereHandedIn =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Random.class)
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(java.util.Collections.class, "shuffle", java.util.List.class);

  /**
   * {@link org.e2hil.agent.random.SeededRandom} answers for these draws on every version of Java.
   */
  @ArchTest
  static final ArchRule drawsAreThoseThatAreTheSameOnEveryJava =
      noClasses()
          .that()
          .doNotImplement(RandomGenerator.class)
          .should()
          .callMethodWhere(
              are(
                  target(owner(assignableTo(RandomGenerator.class)))
                      .and(target(nameMatching("next.*|ints|longs|doubles|equiDoubles")))
                      .and(
                          not(
                              target(
                                  fullNameMatching(
                                      ".*\\.(next(Long|Int|Float|Double|Gaussian)\\(\\)"
                                          + "|nextInt\\(int(, int)?\\)"
                                          + "|next(Double|Gaussian)\\(double, double\\))"))))));

  /** From Java 24 and 25 on these round differently; StrictMath's never will. */
  @ArchTest
  static final ArchRule functionsRoundTheSameOnEveryJava =
      noClasses()
          .should()
          .callMethodWhere(
              are(
                  target(owner(type(Math.class)))
                      .and(target(nameMatching("tanh|sinh|cosh|cbrt")))));

  @ArchTest
  static final ArchRule timeComesFromAClockThatWasHandedIn =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.e2hil.scenarios.cli..")
          .and()
          .haveNameNotMatching("org\\.e2hil\\.agent\\.robot\\.Clock(\\$.*)?")
          .should()
          .callMethodWhere(
              are(
                  target(owner(resideInAnyPackage("java.lang", "java.time..")))
                      .and(target(nameMatching("nanoTime|currentTimeMillis|now")))));
}
