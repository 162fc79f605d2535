'use strict';

const { createRequire } = require('node:module');
const { changedRole } = require('./deploy-checks/changed-role.cjs');
const { forgottenLedger } = require('./deploy-checks/forgotten-ledger.cjs');
const { otherBus } = require('./deploy-checks/other-bus.cjs');
const { clashingStage } = require('./parameters/stage.cjs');

/** Checks that need the account to which `serverless deploy` deploys: a template cannot know them. */
class DeployChecks {
  constructor(serverless, _options, { log }) {
    const { commands, options } = serverless.processedInput;
    if (commands.join(' ') !== 'deploy') return;
    this.hooks = {
      ...(!options.package && { 'before:package:initialize': () => takeUpLedger(serverless, log) }),
      'before:aws:deploy:deploy:createStack': () => refuseChanges(serverless),
    };
  }
}

/**
 * If the ledger of a removed stack is still there, uses it, as with the parameter existingLedger: otherwise the
 * deployment would fail.
 */
async function takeUpLedger(serverless, log) {
  const { service, classes } = serverless;
  const { landingZone } = service.custom;
  // The forwarder has no ledger.
  if (landingZone.existingLedger === undefined) return;
  const name = landingZone.existingLedger || `${service.service}-${service.provider.stage}-ledger`;
  const account = await connect(serverless);
  const isThere = await account.hasTable(name);
  if (landingZone.existingLedger && !isThere)
    throw new classes.Error(
      `Parameter existingLedger is "${name}": expected a table that is there, and this Region has none of that name`,
    );
  const { Resources } = await account.deployedTemplate();
  const forgotten = !landingZone.existingLedger && forgottenLedger(Resources, name);
  if (forgotten) throw new classes.Error(forgotten);
  if (!isThere || Resources.LedgerTable) return;
  landingZone.existingLedger = name;
  log.notice(`The ledger ${name} is left from an earlier stack: this one uses it and does not own it`);
}

/** A role's name and path cannot change in place, and a running execution keeps the role that it began with. */
async function refuseChanges(serverless) {
  const { service, classes } = serverless;
  const account = await connect(serverless);
  const { Resources } = await account.deployedTemplate();
  const next = service.provider.compiledCloudFormationTemplate.Resources;
  const replaced = otherBus(Resources, next);
  if (replaced) throw new classes.Error(replaced);
  const own = next.LedgerTable;
  // A package that was made before, with --package, may lack the parameter.
  const forgotten = own && forgottenLedger(Resources, own.Properties.TableName);
  if (forgotten) throw new classes.Error(forgotten);
  const clash = clashingStage(service.provider.stage);
  if (clash && Object.keys(Resources).length === 0) throw new classes.Error(clash);
  const changed = changedRole(Resources, next);
  if (!changed) return;
  const machines = Object.values(Resources).filter(({ Type }) => Type === 'AWS::StepFunctions::StateMachine');
  for (const { Properties } of machines) {
    const name = Properties.StateMachineName;
    if (await account.hasRunningExecutions(name))
      throw new classes.Error(
        `rolePrefix and rolePath change only on an empty stack, and executions of ${name} run with the roles that they began with: ${changed}. Deploy with the former values, or after the last execution has ended`,
      );
  }
}

/** The deployed stack, by the credentials and the Region that the framework deploys with. */
async function connect(serverless) {
  const provider = serverless.getProvider('aws');
  const config = await provider.getAwsSdkV3Config();
  const sdk = createRequire(require.resolve('serverless/package.json'));
  const { GetTemplateCommand } = sdk('@aws-sdk/client-cloudformation');
  const { DescribeTableCommand, DynamoDBClient } = require('@aws-sdk/client-dynamodb');
  const { ListExecutionsCommand, ListStateMachinesCommand, SFNClient } = require('@aws-sdk/client-sfn');
  const dynamo = new DynamoDBClient(config);
  const states = new SFNClient(config);
  return {
    async hasTable(TableName) {
      return dynamo.send(new DescribeTableCommand({ TableName })).then(
        () => true,
        (error) => {
          if (error.name === 'ResourceNotFoundException') return false;
          throw error;
        },
      );
    },
    async deployedTemplate() {
      const client = await provider.getCloudFormationClient();
      const StackName = provider.naming.getStackName();
      return client.send(new GetTemplateCommand({ StackName })).then(
        ({ TemplateBody }) => JSON.parse(TemplateBody),
        (error) => {
          if (/does not exist/.test(error.message)) return { Resources: {} };
          throw error;
        },
      );
    },
    async hasRunningExecutions(name) {
      let nextToken;
      do {
        const page = await states.send(new ListStateMachinesCommand({ nextToken }));
        const found = page.stateMachines.find((one) => one.name === name);
        if (found) {
          const { stateMachineArn } = found;
          const running = new ListExecutionsCommand({
            stateMachineArn,
            statusFilter: 'RUNNING',
            maxResults: 1,
          });
          return (await states.send(running)).executions.length > 0;
        }
        nextToken = page.nextToken;
      } while (nextToken);
      return false;
    },
  };
}

module.exports = DeployChecks;
