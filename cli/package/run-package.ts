import { createRequire } from 'node:module';
import { configWarnings } from '../../core/config/config-warnings.ts';
import { idleMonth, PRICES, sumOf, thousandShares } from '../../packaging/cost.ts';
import { addForwarder, writeDeployableFolder } from '../../packaging/deployable-folder.ts';
import { ledgerYear } from '../../packaging/ledger-year.ts';
import { writeOneFile } from '../../packaging/one-file.ts';
import { packageForwarder } from '../../packaging/package-forwarder.ts';
import type { Status } from '../command/command.ts';
import { AskedWrongly } from '../command/failures.ts';
import type { Given } from '../command/given.ts';
import { note, say } from '../command/print.ts';
import { readRegion } from '../command/region.ts';
import { whenStopped } from '../command/stopping.ts';
import { loadConfig } from '../config/load-config.ts';
import { notPackaged, pack } from './pack.ts';
import { splitParameters } from './split-parameters.ts';

const { clashingStage } = createRequire(import.meta.url)('../../packaging/parameters/stage.cjs');

const FOLDER = '.deployable';

/** Writes the deployable service, the forwarder, or both: see {@link splitParameters}. */
export async function runPackage(given: Given): Promise<Status> {
  const config = await loadConfig();
  const { service, forwarder } = splitParameters(argumentsOf(given));
  // The framework has emptied .serverless by then.
  whenStopped({ close: () => undefined, says: 'Interrupted: run it again before you deploy.' });
  if (given.flag('cost')) {
    tellCost(await pack({ serverlessArguments: service ?? [] }));
    return 0;
  }
  const [serviceFolder, forwarderFolder] = await Promise.all([
    service && pack({ serverlessArguments: service }),
    forwarder &&
      packageForwarder({ serverlessArguments: forwarder }).catch((cause: unknown) => {
        throw notPackaged(cause);
      }),
  ]);
  if (serviceFolder) {
    for (const warning of configWarnings(config)) note(`Warning: ${warning}`);
    const clash = clashingStage(given.text('stage'));
    if (clash !== undefined) note(`Warning: ${clash}.`);
    await writeDeployableFolder(serviceFolder, FOLDER, () => writeOneFile(config, `${FOLDER}/foliocast.mjs`));
    say(`Packaged into ${serviceFolder}, and into ${FOLDER} for the AWS CLI alone`);
    say(`For operators without a clone: ${FOLDER}/foliocast.mjs`);
    warnOfSilence(service ?? [], 'alarmTopicArn');
  } else say('The service was not packaged: no parameter is of its own.');
  if (forwarderFolder) {
    await addForwarder(forwarderFolder, FOLDER);
    say(`Packaged the forwarder into ${forwarderFolder}, and into ${FOLDER}/forwarder.json`);
    warnOfSilence(forwarder ?? [], 'forwarder.alarmTopicArn');
  } else say('The forwarder was not packaged: it needs --param=busArn=ARN of the Foliocast bus.');
  return 0;
}

function warnOfSilence(args: readonly string[], parameter: string): void {
  if (!args.some((one) => one.startsWith('--param=alarmTopicArn=')))
    note(`Warning: no alarm tells anybody. Give --param=${parameter}=ARN of an SNS topic.`);
}

/** As `serverless package` takes them. */
function argumentsOf(given: Given): string[] {
  const stage = given.text('stage');
  if (stage !== undefined && !/^[a-zA-Z0-9-]+$/.test(stage))
    throw new AskedWrongly(`--stage is ${JSON.stringify(stage)}: expected letters, digits and hyphens.`);
  const region = readRegion(given);
  const param = given.list('param').find((one) => one.indexOf('=') < 1);
  if (param !== undefined)
    throw new AskedWrongly(`--param is ${JSON.stringify(param)}: expected NAME=VALUE.`);
  return [
    ...(stage === undefined ? [] : ['--stage', stage]),
    ...(region === undefined ? [] : ['--region', region]),
    ...given.list('param').map((one) => `--param=${one}`),
  ];
}

function tellCost(folder: string): void {
  for (const [title, costs] of [
    ['An idle month', idleMonth(folder)],
    ['A thousand shares', thousandShares()],
  ] as const) {
    say(`${title}, in dollars, by list prices of ${PRICES.asOf} without any free tier:`);
    for (const { what, count, dollars } of costs) say(`  ${dollars.toFixed(2)}  ${count} ${what}`);
    say(`  ${sumOf(costs).toFixed(2)}  together`);
  }
  const { megabytes, dollarsAMonth } = ledgerYear();
  say('The ledger of a landing zone of 800 accounts after a year (packaging/ledger-year.ts):');
  say(`  ${megabytes.toFixed(0)} MB kept, ${dollarsAMonth.toFixed(2)} dollars a month`);
}
