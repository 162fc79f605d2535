'use strict';

const { regionOf } = require('./parameters/region.cjs');

/** Where AWS has not said that names of principals can be shared (docs/deploy.md, "Partitions"). */
const WITHOUT_NAMES = /^(cn|us-gov)-/;

/** Where CloudFormation's schemas have no AWS::Events::ApiDestination, as cfn-lint 1.51 (2026) carries them. */
const WITHOUT_API_DESTINATIONS =
  /^(us-gov-(east|west)-1|ap-east-2|ap-southeast-[56]|ca-west-1|il-central-1|mx-central-1)$/;

/** A package belongs to no Region. But if one is named, packaging refuses what does not work there. */
class Partition {
  constructor(serverless) {
    this.hooks = { 'before:package:initialize': () => check(serverless) };
  }
}

async function check({ processedInput, classes }) {
  const region = regionOf(processedInput) ?? '';
  const { configPath, readConfig } = await import('./read-config.ts');
  const { tickets, vending } = await readConfig(configPath());
  const refuse = (sentence) => {
    throw new classes.Error(`config.yml: ${sentence}`);
  };
  const at = vending.rules.findIndex(({ sharePrincipals }) => sharePrincipals);
  if (at !== -1 && WITHOUT_NAMES.test(region))
    refuse(
      `vending.rules[${at}].sharePrincipals is true: expected false in ${region}, where Service Catalog shares no names of principals`,
    );
  if (tickets && WITHOUT_API_DESTINATIONS.test(region))
    refuse(`tickets is given: expected none in ${region}, where EventBridge has no API destinations`);
}

module.exports = Partition;
