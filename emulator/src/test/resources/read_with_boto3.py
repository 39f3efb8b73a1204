"""Reads zones, records and a parameter from the endpoint in argv[1], prints what it read."""

import sys

import boto3

options = dict(
    endpoint_url=sys.argv[1],
    region_name="us-east-1",
    aws_access_key_id="local",
    aws_secret_access_key="local",
)
route53 = boto3.client("route53", **options)
for zone in route53.get_paginator("list_hosted_zones").paginate().search("HostedZones"):
    print("zone", zone["Name"])
    pages = route53.get_paginator("list_resource_record_sets").paginate(HostedZoneId=zone["Id"])
    names = [record["Name"] for record in pages.search("ResourceRecordSets")]
    print("records", len(names), len(set(names)))
ssm = boto3.client("ssm", **options)
parameter = ssm.get_parameter(Name="/demo/secret", WithDecryption=True)["Parameter"]
print("parameter", parameter["Name"], parameter["Type"], parameter["Value"], parameter["Version"])
try:
    ssm.get_parameter(Name="/demo/none")
except ssm.exceptions.ParameterNotFound:
    print("missing parameter is ParameterNotFound")
try:
    route53.get_hosted_zone(Id="Z000")
except route53.exceptions.NoSuchHostedZone:
    print("missing zone is NoSuchHostedZone")
