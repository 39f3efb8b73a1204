package dev.ddns53.core.record;

/** What stands, or shall stand, at a name for one family: a publication of ours, or nothing. */
public sealed interface Content permits Content.Nothing, Publication {

  /** No record set. */
  Nothing NOTHING = new Nothing();

  /** The whole content, for people. */
  String text();

  /** No record set: it can be wanted, known to stand, and a candidate, like any other content. */
  record Nothing() implements Content {
    @Override
    public String text() {
      return "nothing";
    }
  }
}
