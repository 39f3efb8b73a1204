package dev.ddns53.bench;

import java.util.Locale;

/** What is started. */
enum ColdVariant {
  PLAIN("ours, by the managed runtime's flags"),
  APPCDS("ours, with a class-data archive of a training run"),
  AOT("ours, with an AOT cache of a training run"),
  PRIMED("ours, resumed as from a snapshot"),
  PYTHON("the same in Python, with boto3"),
  GO("the same in Go, by its standard library");

  private final String what;

  ColdVariant(String what) {
    this.what = what;
  }

  /** As it is called on the command line and in tables. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String what() {
    return what;
  }
}
