package dev.ddns53.emulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the emulator may know: AWS's protocols, and nothing of what it is there to judge. */
final class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.ddns53.emulator");

  @Test
  void packages_neverImportInACircle() {
    slices().matching("dev.ddns53.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void emulator_knowsNothingOfTheProduct() {
    noClasses()
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "belong to ddns53 itself",
                (JavaClass known) ->
                    known.getPackageName().startsWith("dev.ddns53.")
                        && !known.getPackageName().startsWith("dev.ddns53.emulator")))
        .check(CLASSES);
  }

  @Test
  void services_knowNoOther() {
    for (String service : new String[] {"route53", "ssm", "ec2", "dynamodb"}) {
      for (String other : new String[] {"route53", "ssm", "ec2", "dynamodb"}) {
        if (!service.equals(other)) {
          noClasses()
              .that()
              .resideInAPackage("dev.ddns53.emulator." + service + "..")
              .should()
              .dependOnClassesThat()
              .resideInAPackage("dev.ddns53.emulator." + other + "..")
              .check(CLASSES);
        }
      }
    }
  }
}
