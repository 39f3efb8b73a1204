package dev.ddns53.cli.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ddns53.cli.keys.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client signs by openssl as eight versions of curl do. */
final class SignatureTest {

  private static final Path VECTORS =
      Path.of("..", "function", "src", "test", "resources", "curl-sigv4.json");

  @TempDir private Path folder;

  /** One of each signature that stands in the file. */
  private static Map<String, JsonNode> requests(JsonNode vectors) {
    Map<String, JsonNode> bySignature = new LinkedHashMap<>();
    for (JsonNode vector : vectors.path("vectors")) {
      JsonNode request = vector.path("request");
      bySignature.put(header(request, "Authorization"), request);
    }
    return bySignature;
  }

  private static String header(JsonNode request, String name) {
    for (JsonNode header : request.path("headers")) {
      if (header.get(0).asText().equals(name)) {
        return header.get(1).asText();
      }
    }
    return "";
  }

  /** The script without its last line, which would start it. */
  private Path functions() throws IOException {
    List<String> lines = Files.readAllLines(ClientBox.SCRIPT);
    assertEquals("main \"$@\"", lines.getLast());
    return Files.write(folder.resolve("functions"), lines.subList(0, lines.size() - 1));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private static String lines(JsonNode request) {
    boolean typed = header(request, "Authorization").contains("content-type");
    String body =
        new String(Base64.getDecoder().decode(request.path("bodyBase64").asText()), UTF_8);
    return """
    call_method=%s call_path=%s call_body=%s
    sign_date=%s sign_host=ddns.example.com sign_type=%s
    authorization
    """
        .formatted(
            request.path("method").asText(),
            request.path("target").asText(),
            quoted(body),
            header(request, "X-Ddns-Date"),
            typed ? header(request, "Content-Type") : "''");
  }

  private static final Path POWERSHELL = Path.of("..", "scripts", "client", "ddns53.ps1");

  /** Windows PowerShell reads a file without a mark in the code page of its machine. */
  @Test
  void powershell_isAscii() throws IOException {
    assertTrue(US_ASCII.newEncoder().canEncode(Files.readString(POWERSHELL)));
  }

  private static String powershellLine(JsonNode vectors, JsonNode request) {
    boolean typed = header(request, "Authorization").contains("content-type");
    return """
    Get-Authorization @{ Id = '%s'; Key = '%s' } '%s' '%s' 'ddns.example.com' '%s' '%s' `
      ([System.Convert]::FromBase64String('%s'))
    """
        .formatted(
            vectors.path("keyId").asText(),
            vectors.path("secret").asText(),
            request.path("method").asText(),
            request.path("target").asText(),
            header(request, "X-Ddns-Date"),
            typed ? header(request, "Content-Type") : "",
            request.path("bodyBase64").asText());
  }

  @Test
  void powershell_recordedRequests_signedAlike() throws IOException, InterruptedException {
    List<String> lines = Files.readAllLines(POWERSHELL);
    assertEquals("exit (Invoke-Main)", lines.getLast());
    Installed.need("pwsh");
    JsonNode vectors = JsonMapper.builder().build().readTree(VECTORS.toFile());
    Map<String, JsonNode> requests = requests(vectors);
    String script =
        String.join("\n", lines.subList(0, lines.size() - 1))
            + "\n"
            + requests.values().stream()
                .map(request -> powershellLine(vectors, request))
                .collect(Collectors.joining());
    Path file = Files.writeString(folder.resolve("script.ps1"), script);
    String said =
        Installed.run(Map.of(), "pwsh", "-NoProfile", "-NonInteractive", "-File", file.toString());
    assertEquals(List.copyOf(requests.keySet()), said.lines().toList());
  }

  @ParameterizedTest
  @EnumSource
  void recordedRequests_signedAlike(Shell shell) throws IOException, InterruptedException {
    JsonNode vectors = JsonMapper.builder().build().readTree(VECTORS.toFile());
    Map<String, JsonNode> requests = requests(vectors);
    assertTrue(requests.size() >= 5);
    Path key = folder.resolve("tokyo.curl");
    String site = vectors.path("keyId").asText();
    SecretFile.write(key, "user = \"%s:%s\"\n".formatted(site, vectors.path("secret").asText()));
    String script =
        ". %s\nkey_file=%s site=%s base=https://ddns.example.com host=ddns.example.com\n"
                .formatted(quoted(functions().toString()), quoted(key.toString()), site)
            + requests.values().stream().map(SignatureTest::lines).collect(Collectors.joining());
    List<String> command = new ArrayList<>(shell.command());
    command.add(Files.writeString(folder.resolve("script"), script).toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
    assertEquals(List.copyOf(requests.keySet()), said.lines().toList());
    assertFalse(said.contains(vectors.path("secret").asText()));
  }
}
