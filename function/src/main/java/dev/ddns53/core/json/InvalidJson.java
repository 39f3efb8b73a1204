package dev.ddns53.core.json;

import com.fasterxml.jackson.core.JsonPointer;

/** Text that is not the JSON that was asked for. The message says where and what, for a person. */
public final class InvalidJson extends Exception {

  private static final long serialVersionUID = 2;

  private final transient JsonPointer at;

  public InvalidJson(String message) {
    this(message, JsonPointer.empty());
  }

  /**
   * A fault at a place in the document.
   *
   * @param at the value, or the field, that is at fault
   */
  public InvalidJson(String message, JsonPointer at) {
    super(message);
    this.at = at;
  }

  /** The value, or the field, that is at fault; the document where that is not known. */
  public JsonPointer at() {
    return at;
  }
}
