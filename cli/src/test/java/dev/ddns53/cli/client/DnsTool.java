package dev.ddns53.cli.client;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A program in the place of dig, drill or nslookup that answers as a test says. */
final class DnsTool {

  /** By server (empty for this machine's resolver), type and name: "TTL VALUE" each. */
  private final Map<String, List<String>> answers = new LinkedHashMap<>();

  private final Set<String> deaf = new HashSet<>();

  DnsTool says(String server, String type, String name, String... records) {
    answers.put(server + "/" + type + "/" + name, List.of(records));
    return this;
  }

  /** No answer comes from this server. */
  DnsTool deaf(String server) {
    deaf.add(server);
    return this;
  }

  private static final String ARGUMENTS =
      """
      server='' name='' type=''
      for word; do
        case $word in
          @*) server=${word#@} ;;
          -type=*) type=${word#-type=} ;;
          [+-]* | rd) ;;
          *) if [ -z "$name" ]; then name=$word; elif [ -z "$type" ]; then type=$word; else server=$word; fi ;;
        esac
      done
      """;

  /** As dig and drill print. */
  String script() {
    StringBuilder text = new StringBuilder(ARGUMENTS).append("case $server/$type/$name in\n");
    for (String server : deaf) {
      text.append(server).append("/*) echo ';; no servers could be reached'; exit 9 ;;\n");
    }
    text.append("*) echo ';; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1' ;;\nesac\n");
    text.append("echo ';; QUESTION SECTION:'\necho \";$name. IN $type\"\n");
    text.append("case $server/$type/$name in\n");
    answers.forEach(
        (asked, records) -> {
          text.append(asked).append(")\n  echo\n  echo ';; ANSWER SECTION:'\n");
          for (String record : records) {
            String[] parts = record.split(" ", 2);
            text.append("  echo \"$name. %s IN $type %s\"\n".formatted(parts[0], parts[1]));
          }
          text.append("  echo ;;\n");
        });
    return text.append("esac\necho\necho ';; Query time: 1 msec'\n").toString();
  }

  /** As nslookup prints. */
  String nslookup() {
    StringBuilder text = new StringBuilder(ARGUMENTS);
    text.append("printf 'Server:\\t\\t192.0.2.53\\nAddress:\\t192.0.2.53#53\\n\\n'\n");
    text.append("case $server/$type/$name in\n");
    answers.forEach(
        (asked, records) -> {
          text.append(asked).append(")\n");
          for (String record : records) {
            String value = record.split(" ", 2)[1];
            text.append(
                asked.contains("/NS/")
                    ? "  printf '%s\\tnameserver = %s\\n' \"$name\" " + value + "\n"
                    : "  printf 'Name:\\t%s\\nAddress: %s\\n' \"$name\" " + value + "\n");
          }
          text.append("  ;;\n");
        });
    return text.append("*) echo \"** server can't find $name: NXDOMAIN\"; exit 1 ;;\nesac\n")
        .toString();
  }
}
