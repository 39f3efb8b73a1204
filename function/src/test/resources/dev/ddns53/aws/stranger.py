"""Changes record sets in Route 53 as somebody else would: with boto3, as commands on stdin say.

A command is a line of JSON. It takes out what stands at a name of some types, and puts sets there:

    {"zone": "Z1", "name": "vpn.example.com.", "without": ["A", "CNAME"], "sets": [{"Name": ...}]}

The answer is a line, too: {"done": true}, or {"done": false, "why": "..."}. What others change
between the look and the batch, or at the same time, makes Route 53 refuse it; then it looks again.
"""

import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

TRIES = 50


def key(record_set):
    return record_set["Type"], record_set.get("SetIdentifier")


def standing(route53, command):
    page = route53.list_resource_record_sets(
        HostedZoneId=command["zone"], StartRecordName=command["name"]
    )
    return [each for each in page["ResourceRecordSets"] if each["Name"] == command["name"]]


def changes(route53, command):
    placed = {key(each) for each in command["sets"]}
    gone = [
        {"Action": "DELETE", "ResourceRecordSet": each}
        for each in standing(route53, command)
        if each["Type"] in command["without"] and key(each) not in placed
    ]
    return gone + [{"Action": "UPSERT", "ResourceRecordSet": each} for each in command["sets"]]


def carry_out(route53, command):
    for _ in range(TRIES):
        batch = changes(route53, command)
        if not batch:
            return {"done": False, "why": "nothing is to be done"}
        try:
            route53.change_resource_record_sets(
                HostedZoneId=command["zone"], ChangeBatch={"Changes": batch}
            )
            return {"done": True}
        except (
            route53.exceptions.InvalidChangeBatch,
            route53.exceptions.PriorRequestNotComplete,
        ):
            pass
        except ClientError as error:
            return {"done": False, "why": str(error)}
    return {"done": False, "why": "others were faster"}


def main():
    endpoint, access_key = sys.argv[1:]
    route53 = boto3.client(
        "route53",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id=access_key,
        aws_secret_access_key="none",
        config=Config(proxies={}, retries={"total_max_attempts": 1}),
    )
    for line in sys.stdin:
        print(json.dumps(carry_out(route53, json.loads(line))), flush=True)


main()
