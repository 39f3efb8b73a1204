package dev.ddns53;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What local mode and the measurements may know. */
final class ArchitectureTest {

  private static final String[] OURS = {
    "dev.ddns53.local..", "dev.ddns53.bench..", "dev.ddns53.instance..", "dev.ddns53.terminal.."
  };

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(
              "dev.ddns53.local", "dev.ddns53.bench", "dev.ddns53.instance", "dev.ddns53.terminal");

  @Test
  void commands_areNotKnown() {
    noClasses()
        .that()
        .resideInAnyPackage(OURS)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.ddns53.cli..")
        .check(CLASSES);
  }

  @Test
  void imports_neverRunInACircle() {
    slices().matching("dev.ddns53.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void measurements_areNotKnown() {
    classes()
        .that()
        .resideInAPackage("dev.ddns53.bench..")
        .should()
        .onlyHaveDependentClassesThat()
        .resideInAPackage("dev.ddns53.bench..")
        .check(CLASSES);
  }

  @Test
  void instanceFile_knowsNothingOfTheInstance() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.ddns53.instance..", "dev.ddns53.terminal..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.ddns53.local..", "dev.ddns53.emulator..")
        .check(CLASSES);
  }
}
