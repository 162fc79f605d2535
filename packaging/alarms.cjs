'use strict';

const { intervalSeconds } = require('./parameters/schedule.cjs');

const SCHEMA = {
  type: 'object',
  properties: { reconciliationSchedule: { type: 'string' } },
  additionalProperties: false,
};

/** What alarms.yml cannot say: the functions that EventBridge calls, and thresholds that config.yml decides. */
class Alarms {
  constructor(serverless) {
    serverless.configSchemaHandler.defineCustomProperties({ properties: { alarms: SCHEMA } });
    this.hooks = { 'after:aws:package:finalize:mergeCustomProviderResources': () => apply(serverless) };
  }
}

async function apply({ service }) {
  const { configPath, readConfig } = await import('./read-config.ts');
  const { reconciliationSchedule } = service.custom.alarms;
  const { Resources } = service.provider.compiledCloudFormationTemplate;
  Resources.FunctionsAlarm.Properties.Metrics = errorsOf(functionsOfRules(Resources));
  const thresholds = thresholdsOf(await readConfig(configPath()), reconciliationSchedule);
  for (const [alarm, threshold] of Object.entries(thresholds))
    Resources[alarm].Properties.Threshold = threshold;
}

/** An hour more than the deadlines: the sweeper finishes what is past its deadline within minutes. */
const GRACE_SECONDS = 3_600;

function thresholdsOf({ share, verification, lease }, schedule) {
  return {
    // What is half remade at its deadline may take as long again.
    OldestRequestAlarm: 2 * share.deadlineSeconds + verification.deadlineSeconds + GRACE_SECONDS,
    QueueAgeAlarm: Math.floor(share.oldestSeconds / 2),
    QueueLengthAlarm: Math.ceil(lease.longestQueue / 2),
    ReconciliationOverdueAlarm: 2 * intervalSeconds(schedule),
  };
}

function functionsOfRules(resources) {
  const targets = Object.values(resources)
    .filter(({ Type }) => Type === 'AWS::Events::Rule')
    .flatMap(({ Properties }) => (Properties.Targets ?? []).map(({ Arn }) => Arn['Fn::GetAtt']?.[0]));
  return [...new Set(targets)].filter((id) => resources[id]?.Type === 'AWS::Lambda::Function');
}

function errorsOf(functions) {
  return [
    { Id: 'sum', Expression: 'SUM(FILL(METRICS(), 0))', Label: 'Failed', ReturnData: true },
    ...functions.map((id) => ({
      Id: `of${id}`,
      ReturnData: false,
      MetricStat: {
        Metric: {
          Namespace: 'AWS/Lambda',
          MetricName: 'Errors',
          Dimensions: [{ Name: 'FunctionName', Value: { Ref: id } }],
        },
        Period: 60,
        Stat: 'Sum',
      },
    })),
  ];
}

module.exports = Alarms;
