package dev.ddns53.snapshot;

import java.util.List;
import java.util.WeakHashMap;

/** Refers to its resources weakly, as Lambda's does. */
public class Context<R extends Resource> {

  private final WeakHashMap<R, Boolean> resources = new WeakHashMap<>();

  public void register(R resource) {
    resources.put(resource, true);
  }

  List<R> resources() {
    return List.copyOf(resources.keySet());
  }
}
