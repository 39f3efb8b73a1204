package dev.ddns53.bench;

/**
 * What one process is asked to do.
 *
 * @param counted whether calls of AWS are counted, which makes each a little slower
 * @param warm requests after the first twenty
 */
record ColdCourse(boolean counted, int warm, End end) {

  /** When and how it ends. */
  enum End {
    /** Killed once its first answer is there, and nothing else was asked of it. */
    AFTER_THE_FIRST,
    /** Killed after the last answer. */
    AFTER_THE_LAST,
    /** Asked to end after the last answer, so that the JVM writes its archive. */
    BY_ITSELF
  }

  static ColdCourse timed(int warm) {
    return new ColdCourse(false, warm, End.AFTER_THE_LAST);
  }

  static ColdCourse counted(int warm) {
    return new ColdCourse(true, warm, End.AFTER_THE_LAST);
  }

  static ColdCourse firstAlone() {
    return new ColdCourse(false, 0, End.AFTER_THE_FIRST);
  }

  static ColdCourse training(int warm) {
    return new ColdCourse(false, warm, End.BY_ITSELF);
  }
}
