package dev.ddns53.core.json;

/** Text that is not the JSON that was asked for. The message says where and what, for a person. */
public final class InvalidJson extends Exception {

  private static final long serialVersionUID = 1;

  public InvalidJson(String message) {
    super(message);
  }
}
