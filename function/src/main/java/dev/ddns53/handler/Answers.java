package dev.ddns53.handler;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.core.json.StrictJson;
import dev.ddns53.core.model.AliasTarget;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.Problem;
import dev.ddns53.core.model.Publication;
import dev.ddns53.core.model.RecordOutcome;
import dev.ddns53.core.model.RecordState;
import dev.ddns53.core.model.Ttl;
import dev.ddns53.core.report.SiteStatus;
import dev.ddns53.core.report.UpdateResult;
import java.util.List;

/** The wire form of results: JSON, and problems by RFC 9457. */
final class Answers {

  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";
  private static final String RETRY_SECONDS = "30";

  private Answers() {}

  static HttpAnswer of(UpdateResult result) {
    return switch (result) {
      case UpdateResult.Accepted accepted -> of(accepted);
      case UpdateResult.Refused refused -> of(refused.problem());
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
          .ifPresent(
              report ->
                  reports
                      .putObject(family.field())
                      .put("address", report.address().toString())
                      .put("signed", report.at().toString()));
    }
    ArrayNode names = root.putArray("names");
    status.names().forEach(name -> names.add(name.value()));
    ArrayNode records = root.putArray("records");
    for (SiteStatus.Line line : status.records()) {
      ObjectNode record = records.addObject();
      record.put("name", line.name().value());
      record.put("type", line.record().publication().family().recordType());
      put(record, line.record().publication());
      record.put("status", status(line.record()));
    }
    return HttpAnswer.of(200, JSON, text(root));
  }

  private static String status(RecordState record) {
    return record.rejected().isPresent()
        ? "refused"
        : record.isPublished() ? "published" : "pending";
  }

  static HttpAnswer of(IpAddress address) {
    return HttpAnswer.of(200, "text/plain; charset=utf-8", address + "\n");
  }

  static HttpAnswer of(Problem problem) {
    ObjectNode root = object();
    int status = problem.code().status();
    root.put("title", title(status));
    root.put("status", status);
    root.put("code", problem.code().slug());
    root.put("detail", problem.detail());
    problem.serverTime().ifPresent(time -> root.put("serverTime", time.toString()));
    if (!problem.records().isEmpty()) {
      put(root.putArray("records"), problem.records());
    }
    HttpAnswer answer = HttpAnswer.of(status, PROBLEM, text(root));
    return switch (status) {
      case 401 -> answer.with("www-authenticate", "DDNS4-HMAC-SHA256");
      case 503 -> answer.with("retry-after", RETRY_SECONDS);
      default -> answer;
    };
  }

  private static void put(ArrayNode array, List<RecordOutcome> records) {
    for (RecordOutcome outcome : records) {
      ObjectNode record = array.addObject();
      record.put("name", outcome.name().value());
      record.put("type", outcome.publication().family().recordType());
      put(record, outcome.publication());
      record.put("status", outcome.status().slug());
    }
  }

  /**
   * {@code address} and {@code ttl}, and {@code addresses} when the name has several; for an alias
   * {@code alias} alone.
   */
  private static void put(ObjectNode record, Publication publication) {
    switch (publication) {
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
