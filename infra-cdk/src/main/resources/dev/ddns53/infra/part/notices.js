// Carries new notices from the state table's stream to the bus, and mails those that people want.
// From a rule it gets {"text"}, which it mails.
const { EventBridgeClient, PutEventsCommand } = require("@aws-sdk/client-eventbridge");
const { SNSClient, PublishCommand } = require("@aws-sdk/client-sns");

const { BUS, TOPIC, MAILED } = process.env;
const events = new EventBridgeClient({});
const sns = new SNSClient({});
const mailed = new Set(MAILED.split(","));

async function mail(kind, about, text) {
  await sns.send(
    new PublishCommand({
      TopicArn: TOPIC,
      Subject: `${kind}: ${about}`.slice(0, 99),
      Message: text,
      MessageAttributes: { kind: { DataType: "String", StringValue: kind } },
    }),
  );
}

async function tell(document) {
  const notice = JSON.parse(document);
  const { FailedEntryCount, Entries } = await events.send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: BUS,
          Source: "ddns53",
          DetailType: notice.kind,
          Time: new Date(notice.at),
          Detail: document,
        },
      ],
    }),
  );
  if (FailedEntryCount) throw new Error(`the bus refuses: ${Entries[0].ErrorMessage}`);
  if (mailed.has(notice.kind)) {
    await mail(notice.kind, notice.site ?? notice.name ?? notice.facts.zone ?? "", notice.text);
  }
}

// What follows a failure waits with it, so that notices arrive in their order.
exports.handler = async (event) => {
  if (event.text) {
    await mail("tampering", event.about, event.text);
    return {};
  }
  for (const { eventID, dynamodb } of event.Records) {
    try {
      await tell(dynamodb.NewImage.doc.S);
    } catch (fault) {
      console.error({ event: "notice", id: dynamodb.Keys.pk.S, eventID, fault: String(fault) });
      return { batchItemFailures: [{ itemIdentifier: dynamodb.SequenceNumber }] };
    }
  }
  return { batchItemFailures: [] };
};
