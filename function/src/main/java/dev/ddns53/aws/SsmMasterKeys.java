package dev.ddns53.aws;

import dev.ddns53.core.port.MasterKey;
import dev.ddns53.core.port.MasterKeys;
import dev.ddns53.core.port.Unavailable;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/**
 * The master key in SSM Parameter Store, a SecureString of base64url. One call when the first is
 * asked for, and one for each older version that is still in use; then never again.
 */
public final class SsmMasterKeys implements MasterKeys {

  private final Supplier<SsmClient> ssm;
  private final String parameter;
  private final Map<Long, MasterKey> versions = new ConcurrentHashMap<>();
  private volatile @Nullable MasterKey latest;

  public SsmMasterKeys(Supplier<SsmClient> ssm, String parameter) {
    this.ssm = ssm;
    this.parameter = parameter;
  }

  @Override
  public synchronized MasterKey latest() {
    MasterKey known = latest;
    if (known == null) {
      known = fetch(parameter);
      latest = known;
    }
    return known;
  }

  @Override
  public MasterKey version(long version) {
    latest();
    MasterKey known = versions.get(version);
    return known != null ? known : fetchOnce(version);
  }

  private synchronized MasterKey fetchOnce(long version) {
    return Optional.ofNullable(versions.get(version))
        .orElseGet(() -> fetch(parameter + ":" + version));
  }

  private MasterKey fetch(String name) {
    try {
      Parameter found =
          ssm.get().getParameter(request -> request.name(name).withDecryption(true)).parameter();
      MasterKey key = new MasterKey(found.version(), Base64.getUrlDecoder().decode(found.value()));
      versions.put(key.version(), key);
      return key;
    } catch (ParameterNotFoundException e) {
      throw new Unavailable(
          "there is no master key at " + name + ": an operator makes it with ddns53 init", e);
    } catch (SdkException e) {
      throw new Unavailable("the master key " + name + " cannot be read", e);
    } catch (IllegalArgumentException malformed) {
      throw new Unavailable(
          "the parameter " + name + " does not hold 256 bits as base64url, as ddns53 init writes");
    }
  }
}
