package dev.ddns53.bench.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for 127.0.0.1, made for one run, and stores in which it stands beside the
 * authorities that the JDK trusts: reading these is part of what a first connection costs.
 */
public final class LoopbackTls {

  private static final String ALIAS = "ddns53-bench";
  private static final String PASSWORD = "of-no-worth";
  private static final Path AUTHORITIES =
      Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");

  private final Path folder;
  private final KeyStore keys;

  private LoopbackTls(Path folder, KeyStore keys) {
    this.folder = folder;
    this.keys = keys;
  }

  /**
   * Makes key and certificate by the JDK's keytool.
   *
   * @param folder an empty one that the caller removes
   */
  public static LoopbackTls make(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path file = folder.resolve("server.p12");
    generate(file);
    try {
      KeyStore keys = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
      LoopbackTls tls = new LoopbackTls(folder, keys);
      tls.writeTrust(KeyStore.getInstance(AUTHORITIES.toFile(), (char[]) null));
      return tls;
    } catch (GeneralSecurityException e) {
      throw new IOException("no certificate for this machine can be made", e);
    }
  }

  /** RSA of 2,048 bits, as AWS's endpoints have. */
  private static void generate(Path file) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "RSA",
            "-keysize",
            "2048",
            "-validity",
            "2",
            "-dname",
            "CN=127.0.0.1",
            "-ext",
            "san=ip:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass",
            PASSWORD);
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream out = keytool.getInputStream()) {
      String printed = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      if (keytool.waitFor() != 0) {
        throw new IOException("keytool failed: " + printed);
      }
    }
  }

  private void writeTrust(KeyStore authorities) throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    StringBuilder pem = new StringBuilder();
    for (String alias : Collections.list(authorities.aliases())) {
      add(trusted, alias, authorities.getCertificate(alias), pem);
    }
    add(trusted, ALIAS, keys.getCertificate(ALIAS), pem);
    try (OutputStream out = Files.newOutputStream(store())) {
      trusted.store(out, null);
    }
    Files.writeString(bundle(), pem);
  }

  private static void add(KeyStore trusted, String alias, Certificate each, StringBuilder pem)
      throws GeneralSecurityException {
    trusted.setCertificateEntry(alias, each);
    byte[] eol = "\n".getBytes(StandardCharsets.US_ASCII);
    pem.append("-----BEGIN CERTIFICATE-----\n")
        .append(Base64.getMimeEncoder(64, eol).encodeToString(each.getEncoded()))
        .append("\n-----END CERTIFICATE-----\n");
  }

  private Path store() {
    return folder.resolve("trusted.p12");
  }

  private Path bundle() {
    return folder.resolve("trusted.pem");
  }

  /** What a service on this machine answers with. */
  public SSLContext context() throws IOException {
    try {
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("this JDK cannot serve TLS", e);
    }
  }

  /** What makes a JVM trust it. Without a password, as the store of a JDK is read. */
  public List<String> flags() {
    return List.of(
        "-Djavax.net.ssl.trustStore=" + store(), "-Djavax.net.ssl.trustStoreType=PKCS12");
  }

  /** What makes boto3 and Go's library trust it. */
  public Map<String, String> environment() {
    return Map.of("AWS_CA_BUNDLE", bundle().toString(), "SSL_CERT_FILE", bundle().toString());
  }
}
