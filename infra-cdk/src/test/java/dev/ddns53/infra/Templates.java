package dev.ddns53.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

/**
 * The templates that some settings make, from the same {@code cdk.json} as a deployment, against a
 * stub of the function's package. Made once for each settings.
 *
 * @param watch the first stack besides the main one, if there is any
 * @param errors findings, cdk-nag's among them
 */
record Templates(
    TemplateText main, Optional<TemplateText> watch, List<String> errors, List<String> warnings) {

  static final Map<String, Object> LEAST =
      Map.of("zones", "Z0123456789ABC", "names", "*.sites.example.com");

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Map<Map<String, Object>, Templates> MADE = new ConcurrentHashMap<>();

  /** With nothing set but what is needed. */
  static Templates least() {
    return with(Map.of());
  }

  /** With these settings besides what is needed. */
  static Templates with(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(LEAST);
    all.putAll(settings);
    return MADE.computeIfAbsent(Map.copyOf(all), Templates::make);
  }

  private static Templates make(Map<String, Object> settings) {
    try {
      Map<String, Object> context = new HashMap<>(contextOfCdkJson());
      context.putAll(settings);
      Path folder = Files.createTempDirectory("ddns53-cdk");
      App app =
          new App(
              AppProps.builder().context(context).outdir(folder.resolve("out").toString()).build());
      Ddns53App.addStacks(app, stub(folder), Map.of());
      List<Stack> stacks = stacks(app);
      TemplateText main = text(stacks.getFirst());
      Optional<TemplateText> watch = stacks.stream().skip(1).findFirst().map(Templates::text);
      return new Templates(
          main, watch, remarks(stacks, "aws:cdk:error"), remarks(stacks, "aws:cdk:warning"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Stack> stacks(App app) {
    return Stream.of("Ddns53", "Ddns53TamperWatch", "Ddns53Ec2-us-west-2")
        .map(id -> app.getNode().tryFindChild(id))
        .filter(Stack.class::isInstance)
        .map(Stack.class::cast)
        .toList();
  }

  /** Once the templates are made, for findings come up then. */
  private static List<String> remarks(List<Stack> stacks, String type) {
    return stacks.stream()
        .flatMap(stack -> stack.getNode().findAll().stream())
        .flatMap(
            construct ->
                construct.getNode().getMetadata().stream()
                    .filter(entry -> entry.getType().equals(type))
                    .map(entry -> construct.getNode().getPath() + ": " + entry.getData()))
        .toList();
  }

  private static TemplateText text(Stack stack) {
    return new TemplateText(MAPPER.valueToTree(Template.fromStack(stack).toJSON()));
  }

  private static Path stub(Path folder) throws IOException {
    return StubPackage.complete(folder.resolve("function.zip"));
  }

  private static Map<String, Object> contextOfCdkJson() throws IOException {
    JsonNode context = MAPPER.readTree(Path.of("cdk.json").toFile()).path("context");
    Map<String, Object> values = new HashMap<>();
    context
        .properties()
        .forEach(
            entry ->
                values.put(entry.getKey(), MAPPER.convertValue(entry.getValue(), Object.class)));
    return values;
  }
}
