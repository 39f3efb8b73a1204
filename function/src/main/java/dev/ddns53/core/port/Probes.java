package dev.ddns53.core.port;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.Probe;
import java.util.Collection;
import java.util.Map;

/** Asks addresses whether somebody is there. */
public interface Probes {

  /**
   * Tries all of them, side by side, within a bounded time. Those that there was no time for are
   * {@link Answer#NO_TIME}, and may come first next time.
   */
  Map<Target, Answer> probe(Collection<Target> targets);

  /**
   * What to try.
   *
   * @param name for which: what an HTTP request asks for
   */
  record Target(Fqdn name, IpAddress address, Probe.Check check) {}

  /** What became of it. */
  sealed interface Answer {

    /** The run was over before its turn. */
    Answer NO_TIME = new NotProbed("there was no time left");

    /** As it should. */
    record Up() implements Answer {}

    /** No answer, or not the right one. */
    record Down(String reason) implements Answer {}

    /** We could not try: this says nothing of the address. */
    record NotProbed(String reason) implements Answer {}
  }
}
