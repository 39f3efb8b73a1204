package dev.ddns53.snapshot;

/** Has the one context. */
public final class Core {

  private static final Context<Resource> GLOBAL = new Context<>();

  private Core() {}

  public static Context<Resource> getGlobalContext() {
    return GLOBAL;
  }

  /** Looked for by name; Lambda takes its snapshots from outside. */
  public static void checkpointRestore() throws CheckpointException, RestoreException {}
}
