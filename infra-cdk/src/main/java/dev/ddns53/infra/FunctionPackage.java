package dev.ddns53.infra;

import dev.ddns53.infra.settings.Setting;
import dev.ddns53.infra.settings.Settings;
import dev.ddns53.infra.settings.SettingsReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * The package that the build of {@code function/} makes: a zip with jars under {@code lib/}. A
 * setting whose work no class in it does is refused, for it would deploy what does not answer.
 */
record FunctionPackage(Path file) {

  private static final String HANDLERS = "dev/ddns53/handler/";

  /** Refuses what it cannot do. */
  void check(Settings settings) {
    if (settings.ec2().events() && !has(name -> name.equals(HANDLERS + "InstanceHandler.class"))) {
      throw SettingsReader.notYet(Setting.EC2_EVENTS, "take EC2 events");
    }
  }

  private boolean has(Predicate<String> name) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry jar : zip.stream().filter(FunctionPackage::isOurs).toList()) {
        try (InputStream in = zip.getInputStream(jar)) {
          if (hasEntry(in, name)) {
            return true;
          }
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  private static boolean isOurs(ZipEntry entry) {
    return entry.getName().matches("lib/ddns53-[^/]*\\.jar");
  }

  private static boolean hasEntry(InputStream jar, Predicate<String> name) throws IOException {
    ZipInputStream entries = new ZipInputStream(jar);
    for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
      if (name.test(entry.getName())) {
        return true;
      }
    }
    return false;
  }
}
