"""What a changed report does in ddns53, in Python with boto3: a measure for "bench cold".

It verifies a site's signature, reads both tables, and publishes one IPv4 address of one name. It makes
the calls that ddns53 makes, in their order, and leaves rows that ddns53 reads:

  BatchGetItem          the site's rows of both tables
  GetParameter          the master key, once a process
  BatchGetItem          the name's rows, the zone's turn, the account's bucket
  PutItem, PutItem      a token is drawn, the turn is taken
  TransactWriteItems    site, name, history, and a notice at most every ten minutes
  ChangeResourceRecordSets, DELETE what stands and CREATE what shall
  PutItem, PutItem      the mark, the turn's release

Left out: IPv6, several names or members, prefixes, routers, other outcomes of Route 53 than success,
races (the loser fails), first publications, older master keys, what a site may report and from where,
the same second, metrics, notices in Japanese, and the answers that tell what to do next.
Where the zone is not quiet it stores the change and answers "pending", as ddns53 does.
"""

import base64
import hashlib
import hmac
import http.client
import ipaddress
import json
import os
import secrets
import time
from datetime import datetime, timezone

import boto3
from botocore.config import Config

REGISTRY = os.environ["DDNS53_REGISTRY_TABLE"]
STATE = os.environ["DDNS53_STATE_TABLE"]
MASTER_KEY = os.environ["DDNS53_MASTER_KEY_PARAMETER"]

BURST, RATE = 20, 5
QUIET_MS = 1_000
TURN_MS = 10_000
SKEW_S = 300
CHANGES, CHANGE_EVERY_MS = 20, 30_000
MOVES_TOLD_MS = 600_000
CANDIDATE_KEPT_MS = 3_600_000
NOTICE_KEPT_S = 30 * 86_400
HISTORY_KEPT_S = 400 * 86_400

_patience = Config(connect_timeout=1, read_timeout=3, retries={"total_max_attempts": 3})
dynamodb = boto3.client("dynamodb", config=_patience)
ssm = boto3.client("ssm", config=_patience)
route53 = boto3.client("route53", config=Config(connect_timeout=1, read_timeout=5, retries={"total_max_attempts": 1}))

_master = None


class Refused(Exception):
    def __init__(self, status, code):
        super().__init__(code)
        self.status, self.code = status, code


def s(text):
    return {"S": text}


def n(number):
    return {"N": str(number)}


def m(**members):
    return {"M": members}


def now_ms():
    return time.time_ns() // 1_000_000


