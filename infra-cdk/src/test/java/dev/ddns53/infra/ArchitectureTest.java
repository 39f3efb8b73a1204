package dev.ddns53.infra;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the stack's classes may know. */
final class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.ddns53.infra");

  @Test
  void packages_neverImportInACircle() {
    slices().matching("dev.ddns53.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void settings_areReadWithoutAStack() {
    noClasses()
        .that()
        .resideInAPackage("dev.ddns53.infra.settings..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("software.amazon.awscdk..", "software.constructs..")
        .check(CLASSES);
  }
}
