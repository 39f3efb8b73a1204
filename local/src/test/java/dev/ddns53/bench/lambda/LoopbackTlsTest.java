package dev.ddns53.bench.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS to this machine, by a client that checks whom it reaches. */
@Timeout(120)
class LoopbackTlsTest {

  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final String STORE = "-Djavax.net.ssl.trustStore=";

  @TempDir static Path folder;
  private static LoopbackTls tls;

  @BeforeAll
  static void make() throws IOException, InterruptedException {
    tls = LoopbackTls.make(folder.resolve("tls"));
  }

  private static KeyStore trusted() throws Exception {
    String flag = tls.flags().stream().filter(each -> each.startsWith(STORE)).findFirst().get();
    return KeyStore.getInstance(new File(flag.substring(STORE.length())), (char[]) null);
  }

  private static SSLSocket client(SSLContext context, URI relay) throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(LOOPBACK, relay.getPort());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    return socket;
  }

  private static SSLContext trusting(KeyStore store) throws Exception {
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  @Test
  void octets_passBothWays_whereItIsTrusted() throws Exception {
    try (ServerSocket service = new ServerSocket(0, 0, LOOPBACK);
        Relay relay =
            Relay.overTls(
                URI.create("http://127.0.0.1:" + service.getLocalPort()), tls.context())) {
      assertEquals("https", relay.uri().getScheme());
      try (SSLSocket caller = client(trusting(trusted()), relay.uri())) {
        caller.getOutputStream().write('a');
        try (Socket called = service.accept()) {
          assertEquals('a', called.getInputStream().read());
          called.getOutputStream().write('b');
          assertEquals('b', caller.getInputStream().read());
          assertEquals(1, relay.cut());
          assertEquals(-1, called.getInputStream().read());
        }
      }
    }
  }

  /** So what is measured over TLS does verify certificates. */
  @Test
  void whoTrustsTheJdksAuthoritiesAlone_endsTheHandshake() throws Exception {
    try (ServerSocket service = new ServerSocket(0, 0, LOOPBACK);
        Relay relay =
            Relay.overTls(URI.create("http://127.0.0.1:" + service.getLocalPort()), tls.context());
        SSLSocket caller = client(SSLContext.getDefault(), relay.uri())) {
      assertThrows(SSLHandshakeException.class, caller::startHandshake);
    }
  }

  @Test
  void bothStores_holdTheSame_theJdksAuthoritiesAmongThem() throws Exception {
    KeyStore store = trusted();
    Path bundle = Path.of(tls.environment().getOrDefault("AWS_CA_BUNDLE", ""));
    Collection<? extends Certificate> inBundle =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(bundle)));
    HashSet<Certificate> inStore = new HashSet<>();
    for (String alias : Collections.list(store.aliases())) {
      inStore.add(store.getCertificate(alias));
    }
    assertEquals(inStore, new HashSet<>(inBundle));
    assertTrue(inStore.size() > 50, inStore.size() + "");
    assertEquals(bundle.toString(), tls.environment().get("SSL_CERT_FILE"));
  }
}