def iso(ms):
    return datetime.fromtimestamp(ms / 1_000, timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def master_key():
    global _master
    if _master is None:
        value = ssm.get_parameter(Name=MASTER_KEY, WithDecryption=True)["Parameter"]["Value"]
        _master = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
    return _master


def mac(key, text):
    return hmac.digest(key, text.encode(), "sha256")


def site_key(site, generation):
    """HKDF-SHA256 without salt, one block."""
    second = str(int(datetime.fromisoformat(generation["issued"].replace("Z", "+00:00")).timestamp()))
    nonce = generation.get("nonce", "")
    info = "|".join(["site", site, f"{second}.{nonce}" if nonce else second, "sign"])
    extracted = hmac.digest(bytes(32), master_key(), "sha256")
    return base64.urlsafe_b64encode(mac(extracted, info + "\x01")).decode().rstrip("=")


def stated(event):
    """What the Authorization header says: site, scope, signed headers, signature."""
    scheme, _, rest = event["headers"].get("authorization", "").partition(" ")
    if scheme != "DDNS4-HMAC-SHA256":
        raise Refused(401, "unauthorized")
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    site, *scope = parts["Credential"].split("/")
    return site, scope, parts["SignedHeaders"], parts["Signature"]


def signature(event, body, key, scope, signed_headers):
    headers = dict(event["headers"], host=event["requestContext"]["domainName"])
    date = headers["x-ddns-date"]
    canonical = "\n".join(
        [event["requestContext"]["http"]["method"], event["rawPath"], ""]
        + [f"{name}:{headers[name].strip()}" for name in signed_headers.split(";")]
        + ["", signed_headers, hashlib.sha256(body).hexdigest()]
    )
    text = "\n".join(["DDNS4-HMAC-SHA256", date, "/".join(scope), hashlib.sha256(canonical.encode()).hexdigest()])
    signing = ("DDNS4" + key).encode()
    for part in scope:
        signing = mac(signing, part)
    return mac(signing, text).hex()


def read(registry, state, consistent):
    found = dynamodb.batch_get_item(
        RequestItems={
            REGISTRY: {"Keys": [{"pk": s(pk)} for pk in registry], "ConsistentRead": consistent},
            STATE: {"Keys": [{"pk": s(pk), "sk": s("current")} for pk in state], "ConsistentRead": True},
        }
    )["Responses"]
    documents = {row["pk"]["S"]: json.loads(row["doc"]["S"]) for row in found[REGISTRY]}
    return documents, {row["pk"]["S"]: row for row in found[STATE]}


def condition(before):
    if before is None:
        return {"ConditionExpression": "attribute_not_exists(pk)"}
    return {
        "ConditionExpression": "#version = :before",
        "ExpressionAttributeNames": {"#version": "version"},
        "ExpressionAttributeValues": {":before": before["version"]},
    }


def replace(row, before):
    """The row's next version, written where the one that was read still stands."""
    item = dict(row, version=n(int(before["version"]["N"]) + 1 if before else 1))
    return {"TableName": STATE, "Item": item, **condition(before)}


def number(row, attribute):
    return int(row[attribute]["N"]) if row and attribute in row else 0


def enter(zone, rows, now):
    """Draws a token and takes the turn, where that is quick: the turn's row, else nothing."""
    bucket, turn = rows.get("bucket#route53"), rows.get(f"zone#{zone}")
    tokens = BURST
    if bucket:
        filled = float(bucket["tokens"]["N"]) + max(0, now - number(bucket, "at")) * RATE / 1_000
        tokens = min(BURST, filled)
    free = not turn or not turn["holder"]["S"] or number(turn, "until") < now
    if not free or now < number(turn, "sent") + QUIET_MS or tokens < BURST * 3 // 4:
        return None
    drawn = {
        "pk": s("bucket#route53"), "sk": s("current"), "schema": n(1), "tokens": n(round(tokens - 1, 6)),
        "at": n(now), "slowUntil": n(number(bucket, "slowUntil")), "write": n(secrets.randbits(63)),
    }
    dynamodb.put_item(**replace(drawn, bucket))
    taken = replace(
        {
            "pk": s(f"zone#{zone}"), "sk": s("current"), "schema": n(1), "holder": s(secrets.token_hex(8)),
            "until": n(now + TURN_MS), "sent": n(now), "throttled": n(number(turn, "throttled")),
        },
        turn,
    )
    dynamodb.put_item(**taken)
    return taken["Item"]


def release(turn):
    dynamodb.put_item(**replace(dict(turn, holder=s(""), until=n(0), sent=n(now_ms())), turn))


def publish(zone, name, ttl, old, new):
    def change(action, address):
        record = {"Name": name + ".", "Type": "A", "TTL": ttl, "ResourceRecords": [{"Value": address}]}
        return {"Action": action, "ResourceRecordSet": record}

    batch = {"Changes": [change("DELETE", old), change("CREATE", new)]}
    return route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=batch)["ChangeInfo"]["Id"]


def content(ttl, address):
    return m(ttl=n(ttl), addresses={"L": [s(address)]})


