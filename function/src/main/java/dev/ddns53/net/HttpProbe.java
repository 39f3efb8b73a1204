package dev.ddns53.net;

import dev.ddns53.core.fleet.Probe.Check;
import dev.ddns53.core.port.Probes.Answer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * One GET on a connection that stands. Reads the status line only, after whatever interim answers
 * (1xx, RFC 9110, 15.2) come before it: no redirect is followed, no body is looked at. As Route
 * 53's own health checks do, it takes any certificate: it asks whether somebody is there, and sends
 * no secret.
 */
final class HttpProbe {

  private static final int LONGEST_LINE = 200;
  private static final int MOST_INTERIM = 10;
  private static final int MOST_HEADERS = 100;
  private static final int SWITCHING = 101;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})(?: .*)?");

  private HttpProbe() {}

  static Answer of(Socket socket, String host, Check.Http check) throws IOException {
    if (!check.secure()) {
      return get(socket, host, check);
    }
    try (SSLSocket secure =
        (SSLSocket)
            anyCertificate().getSocketFactory().createSocket(socket, host, check.port(), false)) {
      secure.startHandshake();
      return get(secure, host, check);
    }
  }

  private static Answer get(Socket socket, String host, Check.Http check) throws IOException {
    String request =
        "GET "
            + check.path()
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nUser-Agent: ddns53-probe\r\nAccept: */*\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return answer(new BufferedInputStream(socket.getInputStream()));
  }

  private static Answer answer(InputStream in) throws IOException {
    for (int interim = 0; interim <= MOST_INTERIM; interim++) {
      Matcher status = STATUS.matcher(line(in));
      if (!status.matches()) {
        return new Answer.Down("answers, but not with HTTP");
      }
      int code = Integer.parseInt(status.group(1));
      if (code < 100 || code >= 200 || code == SWITCHING) {
        return code >= 200 && code < 400
            ? new Answer.Up()
            : new Answer.Down("answers with HTTP status " + code);
      }
      skipHeaders(in);
    }
    return new Answer.Down("answers with interim statuses only");
  }

  private static void skipHeaders(InputStream in) throws IOException {
    for (int header = 0; header < MOST_HEADERS; header++) {
      if (line(in).isEmpty()) {
        return;
      }
    }
  }

  /** A line without its end; a longer one than any status line is cut. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
      if (line.length() < LONGEST_LINE) {
        line.append((char) octet);
      }
    }
    return line.toString().stripTrailing();
  }

  private static SSLContext anyCertificate() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anybody()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS is not available", e);
    }
  }

  /** Whom a probe trusts: it learns one status code and tells nothing. */
  private static final class Anybody extends X509ExtendedTrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {}

    @Override
    public void checkClientTrusted(
        X509Certificate[] chain, String kind, javax.net.ssl.SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {}

    @Override
    public void checkServerTrusted(
        X509Certificate[] chain, String kind, javax.net.ssl.SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
