/**
 * Permission sets that AWS predefines for administrators: IAM Identity Center's predefined ones, and those that AWS
 * Control Tower makes (IAM Identity Center User Guide, "Predefined permissions"; Control Tower User Guide, "IAM
 * Identity Center groups"). config.yml adds the operator's own (`principals.administratorSets`).
 */
export const ADMINISTRATOR_SETS = [
  'AdministratorAccess',
  'AWSAdministratorAccess',
  'AWSOrganizationsFullAccess',
  'AWSServiceCatalogAdminFullAccess',
  'DatabaseAdministrator',
  'NetworkAdministrator',
  'SystemAdministrator',
] as const;

/** AWS's predefined names, and what public landing zones use. */
const USUAL_SETS: readonly string[] = [
  ...ADMINISTRATOR_SETS,
  ...words(`AWSPowerUserAccess AWSReadOnlyAccess AWSServiceCatalogEndUserAccess Billing DataScientist
    PowerUserAccess ReadOnlyAccess SecurityAudit SupportUser ViewOnlyAccess`),
  ...words(`Admin Analyst Architect Audit Auditor Backup BillingReadOnly BreakGlass CloudAdmin CloudOps Compliance
    ContractorAccess CostExplorer DBA DataAnalyst DataEngineer DataLakeAdmin Deploy Deployer Dev DevOps DevSecOps
    Developer DeveloperAccess Developers EKS-Admin Emergency EndUser Finance FinOps ForensicsReadOnly FullAccess
    Helpdesk IAMAdmin IncidentResponse Infra Infrastructure Launch Limited LogArchive Logging ML-Engineer Marketplace
    Monitoring Network NetworkEngineer NetworkOps OnCall Operations Operator Ops PlatformAdmin PlatformEngineer
    PlatformTeam ProdReadOnly ProdSupport Production QA QuickSight ReadOnly Release S3-ReadOnly SRE SageMaker
    Sandbox SandboxAdmin Security SecurityAdmin SecurityOps ServiceDesk Staging Storage Support SupportTier1
    TeamLead Terraform Tester Training User Vendor View Workloads acme-admin acme-dev acme-readonly app-owner
    data_platform_rw dev-full developer-poweruser ds-notebooks lz-admin lz-readonly ops-restart org_billing
    platform-launch prod-breakglass project-owner read-only sandbox-user security-audit-ro team-a-dev team-b-ops`),
];

/** Rare letters among them: a pattern may spell nothing else. */
const TEAMS =
  words(`ads api billing cards checkout core data edge equities fleet fraud growth hr iot jobs kyc ledger
  legal logistics media mobile payments quant retail search tax treasury xray zones web`);
const DUTIES = words(
  'Admin Analyst Auditor Deployer Developer Lead OnCall Operator PowerUser ReadOnly Support Viewer',
);
/** Half of the sets are for every stage. */
const STAGES = ['', 'Prod', '', 'Dev', '', 'Test', '', 'QA', '', 'Sandbox'];
const USUAL_WORDS = { teams: TEAMS, duties: DUTIES, stages: STAGES };
/** Words that fewer organizations use: so many duties that each is in three names of a sample, or four. */
const OTHER_WORDS: typeof USUAL_WORDS = {
  teams:
    words(`atlas beacon booking claims consent depot flight gateway grid harbor hotel identity invoice kyoto lab
    lending loyalty mailroom mobility notify orders parcel partner pricing quotes risk shipping tariff vault wallet`),
  duties:
    words(`Approver Architect Assistant Billing Builder Consumer Contributor Controller Coordinator Creator
    Deploy Designer Editor Engineer Executor Expert Guest Integrator Investigator Maintainer Manager Member Observer
    Officer Owner Planner Publisher Reader Requester Responder Reviewer Scientist Specialist Steward Tester User
    Writer`),
  stages: ['', 'Staging', '', 'Live', '', 'Preprod', '', 'NonProd', '', 'Uat'],
};
/** Where systems are numbered: what stands between the numbers is short. */
const NUMBERED_WORDS: typeof USUAL_WORDS = {
  teams: words('app apac corp dc emea ent eu global group latam na ou site svc us'),
  duties: words('adm dev eng mgr ops ro rw svc sup usr'),
  stages: ['', 'sbx', '', 'stg', '', 'sit', '', 'int', '', 'nonprd'],
};
const NAMES_OF_A_SAMPLE = 120;

/** Names put together in one way: each word about as often as any other of its kind, the same always. */
function composed(
  compose: (team: string, duty: string, stage: string, nth: number) => string,
  { teams, duties, stages } = USUAL_WORDS,
): readonly string[] {
  return Array.from({ length: NAMES_OF_A_SAMPLE }, (_, nth) => {
    const round = Math.floor(nth / teams.length);
    const word = (list: readonly string[], step: number) => list[(nth * step + round) % list.length] ?? '';
    return compose(word(teams, 1), word(duties, 5), word(stages, 3), nth);
  });
}

/**
 * Names that organizations give their permission sets, one list for each way of naming: an organization keeps to one,
 * so that a pattern which spells its separator admits all of one and none of another. Samples to measure a pattern
 * with, not lists of what there is.
 */
export const SAMPLES_OF_SETS: readonly (readonly string[])[] = [
  [...USUAL_SETS, ...USUAL_SETS],
  composed((team, duty, stage) => `${capital(team)}${stage}${duty}`),
  composed((team, duty, stage) => joined('-', team, stage.toLowerCase(), duty.toLowerCase())),
  composed((team, duty, stage) => joined('_', duty, capital(team), stage)),
  composed((team, duty, stage) => `${capital(team)}${stage}${duty}`, OTHER_WORDS),
  composed((team, duty, stage, nth) => joined('-', team, fourDigits(nth), stage, duty), NUMBERED_WORDS),
];

/** Each digit about as often at each place. */
function fourDigits(nth: number): string {
  return `${(nth * 6_173) % 10_000}`.padStart(4, '0');
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

function joined(separator: string, ...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(separator);
}

function words(text: string): string[] {
  return text.split(/\s+/);
}
