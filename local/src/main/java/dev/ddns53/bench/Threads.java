package dev.ddns53.bench;

/** Waits for threads. */
final class Threads {

  private Threads() {}

  /** Waits until a thread has ended; an interrupt ends the waiting and is kept. */
  static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
