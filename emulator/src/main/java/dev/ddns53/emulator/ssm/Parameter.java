package dev.ddns53.emulator.ssm;

/**
 * One version of a parameter.
 *
 * @param type {@code String}, {@code StringList} or {@code SecureString}
 * @param tier {@code Standard} or {@code Advanced}
 * @param modified epoch milliseconds
 */
record Parameter(
    String name,
    String type,
    String value,
    long version,
    String tier,
    String description,
    long modified) {

  boolean isSecure() {
    return type.equals("SecureString");
  }
}