class Report:
    """A site's report of one address."""

    def __init__(self, site, address, signed, proof, source, client, now):
        self.site, self.address, self.signed, self.proof = site, address, signed, proof
        self.source, self.client, self.now = source, client, now

    def site_row(self, before):
        moved = before.get("moves", {}).get("M", {})
        told = not moved or int(moved["told"]["N"]) + MOVES_TOLD_MS <= self.now
        budget = max(self.now, number(before, "budget"))
        if budget - self.now > (CHANGES - 1) * CHANGE_EVERY_MS:
            raise Refused(429, "too-many-changes")
        row = dict(
            before,
            ipv4=m(address=s(self.address), at=n(self.signed), signature=s(self.proof)),
            seen=m(at=n(self.now), source=s(self.source), client=s(self.client)),
            moves=m(told=n(self.now), untold=n(0)) if told
            else m(told=moved["told"], untold=n(int(moved["untold"]["N"]) + 1)),
            budget=n(budget + CHANGE_EVERY_MS),
        )
        return row, told

    def name_row(self, before, ttl):
        record = before["A"]["M"]
        kept = [
            each for each in record.get("candidates", {}).get("L", [])
            if int(each["M"]["last"]["N"]) + CANDIDATE_KEPT_MS > self.now
            and each["M"]["content"] not in (record["known"], content(ttl, self.address))
        ]
        kept.append(m(last=n(self.now), content=record["known"]))
        due = dict(
            record, candidates={"L": kept}, wanted=content(ttl, self.address),
            stage=m(**{"is": s("due")}), made=n(int(record["made"]["N"]) + 1),
        )
        return dict(before, A={"M": due}, said=m(ipv4=m(**{self.site: s(self.address)})), pending=s("A"))

    def notice(self, old, name, version):
        second = datetime.fromtimestamp(self.signed, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        notice_id = f"address-changed#{self.site}#{second}#{version}"
        text = f"{self.site} has a new address: ipv4 {self.address} [was {old}].\nIts names: {name}."
        facts = {"ipv4": self.address, "old-ipv4": old, "names": name}
        document = {
            "version": 1, "id": notice_id, "kind": "address-changed", "at": iso(self.now), "site": self.site,
            "facts": facts, "text": text,
        }
        item = {
            "pk": s("notice#" + notice_id), "sk": s("current"), "schema": n(1), "kind": s("address-changed"),
            "at": s(iso(self.now)), "doc": s(json.dumps(document)), "text": s(text),
            "expires": n(self.now // 1_000 + NOTICE_KEPT_S),
        }
        return {"Put": {"TableName": STATE, "Item": item, **condition(None)}}

    def history(self, old, name, version):
        facts = {"site": self.site, "ipv4": self.address, "A": self.address, "old-A": old}
        item = {
            "pk": s("name#" + name), "sk": s(f"{iso(self.now)}#{version}"), "schema": n(1), "what": s("reported"),
            "at": s(iso(self.now)), "version": n(version), "order": {"L": [s(fact) for fact in facts]},
            "facts": {"M": {fact: s(value) for fact, value in facts.items()}},
            "expires": n(self.now // 1_000 + HISTORY_KEPT_S),
        }
        return {"Put": {"TableName": STATE, "Item": item}}


def authenticate(event, body, now):
    site, scope, signed_headers, proof = stated(event)
    documents, rows = read([f"site#{site}"], [f"site#{site}"], True)
    document = documents.get(f"site#{site}", {"keys": []})
    matching = [
        generation for generation in document["keys"]
        if hmac.compare_digest(signature(event, body, site_key(site, generation), scope, signed_headers), proof)
    ]
    if not matching:
        raise Refused(401, "signature-wrong")
    date = datetime.strptime(event["headers"]["x-ddns-date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=timezone.utc)
    signed = int(date.timestamp())
    if abs(now // 1_000 - signed) > SKEW_S:
        raise Refused(401, "clock-skew")
    return site, document, rows[f"site#{site}"], signed, proof


def update(event):
    now = now_ms()
    body = event.get("body", "").encode()
    if event.get("isBase64Encoded"):
        body = base64.b64decode(body)
    site, document, site_before, signed, proof = authenticate(event, body, now)
    address = str(ipaddress.IPv4Address(json.loads(body)["ipv4"]))
    name, zone = document["names"][0], document["zones"][0]
    old = site_before["ipv4"]["M"]["address"]["S"]
    http_part = event["requestContext"]["http"]
    source = http_part["sourceIp"]
    traffic = [] if old == address else [f"zone#{zone}", "bucket#route53"]
    entries, rows = read([f"name#{name}"], [f"name#{name}"] + traffic, False)
    if old == address:
        return answer(site, source, name, address, "unchanged", now)

    ttl = entries[f"name#{name}"]["ttl"]
    name_before = rows[f"name#{name}"]
    report = Report(site, address, signed, proof, source, http_part["userAgent"], now)
    site_row, told = report.site_row(site_before)
    turn = enter(zone, rows, now)
    due = replace(report.name_row(name_before, ttl), name_before)
    version = int(due["Item"]["version"]["N"])
    items = [{"Put": replace(site_row, site_before)}, {"Put": due}]
    items += [report.notice(old, name, version)] if told else []
    dynamodb.transact_write_items(TransactItems=items + [report.history(old, name, version)])
    if turn is None:
        return answer(site, source, name, address, "pending", now)

    known = name_before["A"]["M"]["known"]["M"]["addresses"]["L"][0]["S"]
    change = publish(zone, name, ttl, known, address)
    record = due["Item"]["A"]["M"]
    published = dict(
        record, known=record["wanted"], confirmed=record["made"],
        stage=m(**{"is": s("published"), "change": s(change.removeprefix("/change/")), "submitted": n(now_ms())}),
    )
    marked = {key: value for key, value in due["Item"].items() if key != "pending"}
    dynamodb.put_item(**replace(dict(marked, A={"M": published}), due["Item"]))
    release(turn)
    return answer(site, source, name, address, "updated", now)


def answer(site, source, name, address, status, now):
    record = {"name": name, "type": "A", "address": address, "status": status}
    body = {"site": site, "serverTime": iso(now), "source": source, "records": [record]}
    return response(202 if status == "pending" else 200, body)


def response(status, body):
    headers = {"content-type": "application/json"}
    return {"statusCode": status, "headers": headers, "body": json.dumps(body), "isBase64Encoded": False}


def handler(event, context=None):
    try:
        return update(event)
    except Refused as refused:
        return response(refused.status, {"code": refused.code})


def serve():
    """Lambda's Runtime API, as the runtime interface client speaks it."""
    connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    base = "/2018-06-01/runtime/invocation/"
    while True:
        connection.request("GET", base + "next")
        invocation = connection.getresponse()
        request_id = invocation.getheader("Lambda-Runtime-Aws-Request-Id")
        event = json.loads(invocation.read())
        try:
            path, result = "/response", handler(event)
        except Exception as fault:  # the process lives on, as Lambda's does
            path, result = "/error", {"errorType": type(fault).__name__, "errorMessage": str(fault)}
        connection.request("POST", base + request_id + path, json.dumps(result))
        connection.getresponse().read()


if __name__ == "__main__":
    serve()
