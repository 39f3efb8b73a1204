package dev.ddns53.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The statements of a template's policies. */
final class Statements {

  private Statements() {}

  /** A statement of a role's or a managed policy. */
  record Statement(String of, JsonNode whole) {

    List<String> actions() {
      return TemplateText.texts(whole.path("Action"));
    }

    List<String> resources() {
      return TemplateText.texts(whole.path("Resource"));
    }

    JsonNode conditions() {
      return whole.path("Condition");
    }

    /** Each pair of action and resource on a line, conditions left out. */
    Stream<String> lines() {
      return actions().stream()
          .flatMap(action -> resources().stream().map(on -> of + ": " + action + " " + on));
    }
  }

  static List<Statement> of(TemplateText template) {
    return template
        .resources()
        .filter(
            resource ->
                List.of("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy").contains(resource.type()))
        .flatMap(
            policy ->
                TemplateText.items(policy.at("PolicyDocument/Statement"))
                    .map(statement -> new Statement(owner(policy), statement)))
        .toList();
  }

  private static String owner(TemplateText.Resource policy) {
    return policy
        .id()
        .replaceFirst("((Role)?(DefaultPolicy|Policy[0-9]*)|Zones[0-9]+)[0-9A-F]{8}$", "");
  }

  static List<Statement> of(TemplateText template, String owner) {
    return of(template).stream().filter(statement -> statement.of.equals(owner)).toList();
  }

  static List<String> lines(TemplateText template, String owner) {
    return of(template, owner).stream().flatMap(Statement::lines).sorted().toList();
  }

  /** Demands exactly these permissions of the stack with the least settings. */
  static void assertLines(String owner, String... expected) {
    assertEquals(
        new TreeSet<>(Set.of(expected)),
        new TreeSet<>(
            lines(Templates.least().main(), owner).stream()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList()),
        owner);
  }
}
