package dev.ddns53.cli.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a local instance shall run. A port of 0 stands for any that is free.
 *
 * @param data the folder that keeps its state
 * @param registry the fleet's file
 * @param elsewhere where Route 53, SSM and DynamoDB answer, in place of the emulator
 */
public record LocalSettings(
    Ports ports, Path data, Optional<Path> registry, Optional<URI> elsewhere) {

  /** Where it listens on 127.0.0.1. */
  public record Ports(int http, int dns, int aws, int dynamodb) {

    /** Any free ports. */
    public static final Ports ANY = new Ports(0, 0, 0, 0);
  }
}
