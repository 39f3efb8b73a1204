package dev.ddns53.bench;

import java.util.Locale;

/** What is started. */
enum ColdVariant {
  PLAIN("ours, by the managed runtime's flags"),
  APPCDS("ours, with a class-data archive of a training run"),
  AOT("ours, with an AOT cache of a training run"),
  PRIMED("ours, resumed as from a snapshot"),
  PYTHON("the same in Python, with boto3", "python3 with boto3"),
  GO("the same in Go, by its standard library", "go");

  private final String what;
  private final String needs;

  ColdVariant(String what) {
    this(what, "nothing");
  }

  ColdVariant(String what, String needs) {
    this.what = what;
    this.needs = needs;
  }

  /** As it is called on the command line and in tables. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What must be on this machine for it. */
  String needs() {
    return needs;
  }

  /** Whether it is the same function by others' means. */
  boolean isReference() {
    return this == PYTHON || this == GO;
  }

  String what() {
    return what;
  }
}
