package dev.ddns53.emulator.route53;

import dev.ddns53.emulator.http.AwsRequest;
import java.util.Optional;

/**
 * A request's action and the id in its path.
 *
 * @param id the hosted zone's, the change's or the tagged resource's; may be empty
 */
record Route(String action, String id) {

  static final String ROOT = "/2013-04-01/";

  static Optional<Route> of(AwsRequest request) {
    String[] path = request.path().substring(ROOT.length()).split("/", -1);
    String action = action(request.method() + " " + shape(path));
    String id = path[0].equals("tags") ? path[path.length - 1] : path.length > 1 ? path[1] : "";
    return action.isEmpty() ? Optional.empty() : Optional.of(new Route(action, id));
  }

  /** The path with a star for each id. */
  private static String shape(String[] path) {
    if (path[0].equals("tags")) {
      return "tags" + "/*".repeat(path.length - 1);
    }
    return switch (path.length) {
      case 1 -> path[0];
      case 2 -> path[0] + (path[1].isEmpty() ? "" : "/*");
      case 3 -> path[0] + "/*/" + path[2];
      case 4 -> path[3].isEmpty() ? path[0] + "/*/" + path[2] : "";
      default -> "";
    };
  }

  private static String action(String call) {
    return switch (call) {
      case "POST hostedzone" -> "CreateHostedZone";
      case "GET hostedzone" -> "ListHostedZones";
      case "GET hostedzonesbyname" -> "ListHostedZonesByName";
      case "GET hostedzonecount" -> "GetHostedZoneCount";
      case "GET hostedzone/*" -> "GetHostedZone";
      case "DELETE hostedzone/*" -> "DeleteHostedZone";
      case "POST hostedzone/*/rrset" -> "ChangeResourceRecordSets";
      case "GET hostedzone/*/rrset" -> "ListResourceRecordSets";
      case "GET change/*" -> "GetChange";
      case "GET healthcheck" -> "ListHealthChecks";
      case "GET tags/*/*" -> "ListTagsForResource";
      case "POST tags/*" -> "ListTagsForResources";
      default -> "";
    };
  }
}
