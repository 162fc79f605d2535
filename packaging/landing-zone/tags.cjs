'use strict';

const TAGGABLE = [
  'AWS::CloudWatch::Alarm',
  'AWS::DynamoDB::Table',
  'AWS::Events::EventBus',
  'AWS::Events::Rule',
  'AWS::IAM::Role',
  'AWS::Lambda::Function',
  'AWS::Logs::LogGroup',
  'AWS::SQS::Queue',
  'AWS::StepFunctions::StateMachine',
];

/** `Key=Value,Key=Value` on every resource that can be tagged; a tag of the resource's own stands. */
exports.applyTags = (resources, text, refuse) => {
  const tags = text
    .split(',')
    .filter(Boolean)
    .map((pair) => parseTag(pair, refuse));
  if (tags.length === 0) return;
  for (const { Type, Properties } of Object.values(resources)) {
    if (!TAGGABLE.includes(Type)) continue;
    const own = Properties.Tags ?? [];
    Properties.Tags = [...own, ...tags.filter(({ Key }) => !own.some((tag) => tag.Key === Key))];
  }
};

function parseTag(pair, refuse) {
  const parts = /^\s*([^=]{1,128})=(.{0,256})$/.exec(pair);
  if (!parts) refuse(`tags holds "${pair}": expected Key=Value pairs with commas between`);
  return { Key: parts[1].trim(), Value: parts[2].trim() };
}
