package dev.ddns53.core.port;

/** The secret that all keys derive from, in its versions. */
public interface MasterKeys {

  /**
   * The newest version at the time that this instance first asked.
   *
   * @throws Unavailable when it cannot be read
   */
  MasterKey latest();

  /**
   * A certain version.
   *
   * @throws Unavailable when it cannot be read or does not exist
   */
  MasterKey version(long version);
}
