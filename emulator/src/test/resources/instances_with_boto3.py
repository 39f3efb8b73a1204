"""Reads the emulator's EC2 as anybody would: python3 instances_with_boto3.py ENDPOINT"""

import sys

import boto3
from botocore.exceptions import ClientError


def main(endpoint):
    ec2 = boto3.client("ec2", endpoint_url=endpoint)
    pages = ec2.get_paginator("describe_instances").paginate(
        Filters=[{"Name": "tag:Name", "Values": ["web-*"]}],
        PaginationConfig={"PageSize": 5},
    )
    found = []
    count = 0
    for page in pages:
        count += 1
        for reservation in page["Reservations"]:
            found += reservation["Instances"]
    print("instances", len(found), "pages", count)
    first = found[0]
    print(
        "first",
        first["InstanceId"],
        first["State"]["Name"],
        first["LaunchTime"].isoformat(),
        first["PublicIpAddress"],
        first["PrivateIpAddress"],
        first["NetworkInterfaces"][0]["Ipv6Addresses"][0]["Ipv6Address"],
        first["Tags"],
    )
    for call in (
        lambda: ec2.describe_instances(InstanceIds=["i-0123456789abcdef0"]),
        lambda: ec2.describe_instances(InstanceIds=["web"]),
        lambda: ec2.describe_instances(Filters=[{"Name": "colour", "Values": ["red"]}]),
        lambda: ec2.describe_instances(MaxResults=4),
        lambda: ec2.describe_instances(NextToken="?"),
        lambda: ec2.describe_vpcs(),
    ):
        try:
            call()
            print("no error")
        except ClientError as error:
            print(error.response["Error"]["Code"])


main(sys.argv[1])
