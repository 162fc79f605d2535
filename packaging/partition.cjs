'use strict';

/** Where AWS has not said that names of principals can be shared (docs/deploy.md, "Partitions"). */
const WITHOUT_NAMES = /^(cn|us-gov)-/;

/** A package belongs to no Region; where one is named all the same, what does not work there is refused. */
class Partition {
  constructor(serverless) {
    this.hooks = { 'before:package:initialize': () => check(serverless) };
  }
}

async function check({ processedInput, classes }) {
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  const region = processedInput.options.region || AWS_REGION || AWS_DEFAULT_REGION || '';
  if (!WITHOUT_NAMES.test(region)) return;
  const { configPath, readConfig } = await import('./read-config.ts');
  const { vending } = await readConfig(configPath());
  const at = vending.rules.findIndex(({ sharePrincipals }) => sharePrincipals);
  if (at === -1) return;
  throw new classes.Error(
    `config.yml: vending.rules[${at}].sharePrincipals is true: expected false in ${region}, where Service Catalog shares no names of principals`,
  );
}

module.exports = Partition;
