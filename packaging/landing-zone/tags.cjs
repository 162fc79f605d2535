'use strict';

const TAGGABLE = [
  'AWS::CloudWatch::Alarm',
  'AWS::DynamoDB::Table',
  'AWS::Events::EventBus',
  'AWS::Events::Rule',
  'AWS::IAM::Role',
  'AWS::Lambda::Function',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
  'AWS::StepFunctions::StateMachine',
];

/** `Key=Value,Key=Value` on every resource that can be tagged; a tag of the resource's own stands. */
exports.applyTags = (resources, text) => {
  const tags = text.split(',').filter(Boolean).map(parseTag);
  if (tags.length === 0) return;
  for (const { Type, Properties } of Object.values(resources)) {
    if (!TAGGABLE.includes(Type)) continue;
    const own = Properties.Tags ?? [];
    Properties.Tags = [...own, ...tags.filter(({ Key }) => !own.some((tag) => tag.Key === Key))];
  }
};

function parseTag(pair) {
  const [, key, value] = /^\s*([^=]+)=(.*)$/.exec(pair);
  return { Key: key.trim(), Value: value.trim() };
}
