package dev.ddns53;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.ddns53.core.json.JsonTree;
import dev.ddns53.handler.HttpHandler;
import dev.ddns53.handler.InstanceHandler;
import dev.ddns53.handler.RecheckHandler;
import dev.ddns53.handler.StreamHandler;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** What each part may know: core of nothing outside, and imports run handler → core ← aws. */
final class ArchitectureTest {

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.ddns53");

  private static final String CORE = "dev.ddns53.core..";
  private static final String AWS = "dev.ddns53.aws..";
  private static final String HANDLER = "dev.ddns53.handler..";
  private static final String ROOT = "dev.ddns53";

  /** What Lambda calls. */
  private static final DescribedPredicate<JavaClass> ENTRIES =
      equivalentTo(HttpHandler.class)
          .or(equivalentTo(StreamHandler.class))
          .or(equivalentTo(RecheckHandler.class))
          .or(equivalentTo(InstanceHandler.class));

  /** Calls that read a clock, whatever they are declared on. */
  private static final Set<String> CLOCKS =
      Set.of("now", "currentTimeMillis", "nanoTime", "systemUTC", "systemDefaultZone", "system");

  private static void check(ArchRule rule) {
    rule.check(OURS);
  }

  @Test
  void core_knowsNoAws() {
    check(
        noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon..", "com.amazonaws.."));
  }

  @Test
  void core_knowsNoClock() {
    check(
        noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.InstantSource")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Date"));
    check(noClasses().that().resideInAPackage(CORE).should().accessTargetWhere(readsAClock()));
  }

  private static DescribedPredicate<JavaAccess<?>> readsAClock() {
    return DescribedPredicate.describe(
        "a clock is read",
        access ->
            CLOCKS.contains(access.getTarget().getName())
                && access.getTargetOwner().getPackageName().matches("java\\.(lang|time)(\\..*)?"));
  }

  @Test
  void core_knowsNoLogNoFileNoNetworkNoEnvironment() {
    check(
        noClasses()
            .that()
            .resideInAPackage(CORE)
            .and()
            // Jackson's parser and generator declare IOException, whatever they read and write.
            .areNotAssignableTo(JsonTree.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "java.util.logging..",
                "org.slf4j..",
                "org.apache..",
                "java.io..",
                "java.nio.file..",
                "java.nio.channels..",
                "java.net.http..",
                "java.sql..")
            .orShould()
            .dependOnClassesThat(equivalentTo(System.Logger.class))
            .orShould()
            .dependOnClassesThat(equivalentTo(System.class))
            .orShould()
            .dependOnClassesThat(equivalentTo(Thread.class))
            .orShould()
            .dependOnClassesThat(equivalentTo(Runtime.class)));
  }

  @Test
  void environment_isReadByEntriesOnly() {
    check(
        noClasses()
            .that(not(belongTo(ENTRIES)))
            .should()
            .accessTargetWhere(of(System.class, "getenv", "getProperty", "getProperties", "exit"))
            .because("Config is told by the entries what the environment says"));
  }

  @Test
  void standardOutput_isWiredByEntriesOnly() {
    check(
        noClasses()
            .that(not(belongTo(ENTRIES)))
            .should()
            .accessTargetWhere(of(System.class, "out", "err", "in")));
    check(noClasses().should().accessTargetWhere(of(Throwable.class, "printStackTrace")));
  }

  private static DescribedPredicate<JavaAccess<?>> of(Class<?> owner, String... names) {
    Set<String> all = Set.of(names);
    DescribedPredicate<HasName> named =
        DescribedPredicate.describe("named " + all, target -> all.contains(target.getName()));
    return DescribedPredicate.describe(
        owner.getSimpleName() + " " + all,
        access -> named.test(access.getTarget()) && access.getTargetOwner().isAssignableTo(owner));
  }

  @Test
  void clientsOfAws_areBuiltInOnePlace() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.ddns53.Wiring")
            .and()
            .resideOutsideOfPackages("dev.ddns53.start..", "dev.ddns53.aws.ec2..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon.awssdk.http..", "software.amazon.awssdk.auth.."));
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.ddns53.Wiring")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon.awssdk.auth.."));
  }

  /** A seed is in SnapStart's snapshot, so in each instance; only SecureRandom asks the kernel. */
  @Test
  void randomness_isNeverThatOfASnapshot() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Random.class, ThreadLocalRandom.class)
            .orShould()
            .callConstructor(SplittableRandom.class)
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(RandomGeneratorFactory.class));
  }

  /** It would be loaded at each start; JsonTree does what we need of it. */
  @Test
  void json_isReadAndWrittenWithoutAMapper() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.ddns53.emulator..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ObjectMapper.class)
            .orShould()
            .callMethod(ObjectNode.class, "toString")
            .orShould()
            .callMethod(ArrayNode.class, "toString")
            .orShould()
            .callMethod(JsonNode.class, "toString"));
  }

  @Test
  void imports_runFromHandlerToCoreFromAws() {
    check(
        noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HANDLER, AWS, ROOT));
    check(
        noClasses()
            .that()
            .resideInAPackage(AWS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HANDLER, ROOT));
    check(
        noClasses()
            .that()
            .resideInAPackage(HANDLER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(AWS, "software.amazon.."));
    check(
        classes()
            .that()
            .resideInAPackage(HANDLER)
            .and()
            .doNotHaveFullyQualifiedName(HttpHandler.class.getName())
            .and()
            .doNotHaveFullyQualifiedName(StreamHandler.class.getName())
            .and()
            .doNotHaveFullyQualifiedName(RecheckHandler.class.getName())
            .and()
            .doNotHaveFullyQualifiedName(InstanceHandler.class.getName())
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackage(ROOT));
  }

  @Test
  void imports_neverRunInACircle() {
    check(slices().matching("dev.ddns53.(*)..").should().beFreeOfCycles());
    check(slices().matching("dev.ddns53.core.(*)..").should().beFreeOfCycles());
  }
}
