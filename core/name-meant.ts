/**
 * The name of ours that a foreign name stands for, where one is plain: the same in the spelling of another tool
 * (`PortfolioId` of the AWS API, `portfolio_id` of Terraform), or what another tool calls the same thing.
 */
export function nameMeant(given: string, known: readonly string[]): string | undefined {
  const folded = fold(given);
  const same = known.find((name) => fold(name) === folded);
  if (same !== undefined) return same;
  const other = Object.hasOwn(OF_OTHER_TOOLS, folded) ? OF_OTHER_TOOLS[folded] : undefined;
  return other?.find((name) => known.includes(name));
}

/** Landing Zone Accelerator, Service Catalog Puppet, Terraform and CloudFormation, without case, separators and plural. */
const OF_OTHER_TOOLS: Readonly<Record<string, readonly string[]>> = {
  resource: ['portfolios'],
  spokelocalportfolio: ['portfolios'],
  portfolio: ['portfolioId'],
  name: ['portfolioId'],
  portfolioname: ['portfolioId'],
  sharetarget: ['shares'],
  sharewith: ['shares'],
  association: ['principals'],
  portfolioassociation: ['principals'],
  principalid: ['organizationNode', 'principalArn'],
  organizationalunit: ['organizationNode'],
  organizationalunitid: ['organizationNode'],
  ou: ['organizationNode'],
  ouid: ['organizationNode'],
  account: ['accountId'],
  targetaccountid: ['accountId'],
  arn: ['principalArn'],
};

function fold(name: string): string {
  return name
    .slice(0, 100)
    .replaceAll(/[-_\s]/g, '')
    .toLowerCase()
    .replace(/s$/, '');
}
