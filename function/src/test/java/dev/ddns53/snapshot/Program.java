package dev.ddns53.snapshot;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * What Lambda does with a handler under SnapStart: makes it, tells it of the snapshot, and hands it
 * events after that. Each line of the input is an event, each answer a line of the output, both in
 * base64. What the handler prints goes there as well.
 */
public final class Program {

  private Program() {}

  /**
   * Holds a handler until its input ends.
   *
   * @param args the handler's class
   */
  public static void main(String[] args) throws Exception {
    RequestStreamHandler handler =
        Class.forName(args[0])
            .asSubclass(RequestStreamHandler.class)
            .getDeclaredConstructor()
            .newInstance();
    System.gc();
    List<Resource> resources = Core.getGlobalContext().resources();
    for (Resource resource : resources) {
      resource.beforeCheckpoint(Core.getGlobalContext());
    }
    PrintStream out = System.out;
    out.println("snapshot of " + resources.size());
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    String first = in.readLine();
    for (Resource resource : resources) {
      resource.afterRestore(Core.getGlobalContext());
    }
    for (String line = first; line != null; line = in.readLine()) {
      out.println("answer " + answer(handler, line));
    }
  }

  private static String answer(RequestStreamHandler handler, String event) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(Base64.getDecoder().decode(event)), answer, null);
    return Base64.getEncoder().encodeToString(answer.toByteArray());
  }
}
