package dev.ddns53.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What {@code bench quick} counts. None depends on how fast the machine is. */
enum QuickFigure {
  ZIP_KIB("size of the function's zip", 15, "unzip -l function/target/ddns53-function.zip"),
  JARS("jars in it", 0, "unzip -l function/target/ddns53-function.zip"),
  CLASSES_IN_ZIP("classes in these jars", 15, "mvn -pl function dependency:tree"),
  CLASSES_LOADED(
      "classes loaded until the first answer, those of the JDK among them",
      15,
      "a start with -Xlog:class+load names each class and its jar"),
  CALLS_FIRST("calls of AWS in the first update", 0, "the lines below the table name them"),
  CALLS_UNCHANGED("calls of AWS for an unchanged report", 0, "the lines below the table name them"),
  CALLS_SECOND("calls of AWS in a second update", 0, "the lines below the table name them"),
  ALLOCATED_KIB(
      "allocated by an unchanged report, the median of many", 15, "a flight recording names sites"),
  PEAK_MIB("memory of the process at most, the median of three", 40, "-Xlog:gc, or jcmd VM.info");

  private final String what;
  private final int slackPercent;
  private final String look;

  QuickFigure(String what, int slackPercent, String look) {
    this.what = what;
    this.slackPercent = slackPercent;
    this.look = look;
  }

  /** Its name in tables and in the file of bounds. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<QuickFigure> of(String word) {
    return Arrays.stream(values()).filter(figure -> figure.word().equals(word)).findFirst();
  }

  String what() {
    return what;
  }

  /** How far below its bound it may stay before the bound means nothing. */
  int slackPercent() {
    return slackPercent;
  }

  /** Where to look when it grew. */
  String look() {
    return look;
  }
}
