package dev.ddns53.infra;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ddns53.infra.settings.InvalidSettings;
import dev.ddns53.infra.settings.SettingsReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionPackageTest {

  @TempDir Path folder;

  private void check(String setting, String... classes) throws Exception {
    Path file = StubPackage.write(folder.resolve("function.zip"), List.of(classes));
    Map<String, Object> settings = new HashMap<>(Templates.LEAST);
    settings.put(setting, "true");
    new FunctionPackage(file).check(SettingsReader.read(settings));
  }

  private String refused(String setting, String... classes) {
    return String.valueOf(
        assertThrows(InvalidSettings.class, () -> check(setting, classes)).getMessage());
  }

  @Test
  void whatThePackageCannotDo_isRefusedWithASentence() {
    assertEquals(
        "ec2Events: this version of the function cannot take EC2 events yet. Leave the setting"
            + " out.",
        refused("ec2Events", "dev/ddns53/handler/HttpHandler.class"));
  }

  @Test
  void whatItCanDo_isTaken() {
    assertDoesNotThrow(() -> check("ec2Events", "dev/ddns53/handler/InstanceHandler.class"));
    assertDoesNotThrow(() -> check("dyndns2", "dev/ddns53/handler/HttpHandler.class"));
    assertDoesNotThrow(() -> check("tracing", "dev/ddns53/handler/HttpHandler.class"));
  }
}
