package dev.ddns53.handler;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.core.address.AliasTarget;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ipv6Prefix;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.dyndns2.Dyndns2Code;
import dev.ddns53.core.dyndns2.Dyndns2Line;
import dev.ddns53.core.json.StrictJson;
import dev.ddns53.core.problem.Problem;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.Publication;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Report;
import dev.ddns53.core.record.Stage;
import dev.ddns53.core.report.RecordOutcome;
import dev.ddns53.core.report.SiteStatus;
import dev.ddns53.core.report.UpdateResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The wire form of results: JSON, and problems by RFC 9457. */
final class Answers {

  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String RETRY_SECONDS = "30";

  private Answers() {}

  static HttpAnswer of(UpdateResult result) {
    return switch (result) {
      case UpdateResult.Accepted accepted -> of(accepted);
      case UpdateResult.Refused refused -> of(refused.problem(), refused.records());
    };
  }

  private static HttpAnswer of(UpdateResult.Accepted accepted) {
    ObjectNode root = object();
    root.put("site", accepted.site().value());
    put(root.putArray("records"), accepted.records());
    return HttpAnswer.of(accepted.isPublished() ? 200 : 202, JSON, text(root));
  }

  static HttpAnswer of(SiteStatus status) {
    ObjectNode root = object();
    root.put("site", status.site().id().value());
    root.put("serverTime", status.at().toString());
    root.put("source", status.source().toString());
    status.site().seen().ifPresent(seen -> root.put("lastSeen", seen.at().toString()));
    ObjectNode reports = root.putObject("reports");
    for (Family family : Family.values()) {
      status
          .site()
          .newest(family)
          .ifPresent(report -> put(reports.putObject(family.field()), report));
    }
    ArrayNode names = root.putArray("names");
    status.names().forEach(name -> names.add(name.value()));
    ArrayNode records = root.putArray("records");
    for (SiteStatus.Line line : status.records()) {
      ObjectNode record = records.addObject();
      record.put("name", line.name().value());
      record.put("type", line.family().recordType());
      put(record, line.record().wanted());
      record.put("status", status(line.record()));
    }
    return HttpAnswer.of(200, JSON, text(root));
  }

  private static void put(ObjectNode object, Report report) {
    Optional<Ipv6Prefix> prefix = report.prefix();
    if (prefix.isEmpty() || report.address().isPresent()) {
      object.put("address", report.address().map(IpAddress::toString).orElse(null));
    }
    prefix.ifPresent(some -> object.put("prefix", some.toString()));
    object.put("signed", report.at().toString());
  }

  private static String status(RecordState record) {
    return switch (record.stage()) {
      case Stage.Due due -> "pending";
      case Stage.Published published -> record.drift().isPresent() ? "drift" : "published";
      case Stage.Blocked blocked -> "refused";
      case Stage.Rejected rejected -> "refused";
      case Stage.Denied denied -> "refused";
    };
  }

  static HttpAnswer of(IpAddress address) {
    return HttpAnswer.of(200, TEXT, address + "\n");
  }

  static HttpAnswer of(Problem problem) {
    return of(problem, List.of());
  }

  private static HttpAnswer of(Problem problem, List<RecordOutcome> records) {
    ObjectNode root = object();
    int status = problem.code().status();
    root.put("title", title(status));
    root.put("status", status);
    root.put("code", problem.code().slug());
    root.put("detail", problem.detail());
    problem.serverTime().ifPresent(time -> root.put("serverTime", time.toString()));
    if (!records.isEmpty()) {
      put(root.putArray("records"), records);
    }
    HttpAnswer answer = HttpAnswer.of(status, PROBLEM, text(root));
    if (status == 401) {
      return answer.with("www-authenticate", "DDNS4-HMAC-SHA256");
    }
    Optional<String> wait =
        problem
            .retryAfter()
            .map(time -> Long.toString(time.toSeconds()))
            .or(
                () ->
                    status == 429 || status == 503 ? Optional.of(RETRY_SECONDS) : Optional.empty());
    return wait.map(seconds -> answer.with("retry-after", seconds)).orElse(answer);
  }

  /**
   * One line for each host, and the status of the worst. The last line has no end: some compare.
   */
  static HttpAnswer toRouter(List<Dyndns2Line> lines) {
    int status = lines.stream().mapToInt(line -> line.code().status()).max().orElseThrow();
    String text = lines.stream().map(Dyndns2Line::text).collect(Collectors.joining("\n"));
    HttpAnswer answer = HttpAnswer.of(status, TEXT, text);
    return switch (status) {
      case 401 -> answer.with("www-authenticate", "Basic realm=\"ddns53\"");
      case 503 -> answer.with("retry-after", RETRY_SECONDS);
      default -> answer;
    };
  }

  static HttpAnswer toRouter(Problem problem) {
    return toRouter(List.of(new Dyndns2Line(Dyndns2Code.of(problem.code()), "")));
  }

  private static void put(ArrayNode array, List<RecordOutcome> records) {
    for (RecordOutcome outcome : records) {
      ObjectNode record = array.addObject();
      record.put("name", outcome.name().value());
      record.put("type", outcome.family().recordType());
      put(record, outcome.content());
      record.put("status", outcome.status().slug());
    }
  }

  /**
   * {@code address} and {@code ttl}, and {@code addresses} when the name has several; for an alias
   * {@code alias} alone; where there is to be no record, {@code address} is null.
   */
  private static void put(ObjectNode record, Content content) {
    switch (content) {
      case Content.Nothing nothing -> record.putNull("address");
      case Publication.Addresses(Family family, Ttl ttl, List<IpAddress> addresses) -> {
        record.put("address", addresses.getFirst().toString());
        if (addresses.size() > 1) {
          ArrayNode all = record.putArray("addresses");
          addresses.forEach(address -> all.add(address.toString()));
        }
        record.put("ttl", ttl.seconds());
      }
      case Publication.Alias(Family family, AliasTarget alias) ->
          record.put("alias", alias.dnsName().value());
    }
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 409 -> "Conflict";
      case 413 -> "Content Too Large";
      case 422 -> "Unprocessable Content";
      case 429 -> "Too Many Requests";
      case 503 -> "Service Unavailable";
      default -> "Internal Server Error";
    };
  }

  /** With a line's end, since it is read in terminals and mails of cron. */
  private static String text(ObjectNode root) {
    return StrictJson.text(root) + "\n";
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
