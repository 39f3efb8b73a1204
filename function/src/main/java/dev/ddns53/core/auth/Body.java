package dev.ddns53.core.auth;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A request's body: the octets that the client sent. */
public final class Body {

  public static final Body EMPTY = new Body(new byte[0]);

  private final byte[] octets;

  private Body(byte[] octets) {
    this.octets = octets;
  }

  public static Body of(byte[] octets) {
    return new Body(octets.clone());
  }

  public static Body of(String text) {
    return new Body(text.getBytes(StandardCharsets.UTF_8));
  }

  public int size() {
    return octets.length;
  }

  public byte[] octets() {
    return octets.clone();
  }

  /** The text, if the octets are valid UTF-8. */
  public Optional<String> text() {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }
}
