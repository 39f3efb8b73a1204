package dev.ddns53.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsRequest;

/** What the operators' commands may know. */
final class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.ddns53.cli");

  @Test
  void packages_neverImportInACircle() {
    slices().matching("dev.ddns53.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void parts_knowNoCommand() {
    noClasses()
        .that()
        .resideInAPackage("dev.ddns53.cli.*..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.ddns53.cli", "picocli..")
        .check(CLASSES);
  }

  @Test
  void records_neverChangedByOperators() {
    noClasses()
        .should()
        .callMethodWhere(
            JavaCall.Predicates.target(HasName.Predicates.name("changeResourceRecordSets"))
                .as("Route 53's change of records"))
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ChangeResourceRecordSetsRequest.class)
        .because(Route53Client.class.getSimpleName() + " is for reading here")
        .check(CLASSES);
  }
}
