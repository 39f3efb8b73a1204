package dev.ddns53.aws;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that is made when it is first asked for, once. */
public final class Lazy<T> implements Supplier<T> {

  private final Supplier<T> maker;
  private @Nullable T made;

  public Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  @Override
  public synchronized T get() {
    T known = made;
    if (known == null) {
      known = maker.get();
      made = known;
    }
    return known;
  }

  /** Hands it over, if it was made. */
  synchronized void ifMade(Consumer<T> taker) {
    T known = made;
    if (known != null) {
      taker.accept(known);
    }
  }
}
