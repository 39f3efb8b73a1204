package dev.ddns53.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Staging beside production, in one account and region. */
@NeedsNode
class TwoStacksTest {

  private static final Map<String, Object> ALL =
      Map.of(
          "ec2Events", "true",
          "tracing", "true",
          "acceleratedRecovery", "true",
          "tamperWatch", "true",
          "region", "eu-west-1");

  /** Their names count within what they belong to. */
  private static final Set<String> WITHIN_ANOTHER =
      Set.of("AWS::IAM::Policy", "AWS::Lambda::Alias", "AWS::ApiGatewayV2::Stage");

  /** Of another resource, or of no resource at all. */
  private static final Set<String> NO_NAME_OF_ITS_OWN = Set.of("MetricName", "DisplayName");

  private static Templates stack(String name) {
    Map<String, Object> settings = new HashMap<>(ALL);
    settings.put("stack", name);
    return Templates.with(settings);
  }

  /** Names that are no reference to what CloudFormation names. */
  private static Set<String> fixedNames(Templates templates) {
    return Stream.concat(Stream.of(templates.main()), templates.watch().stream())
        .flatMap(TemplateText::resources)
        .filter(resource -> !WITHIN_ANOTHER.contains(resource.type()))
        .flatMap(
            resource ->
                resource.properties().properties().stream()
                    .filter(property -> property.getKey().endsWith("Name"))
                    .filter(property -> !NO_NAME_OF_ITS_OWN.contains(property.getKey()))
                    .map(property -> TemplateText.text(property.getValue()))
                    .filter(name -> !name.replaceAll("<AWS::[A-Za-z]+>", "").contains("<"))
                    .filter(name -> !name.contains("{"))
                    .map(name -> resource.type() + " " + name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyFixedName_carriesTheStacks() {
    Set<String> names = fixedNames(stack("ddns53-staging"));
    names.forEach(name -> assertTrue(name.contains("ddns53-staging"), name));
    for (String type :
        Set.of(
            "AWS::IAM::Role",
            "AWS::Events::EventBus",
            "AWS::SSM::Parameter",
            "AWS::ApiGatewayV2::Api",
            "AWS::Logs::LogGroup")) {
      assertTrue(names.stream().anyMatch(name -> name.startsWith(type + " ")), type + names);
    }
  }

  @Test
  void twoStacks_haveNoFixedNameInCommon() {
    Set<String> common = new TreeSet<>(fixedNames(stack("ddns53-staging")));
    common.retainAll(fixedNames(stack("ddns53")));
    assertEquals(Set.of(), common);
  }

  @Test
  void nothingOfOneStack_isToldToTheOther() {
    String staging = stack("ddns53-staging").main().root().toString();
    assertFalse(staging.contains("\"/ddns53/"), "a parameter of the other stack");
    assertTrue(staging.contains("\"/ddns53-staging/master-key\""));
    assertTrue(
        stack("ddns53-staging")
            .watch()
            .orElseThrow()
            .root()
            .toString()
            .contains(":event-bus/ddns53-staging"));
  }

  @Test
  void logicalIds_areThoseOfEveryOtherStack() {
    assertEquals(ids(stack("ddns53").main()), ids(stack("ddns53-staging").main()));
  }

  private static Set<String> ids(TemplateText template) {
    return template
        .resources()
        .filter(resource -> !resource.type().equals("AWS::Lambda::Version")) // of their content
        .map(TemplateText.Resource::id)
        .collect(Collectors.toSet());
  }
}
