package dev.ddns53.instance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.Config;
import dev.ddns53.Wiring.Endpoints;
import dev.ddns53.core.json.Fields;
import dev.ddns53.core.json.InvalidJson;
import dev.ddns53.core.json.StrictJson;
import dev.ddns53.core.notice.Language;
import dev.ddns53.terminal.CliException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * How other commands find a running local instance: {@code instance.json} in its folder. There only
 * while the instance runs.
 *
 * @param http the base address that clients call
 * @param dns the port of the DNS server, UDP and TCP; 0 when none is served
 * @param probeOutside whether its probes may leave this machine
 * @param controlToken what requests that control the emulator bring; empty where there is none
 */
public record InstanceFile(
    URI http,
    int dns,
    Endpoints endpoints,
    boolean probeOutside,
    Optional<String> controlToken,
    Config config) {

  /** The file that a running instance keeps locked. */
  public static final String LOCK = "lock";

  private static final String FILE = "instance.json";
  private static final int HIGHEST_PORT = 65_535;
  private static final String ADDRESS = "an address such as http://127.0.0.1:8055";

  /** Reads the file of the instance that keeps its state in this folder. */
  public static InstanceFile read(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      InstanceFile instance = parse(Files.readString(file));
      if (isLeft(folder.resolve(LOCK))) {
        throw new CliException(
            "No local instance runs in "
                + folder
                + " any more: "
                + file
                + " is left from one that was killed. Start it again with: ddns53 local --data "
                + folder);
      }
      return instance;
    } catch (NoSuchFileException e) {
      throw new CliException(
          "No local instance runs in " + folder + ". Start one with: ddns53 local --data " + folder,
          e);
    } catch (IOException | InvalidJson e) {
      throw new CliException(
          file
              + " cannot be read: "
              + e.getMessage()
              + ". A running instance writes it anew when it starts: ddns53 local --data "
              + folder,
          e);
    }
  }

  /** Whether nobody holds the lock that a running instance holds. */
  private static boolean isLeft(Path lock) throws IOException {
    if (!Files.exists(lock)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock taken = channel.tryLock()) {
      return taken != null;
    } catch (OverlappingFileLockException ours) {
      return false;
    }
  }

  static InstanceFile parse(String text) throws InvalidJson {
    Fields fields = StrictJson.object(text);
    InstanceFile instance =
        new InstanceFile(
            uri(fields, "http"),
            fields.required("dns", fields.number("dns", 0, HIGHEST_PORT)).intValue(),
            new Endpoints(uri(fields, "aws"), uri(fields, "dynamodb")),
            fields.flag("probeOutside").orElse(false),
            fields.text("controlToken"),
            new Config(
                fields.required("registryTable", fields.text("registryTable")),
                fields.required("stateTable", fields.text("stateTable")),
                fields.required("masterKeyParameter", fields.text("masterKeyParameter")),
                Set.of(),
                Config.PACE,
                fields.required("language", fields.text("language", "en or ja", Language::of)),
                Config.STACK));
    fields.end();
    return instance;
  }

  private static URI uri(Fields fields, String field) throws InvalidJson {
    return fields.required(field, fields.text(field, ADDRESS, InstanceFile::uri));
  }

  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(URI.create(text)).filter(uri -> uri.getHost() != null);
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  String text() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("http", http.toString());
    node.put("dns", dns);
    node.put("aws", endpoints.aws().toString());
    node.put("dynamodb", endpoints.dynamodb().toString());
    node.put("probeOutside", probeOutside);
    controlToken.ifPresent(token -> node.put("controlToken", token));
    node.put("registryTable", config.registryTable());
    node.put("stateTable", config.stateTable());
    node.put("masterKeyParameter", config.masterKeyParameter());
    node.put("language", config.language() == Language.JAPANESE ? "ja" : "en");
    return node.toPrettyString() + "\n";
  }

  /** Puts it in place at once. Only its owner can read it. */
  public void write(Path folder) throws IOException {
    Path draft = Files.createTempFile(folder, FILE, ".new");
    Files.writeString(draft, text());
    Files.move(
        draft,
        folder.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  public static void delete(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(FILE));
  }
}
