package dev.ddns53.cli.bench;

import static dev.ddns53.cli.bench.FigureTable.number;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What a burst came to.
 *
 * @param seconds from the first report until the last was accepted
 * @param drained seconds from the last acceptance until the last record was published
 * @param calls of Route 53's ChangeResourceRecordSets
 * @param floor the fewest calls that its limits allow
 * @param refused reports that were not accepted
 * @param lost records that differ from what was accepted
 * @param peakMebibytes memory of the whole process at most, if known
 */
record BurstResult(
    Burst.Size size,
    double seconds,
    Percentiles changed,
    double drained,
    int calls,
    int floor,
    int refused,
    int lost,
    Percentiles quiet,
    Percentiles meanwhile,
    OptionalLong peakMebibytes) {

  /** Of an account, in calls a second. */
  private static final double ROUTE53_RATE = 10;

  private double acceptedPerSecond() {
    return (size.sites() - refused) / seconds;
  }

  String table() {
    FigureTable table =
        new FigureTable()
            .line("sites, zones", size.sites() + ", " + size.zones())
            .line("accepted", number(acceptedPerSecond()) + " reports/s, " + refused + " refused")
            .line("answer of a changed report", changed.text())
            .line("last acceptance to last record", number(drained) + " s")
            .line("Route 53 calls", calls + " (floor " + floor + ", ratio " + ratio() + ")")
            .line("the floor's calls at 10/s", number(floor / ROUTE53_RATE) + " s")
            .line("one call per change at 10/s", number(size.sites() / ROUTE53_RATE) + " s")
            .line("lost", lost)
            .line("unchanged report, quiet", quiet.text())
            .line("unchanged report, meanwhile", meanwhile.text());
    peakMebibytes.ifPresent(most -> table.line("memory of the process, at most", most + " MiB"));
    return table.text();
  }

  private String ratio() {
    return String.format(Locale.ROOT, "%.2f", (double) calls / floor);
  }

  String json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("sites", size.sites()).put("zones", size.zones());
    root.put("acceptedPerSecond", acceptedPerSecond()).put("refused", refused);
    changed.put(root.putObject("changedMillis"));
    root.put("drainedSeconds", drained);
    root.put("route53Calls", calls).put("floorCalls", floor);
    root.put("floorSeconds", floor / ROUTE53_RATE);
    root.put("oneByOneSeconds", size.sites() / ROUTE53_RATE);
    root.put("lost", lost);
    quiet.put(root.putObject("unchangedQuietMillis"));
    meanwhile.put(root.putObject("unchangedMeanwhileMillis"));
    peakMebibytes.ifPresent(most -> root.put("processPeakMebibytes", most));
    return root.toString();
  }
}
