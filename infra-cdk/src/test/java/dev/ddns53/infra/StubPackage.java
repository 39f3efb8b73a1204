package dev.ddns53.infra;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A package of the function that has classes by name only. */
final class StubPackage {

  private StubPackage() {}

  /** One that can do all that there are settings for. */
  static Path complete(Path file) throws IOException {
    return write(
        file,
        List.of(
            "dev/ddns53/handler/InstanceHandler.class", "dev/ddns53/handler/Dyndns2Handler.class"));
  }

  static Path write(Path file, List<String> classes) throws IOException {
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    try (ZipOutputStream entries = new ZipOutputStream(jar)) {
      for (String name : classes) {
        entries.putNextEntry(new ZipEntry(name));
      }
    }
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("lib/sdk-1.jar"));
      zip.putNextEntry(new ZipEntry("lib/ddns53-function-1.jar"));
      zip.write(jar.toByteArray());
    }
    return file;
  }
}
