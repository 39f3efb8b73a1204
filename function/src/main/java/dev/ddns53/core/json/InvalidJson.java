package dev.ddns53.core.json;

import com.fasterxml.jackson.core.JsonPointer;

/** Text that is not the JSON that was asked for. The message says where and what, for a person. */
public final class InvalidJson extends Exception {

  private static final long serialVersionUID = 3;

  private final transient JsonPointer at;
  private final boolean following;

  public InvalidJson(String message) {
    this(message, JsonPointer.empty());
  }

  /**
   * A fault at a place in the document.
   *
   * @param at the value, or the field, that is at fault
   */
  public InvalidJson(String message, JsonPointer at) {
    this(message, at, false);
  }

  private InvalidJson(String message, JsonPointer at, boolean following) {
    super(message);
    this.at = at;
    this.following = following;
  }

  /** A fault that only follows from another one, which was told. */
  static InvalidJson following(String message, JsonPointer at) {
    return new InvalidJson(message, at, true);
  }

  /** The value, or the field, that is at fault; the document where that is not known. */
  public JsonPointer at() {
    return at;
  }

  /** Whether it only follows from another fault, which was told. */
  public boolean isFollowing() {
    return following;
  }
}
