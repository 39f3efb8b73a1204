package dev.ddns53.cli.keys;

import dev.ddns53.core.port.MasterKey;
import dev.ddns53.terminal.CliException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Makes the master key: a SecureString of 256 random bits as base64url without padding. */
public final class MasterKeyParameter {

  private final SsmClient ssm;
  private final String name;
  private final Optional<String> kmsKey;

  /**
   * The parameter of this name.
   *
   * @param kmsKey the KMS key, by id, ARN or alias, that encrypts what is written; empty for the
   *     account's {@code alias/aws/ssm}
   */
  public MasterKeyParameter(SsmClient ssm, String name, Optional<String> kmsKey) {
    this.ssm = ssm;
    this.name = name;
    this.kmsKey = kmsKey;
  }

  /** Makes the first version; false when there is one already, which stays as it is. */
  public boolean create() {
    try {
      put(false);
      return true;
    } catch (ParameterAlreadyExistsException exists) {
      return false;
    }
  }

  /**
   * Adds a version, from which new keys will derive.
   *
   * @return its number
   */
  public long rotate() {
    try {
      ssm.getParameter(get -> get.name(name).withDecryption(false));
    } catch (ParameterNotFoundException e) {
      throw new CliException("There is no master key yet. Make the first with: ddns53 init", e);
    }
    return put(true);
  }

  private long put(boolean overwrite) {
    return ssm.putParameter(
            put -> {
              put.name(name).type(ParameterType.SECURE_STRING).value(random()).overwrite(overwrite);
              kmsKey.ifPresent(put::keyId);
            })
        .version();
  }

  private static String random() {
    byte[] octets = new byte[MasterKey.OCTETS];
    new SecureRandom().nextBytes(octets);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }
}
