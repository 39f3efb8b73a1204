"""A queue says how it is encrypted: by SQS's own key, or by one in KMS."""

from checkov.cloudformation.checks.resource.base_resource_check import BaseResourceCheck
from checkov.common.models.enums import CheckCategories, CheckResult


class QueueEncryption(BaseResourceCheck):
    def __init__(self):
        super().__init__(
            name="Ensure the SQS queue says how it is encrypted",
            id="CKV_DDNS53_1",
            categories=[CheckCategories.ENCRYPTION],
            supported_resources=["AWS::SQS::Queue"],
        )

    def scan_resource_conf(self, conf):
        properties = conf.get("Properties") or {}
        encrypted = properties.get("SqsManagedSseEnabled") is True or properties.get("KmsMasterKeyId")
        return CheckResult.PASSED if encrypted else CheckResult.FAILED


check = QueueEncryption()
