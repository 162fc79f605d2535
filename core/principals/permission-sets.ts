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

/**
 * Names that organizations give their permission sets: AWS's predefined ones, and what public landing zones use.
 * A sample to measure a pattern with, not a list of what there is.
 */
export const SAMPLE_SETS: readonly string[] = [
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

function words(text: string): string[] {
  return text.split(/\s+/);
}
