package dev.ddns53.snapshot;

/** Looked for by name. */
public class RestoreException extends Exception {

  private static final long serialVersionUID = 1L;
}
