package dev.ddns53.infra;

import dev.ddns53.infra.settings.InvalidSettings;
import dev.ddns53.infra.settings.Setting;
import dev.ddns53.infra.settings.Settings;
import dev.ddns53.infra.settings.SettingsReader;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;

/**
 * What the CDK's command runs. Here alone settings are read, from the context in {@code cdk.json}
 * and after {@code -c}.
 */
public final class Ddns53App {

  private static final String STACK = "Ddns53";
  private static final String TAMPER_WATCH = "Ddns53TamperWatch";
  private static final String EC2 = "Ddns53Ec2-";

  private static final String LEAST =
      """


      The least that it needs:

        npx cdk synth -c zones=Z0123456789ABC -c names='*.sites.example.com'

      zones are the hosted zones of your names (aws route53 list-hosted-zones), names the only
      names that ddns53 may write in them. All settings: docs/deploy.md\
      """;

  private Ddns53App() {}

  /**
   * Makes the templates.
   *
   * @param args the package that the build of {@code function/} makes
   */
  public static void main(String[] args) {
    Path code = Path.of(args[0]);
    App app = new App();
    Optional<String> trouble = trouble(app, code);
    if (trouble.isPresent()) {
      System.err.println(trouble.get());
      System.exit(1);
    }
    app.synth();
  }

  /** Adds the stacks; what keeps it from doing so is told to a person. */
  private static Optional<String> trouble(App app, Path code) {
    if (!Files.isRegularFile(code)) {
      return Optional.of(
          "There is no "
              + code.normalize()
              + " yet. Build it first, in the project's folder: mvn -B package -pl function -am"
              + " -DskipTests");
    }
    try {
      addStacks(app, code, System.getenv());
      return Optional.empty();
    } catch (InvalidSettings e) {
      return Optional.of(e.getMessage() + (e.isAnyMissing() ? LEAST : ""));
    }
  }

  static void addStacks(App app, Path code, Map<String, String> environment) {
    Settings settings = SettingsReader.read(context(app));
    new FunctionPackage(code).check(settings);
    Place place = Place.of(settings, environment);
    Ddns53Stack stack = new Ddns53Stack(app, STACK, settings, code, place);
    if (settings.tamperWatch().on()) {
      String region =
          place.region().orElseThrow(() -> SettingsReader.regionNeeded(Setting.TAMPER_WATCH));
      new TamperWatchStack(app, TAMPER_WATCH, settings, place, region)
          .getNode()
          .addDependency(stack);
    }
    for (String from : settings.ec2().regions()) {
      String region =
          place.region().orElseThrow(() -> SettingsReader.regionNeeded(Setting.EC2_REGIONS));
      if (!from.equals(region)) {
        new Ec2RegionStack(app, EC2 + from, settings, place.in(from), region)
            .getNode()
            .addDependency(stack);
      }
    }
    Aspects.of(app).add(new AwsSolutionsChecks());
  }

  private static Map<String, Object> context(App app) {
    if (app.getNode().getAllContext() instanceof Map<?, ?> all) {
      return all.entrySet().stream()
          .filter(entry -> entry.getValue() != null)
          .collect(Collectors.toMap(entry -> String.valueOf(entry.getKey()), Map.Entry::getValue));
    }
    return Map.of();
  }
}
