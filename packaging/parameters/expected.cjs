'use strict';

const { isSchedule } = require('./schedule.cjs');

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const like = (pattern, expected) => ({ isValid: (value) => pattern.test(value), expected });
const list = (pattern, expected) => ({
  isValid: (value) => value.split(',').every((one) => pattern.test(one)),
  expected,
});

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_Tag.html: the narrowest of the services that are tagged. */
const TAG = /^(?!\s*aws:)\s*([\p{L}\p{Z}\p{N}_.:/+\-@]{1,128})=([\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256})$/iu;
const MOST_TAGS = 50;

function areTags(value) {
  const keys = value.split(',').map((pair) => TAG.exec(pair)?.[1].trim().toLowerCase());
  return keys.every(Boolean) && new Set(keys).size === keys.length && keys.length <= MOST_TAGS;
}

/** What each parameter of the two serverless.yml may be; an empty one asks for nothing. */
exports.EXPECTED = {
  permissionsBoundary: like(
    /^arn:[\w-]+:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/,
    'the ARN of a managed policy',
  ),
  rolePath: like(
    /^(?=.{1,512}$)\/([!-.0-~]+\/)*$/,
    'a path of at most 512 characters that begins and ends with a slash',
  ),
  rolePrefix: like(/^[\w+=,.@-]+$/, "letters, digits and _+=,.@- that a role's name begins with"),
  kmsKeyArn: like(/^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+$/, 'the ARN of a KMS key, not of an alias'),
  busKey: like(/^AWS_OWNED$/, 'AWS_OWNED, or nothing: then the bus takes kmsKeyArn'),
  tags: {
    isValid: areTags,
    expected:
      'at most 50 pairs Key=Value with commas between, each key once in any letter case and none that begins with aws:, of letters, digits, spaces and _.:/=+-@',
  },
  organizationId: like(/^o-[a-z0-9]{10,32}$/, 'an id such as o-a1b2c3d4e5'),
  managementAccountId: like(/^\d{12}$/, 'an account id of twelve digits'),
  logRetentionDays: {
    isRequired: true,
    isValid: (value) => RETENTION_DAYS.includes(Number(value)),
    expected: `a number of days that CloudWatch Logs knows: ${RETENTION_DAYS.join(', ')}`,
  },
  reconciliationSchedule: {
    isRequired: true,
    isValid: isSchedule,
    expected:
      'rate(1 day), rate(12 hours) or the like, or cron(0 2 * * ? *) with six fields, one of the days a ?',
  },
  subnetIds: list(/^subnet-[0-9a-f]{8,17}$/, 'ids such as subnet-0a1b2c3d, with commas between'),
  securityGroupIds: list(/^sg-[0-9a-f]{8,17}$/, 'ids such as sg-0a1b2c3d, with commas between'),
  alarmTopicArn: like(
    /^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]+$/,
    "the ARN of an SNS topic of the stack's Region, no FIFO topic, which alarms cannot tell",
  ),
  tracing: like(/^(true|false)$/, 'true or false'),
  existingLedger: like(/^[\w.-]{3,255}$/, 'the name of a DynamoDB table that is there already'),
  busArn: {
    isRequired: true,
    ...like(
      /^arn:[\w-]+:events:[\w-]+:\d{12}:event-bus\/[\w./-]+$/,
      'the ARN of the Foliocast bus that account events are forwarded to',
    ),
  },
};

/** Where CloudFormation's schema of a bus has no key, as cfn-lint 1.51 (2026) carries it. */
const WITHOUT_BUS_KEY = /^arn:aws-us-gov:/;

/** What only makes sense together. A stack without a bus, the forwarder's, has no busKey. */
exports.refuseTogether = ({ subnetIds = '', securityGroupIds = '', kmsKeyArn = '', busKey }, refuse) => {
  if (WITHOUT_BUS_KEY.test(kmsKeyArn) && busKey === '')
    refuse(
      `Parameter busKey is "": expected AWS_OWNED beside kmsKeyArn "${kmsKeyArn}", since CloudFormation takes no key of your own for an event bus in GovCloud`,
    );
  if ((subnetIds === '') === (securityGroupIds === '')) return;
  const [missing, given] =
    subnetIds === '' ? ['subnetIds', 'securityGroupIds'] : ['securityGroupIds', 'subnetIds'];
  refuse(
    `Parameter ${missing} is "": expected ids, since ${given} is given and functions need both in a VPC`,
  );
};
