import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes classes of the running JDK into a jar, as the shrinker reads them. */
final class JdkClasses {

  private JdkClasses() {}

  /**
   * Starts.
   *
   * @param args the jar, and the modules
   */
  public static void main(String[] args) throws IOException {
    Path jar = Path.of(args[0]);
    Files.createDirectories(jar.getParent());
    FileSystem jdk = FileSystems.getFileSystem(URI.create("jrt:/"));
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.setLevel(Deflater.NO_COMPRESSION);
      for (String module : List.of(args).subList(1, args.length)) {
        Path root = jdk.getPath("modules", module);
        try (Stream<Path> all = Files.walk(root)) {
          for (Path each : (Iterable<Path>) all::iterator) {
            String name = root.relativize(each).toString();
            if (name.endsWith(".class") && !name.equals("module-info.class")) {
              zip.putNextEntry(new ZipEntry(name));
              Files.copy(each, zip);
            }
          }
        }
      }
    }
  }
}
