package dev.ddns53.fake;

import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.port.Probes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Addresses that answer unless something else is said. */
public final class FakeProbes implements Probes {

  private final Map<String, Answer> answers = new HashMap<>();
  private final List<Target> asked = new ArrayList<>();

  public synchronized void answer(String address, Answer answer) {
    answers.put(address, answer);
  }

  public void down(String address) {
    answer(address, new Answer.Down("connection refused"));
  }

  public void up(String address) {
    answer(address, new Answer.Up());
  }

  /** What was tried, all runs together. */
  public synchronized List<IpAddress> asked() {
    return asked.stream().map(Target::address).toList();
  }

  @Override
  public synchronized Map<Target, Answer> probe(Collection<Target> targets) {
    Map<Target, Answer> all = new HashMap<>();
    for (Target target : targets) {
      asked.add(target);
      all.put(target, answers.getOrDefault(target.address().toString(), new Answer.Up()));
    }
    return all;
  }
}
