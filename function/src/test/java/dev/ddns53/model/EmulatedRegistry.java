package dev.ddns53.model;

import dev.ddns53.core.port.Registry;
import java.util.List;
import java.util.Optional;

/** The registry over the wire; it is read again only after somebody has written. */
final class EmulatedRegistry implements Registry {

  private final Registry adapter;
  private Optional<Fleet> known = Optional.empty();

  EmulatedRegistry(Registry adapter) {
    this.adapter = adapter;
  }

  @Override
  public Fleet read() {
    Fleet fleet = known.orElseGet(adapter::read);
    known = Optional.of(fleet);
    return fleet;
  }

  @Override
  public boolean write(List<Change> changes) {
    known = Optional.empty();
    return adapter.write(changes);
  }
}
