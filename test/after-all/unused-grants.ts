/** Grants that no test uses, and why they are there all the same. */
export const UNUSED_GRANTS: readonly {
  readonly grants: RegExp;
  readonly because: string;
  /** Whether a test comes by there is a matter of moments. */
  readonly isSometimesUsed?: boolean;
}[] = [
  {
    grants:
      /^(RecoverExecution|SweepLedger|RequestApproval|VerifyAccount|StartReconciliation)\[\d+\] (dynamodb:(PutItem|DeleteItem)|servicecatalog:Describe\w+|states:\w+|events:PutEvents) /,
    because: 'for what dies or is overtaken at one certain moment; storms meet it, which note nothing',
    isSometimesUsed: true,
  },
  {
    grants: / organizations:\w+ \*$/,
    because:
      'Service Catalog reads the organization in the name of who calls it; the sandbox reads it in its own',
  },
  {
    grants: /^CallTicketSystemRole\b[^[]*\[\d+\] events:InvokeApiDestination \S+\/\*$/,
    because: 'whether the ARN that AWS asks for ends in the id of the destination is not known',
    isSometimesUsed: true,
  },
  {
    grants: / iam:CreateServiceLinkedRole /,
    because: 'Service Catalog makes its role in the name of who calls it, where there is none yet',
  },
  {
    grants: / iam:Get(User|Group) /,
    because:
      'Service Catalog reads the principal in the name of who associates it; no test associates a user or a group',
  },
  {
    grants: /^(SharePortfolio|ReconcileShares)Role\[\d+\] logs:\w+ \*$/,
    because:
      'Step Functions sets the delivery of its logs up when the machine is made; the sandbox writes none',
  },
  {
    grants: / sqs:SendMessage /,
    because:
      'Lambda sends there what a function could not have done in all its attempts; not every function is made to fail so',
  },
  {
    grants: /^ComparePortfolio\[\d+\] servicecatalog:DescribeConstraint /,
    because: 'only of a repair where constraints lend rights; the fault matrix meets it, which samples',
    isSometimesUsed: true,
  },
  {
    grants: /^DecideRepairs\[\d+\] logs:/,
    because: 'it writes no line unless it fails',
    isSometimesUsed: true,
  },
];
