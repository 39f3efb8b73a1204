package dev.ddns53.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static software.amazon.awssdk.services.route53.model.ChangeAction.CREATE;
import static software.amazon.awssdk.services.route53.model.ChangeAction.DELETE;
import static software.amazon.awssdk.services.route53.model.ChangeAction.UPSERT;

import dev.ddns53.emulator.route53.Permissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.Route53Exception;

/** A caller whose policy does not reach every name. */
class DenialIT extends WithEmulator {

  private static void assertDenied(
      String zone, software.amazon.awssdk.services.route53.model.Change... changes) {
    Route53Exception denied = assertThrows(Route53Exception.class, () -> send(zone, changes));
    assertEquals(403, denied.statusCode());
    assertEquals("AccessDenied", denied.awsErrorDetails().errorCode());
    String action = "route53:ChangeResourceRecordSets";
    String message = denied.awsErrorDetails().errorMessage();
    assertTrue(message.startsWith("User: arn:aws:sts::"), message);
    assertTrue(
        message.endsWith(
            " is not authorized to perform: "
                + action
                + " on resource: arn:aws:route53:::"
                + zone.replaceFirst("^/?(hostedzone/)?", "hostedzone/")
                + " because no identity-based policy allows the "
                + action
                + " action"),
        message);
  }

  @Test
  void oneNameOutside_deniesTheWholeBatch() {
    String id = zone("example.com");
    emulator.route53().permit(Permissions.ofNames("*.tokyo.example.com", "nas.example.com"));
    assertDenied(
        id,
        change(CREATE, "vpn.tokyo.example.com", "192.0.2.1"),
        change(CREATE, "www.example.com", "192.0.2.1"));
    assertEquals(0, made(id).size());
    send(
        id,
        change(CREATE, "VPN.tokyo.example.com.", "192.0.2.1"),
        change(CREATE, "nas.example.com", "192.0.2.1"),
        change(CREATE, "*.tokyo.example.com", "192.0.2.1"));
    assertEquals(3, made(id).size());
  }

  @Test
  void wildcardName_isMatchedByItsEscape() {
    String id = zone("example.com");
    emulator.route53().permit(Permissions.ofNames("\\052.example.com"));
    send(id, change(CREATE, "*.example.com", "192.0.2.1"));
    assertDenied(id, change(CREATE, "a.example.com", "192.0.2.1"));
  }

  @Test
  void typesAndActions_areLimitedToo() {
    String id = zone("example.com");
    emulator
        .route53()
        .permit(new Permissions(List.of("*"), List.of("A", "AAAA"), List.of("CREATE", "DELETE")));
    send(id, change(CREATE, "a.example.com", "192.0.2.1"));
    assertDenied(id, change(UPSERT, "a.example.com", "192.0.2.1"));
    assertDenied(id, change(CREATE, set("b.example.com", RRType.CNAME, "www.example.net")));
    send(id, change(DELETE, "a.example.com", "192.0.2.1"));
  }

  @Test
  void controlEndpoint_setsPermissionsAndExplainsMistakes() {
    String id = zone("example.com");
    assertEquals(
        "{\"names\":[\"a.*\"],\"types\":[\"*\"],\"actions\":[\"*\"]}\n",
        control("PUT", "permissions/route53", "{\"names\":[\"a.*\"]}").body());
    send(id, change(CREATE, "a.example.com", "192.0.2.1"));
    assertDenied(id, change(CREATE, "b.example.com", "192.0.2.1"));
    control("PUT", "permissions/route53", "{\"names\":[]}");
    assertDenied(id, change(DELETE, "a.example.com", "192.0.2.1"));
    control("PUT", "permissions/route53", "{\"names\":[\"*\"]}");
    send(id, change(DELETE, "a.example.com", "192.0.2.1"));
    assertEquals(400, control("PUT", "permissions/route53", "{\"zones\":[]}").statusCode());
    assertEquals(400, control("PUT", "permissions/route53", "{\"names\":\"*\"}").statusCode());
    assertEquals(400, control("PUT", "permissions/ssm", "{\"names\":[]}").statusCode());
    assertEquals("{}\n", control("GET", "permissions/ssm", "").body());
  }
}
