'use strict';

/** Whom every alarm tells when it rings, and when it falls silent. */
exports.applyAlarmTopic = (resources, { alarmTopicArn }, warn) => {
  if (!alarmTopicArn) return warn('No alarm tells anybody: give --param="alarmTopicArn=ARN of an SNS topic"');
  for (const { Type, Properties } of Object.values(resources))
    if (Type === 'AWS::CloudWatch::Alarm')
      Object.assign(Properties, { AlarmActions: [alarmTopicArn], OKActions: [alarmTopicArn] });
};
