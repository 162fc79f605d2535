import type { Severity } from './severity.ts';

interface FindingEntry {
  /** AS_PRINCIPAL: as severe as the principal that it explains. */
  readonly severity: Severity | 'AS_PRINCIPAL';
  /** One sentence without its full stop: what varies is put behind it. */
  readonly why: string;
  readonly whatToDo: string;
}

/** Every finding that a weighing can have. The ids are stable: tickets, alarms and policies name them. */
export const FINDINGS = {
  'guarded-exact': {
    severity: 'NONE',
    why: 'Nobody in a recipient account can create this one principal, since its path is guarded',
    whatToDo: 'Nothing.',
  },
  'guarded-wildcard': {
    severity: 'LOW',
    why: 'Only the roles of one permission set match: whoever is assigned that set in a recipient account gains the portfolio',
    whatToDo: 'Nothing.',
  },
  'guarded-path': {
    severity: 'MEDIUM',
    why: 'Nobody in a recipient account can create a match, since the path is guarded, but whoever is given one of the principals that match gains the portfolio',
    whatToDo: 'Name one principal.',
  },
  'some-permission-sets': {
    severity: 'MEDIUM',
    why: 'Only IAM Identity Center can create a match, but a wildcard stands in the place of the permission set, so several sets can match',
    whatToDo: 'Name one permission set: AWSReservedSSO_NAME_ and sixteen question marks.',
  },
  'many-permission-sets': {
    severity: 'HIGH',
    why: 'Only IAM Identity Center can create a match, but many permission sets match, or a set of administrators',
    whatToDo: 'Name one permission set: AWSReservedSSO_NAME_ and sixteen question marks.',
  },
  'most-single-sign-on-users': {
    severity: 'CRITICAL',
    why: 'A quarter or more of all who sign in through IAM Identity Center match',
    whatToDo: 'Name one permission set: AWSReservedSSO_NAME_ and sixteen question marks.',
  },
  'unguarded-exact': {
    severity: 'MEDIUM',
    why: 'Whoever may create or rename principals in a recipient account can make one of this name',
    whatToDo: 'Move the principal to a guarded path, or guard its path by a service control policy.',
  },
  'unguarded-wildcard': {
    severity: 'HIGH',
    why: 'Whoever may create or rename principals in a recipient account has many names to choose from that match',
    whatToDo: 'Name one principal, or use a guarded path.',
  },
  'group-joinable': {
    severity: 'HIGH',
    why: 'Users can join a group: whoever may add users to groups, or create groups, gains the portfolio',
    whatToDo: 'Use a role in a guarded path.',
  },
  'no-literal': {
    severity: 'CRITICAL',
    why: 'The pattern names nothing: every principal of its type matches, whatever its name',
    whatToDo: 'Put the name of the wanted principals into the pattern.',
  },
  'every-single-sign-on-user': {
    severity: 'CRITICAL',
    why: 'Everybody who signs in through IAM Identity Center matches, with any permission set',
    whatToDo: 'Name the permission set: AWSReservedSSO_NAME_ and sixteen question marks.',
  },
  'broad-as-single-sign-on': {
    severity: 'CRITICAL',
    why: 'With role in the place of its type, this pattern would match everybody who signs in through IAM Identity Center, and users and groups never weigh less than roles',
    whatToDo: 'Name the wanted principals, as a role in a guarded path.',
  },
  'unguarded-in-management-account': {
    severity: 'CRITICAL',
    why: 'The share reaches the management account, where no service control policy holds, and a match can be created there',
    whatToDo: 'Share with organizational units instead, or use the path aws-reserved/.',
  },
  'pattern-unreadable': {
    severity: 'CRITICAL',
    why: 'The documented grammar does not allow this associated pattern, so it counts as matching everybody',
    whatToDo: 'Look at the principal in Service Catalog and remove it.',
  },
  'service-linked-role-useless': {
    severity: 'NONE',
    why: 'Only an AWS service can be a service-linked role, so no person gains anything from this principal',
    whatToDo: 'Remove it, and name a role that people have.',
  },
  'patterns-together': {
    severity: 'AS_PRINCIPAL',
    why: 'Together the exposed patterns match more people who sign in through IAM Identity Center than each of them alone',
    whatToDo: 'Name permission sets instead of wildcards, or remove patterns that are no longer used.',
  },
  'newly-shared-pattern': {
    severity: 'AS_PRINCIPAL',
    why: 'The portfolio has this pattern already, and this request exposes it to more recipients',
    whatToDo: 'Make sure that the pattern was meant for them, or remove it first.',
  },
  'shared-elsewhere-already': {
    severity: 'AS_PRINCIPAL',
    why: 'Principal names of this portfolio are shared already, so a new pattern has effect there at once',
    whatToDo: 'Make sure that the pattern is meant for those recipients too.',
  },
  'looks-guarded': {
    severity: 'AS_PRINCIPAL',
    why: 'The pattern looks as if only IAM Identity Center or a guarded path could match, but a path guards only if it is spelt out with its slash, with the same upper and lower case letters',
    whatToDo: 'Begin with the whole guarded path, as in role/aws-reserved/sso.amazonaws.com/.',
  },
  'guard-void-in-management-account': {
    severity: 'AS_PRINCIPAL',
    why: 'The path is guarded by service control policies, which do not hold in the management account',
    whatToDo: 'Share with organizational units instead of the whole organization.',
  },
  'service-role-path-open': {
    severity: 'AS_PRINCIPAL',
    why: 'The path service-role/ is open: whoever may create roles may create them there',
    whatToDo: 'Use a guarded path.',
  },
  // As Security Hub rates it.
  'account-outside-organization': {
    severity: 'HIGH',
    why: 'This account-to-account share leaves the organization: AWS Organizations does not know the account. Security Hub (ServiceCatalog.1) and Prowler (servicecatalog_portfolio_shared_within_organization_only) report it',
    whatToDo:
      'Check that the account is the right one, and whose it is. Where it is meant, name it in the nodes of a rule in requests.allow of config.yml.',
  },
  'account-share': {
    severity: 'NONE',
    why: 'This is an account-to-account share, which the recipient has to accept and which does not follow the organization. Security Hub (ServiceCatalog.1) and Prowler (servicecatalog_portfolio_shared_within_organization_only) report it',
    whatToDo: 'For an account of the organization use organizationNode of type ACCOUNT.',
  },
  'always-refused': {
    severity: 'CRITICAL',
    why: 'The policy in config.yml refuses principals that this one can match',
    whatToDo: 'Choose other principals, or change principals.alwaysRefuse.',
  },
  'matches-nobody-federated': {
    severity: 'NONE',
    why: 'No role of IAM Identity Center has such a path and name',
    whatToDo: 'Write role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_NAME_ and sixteen question marks.',
  },
  'misses-single-sign-on-without-region': {
    severity: 'NONE',
    why: 'Roles of an Identity Center in us-east-1 have no Region in their path and do not match',
    whatToDo: 'Write role/aws-reserved/sso.amazonaws.com*/ without the slash before the asterisk.',
  },
  'admits-longer-names': {
    severity: 'NONE',
    why: 'The asterisk after the permission set also matches permission sets with longer names',
    whatToDo: 'Write sixteen question marks instead of the asterisk.',
  },
  'matches-no-iam-name': {
    severity: 'NONE',
    why: 'IAM allows no principal of such a name',
    whatToDo: 'Correct the name.',
  },
  'share-gives-nobody-access': {
    severity: 'NONE',
    why: 'This share alone gives nobody in the recipient accounts access',
    whatToDo: 'Associate IAM_PATTERN principals and set sharePrincipals, or let each recipient grant access.',
  },
  'lends-launch-role': {
    severity: 'NONE',
    why: 'Launch or StackSet constraints let whoever matches launch with rights that are not their own, so every exposed pattern weighs one level more',
    whatToDo: 'Read what the roles in the constraints may do.',
  },
  'constraints-unreadable': {
    severity: 'NONE',
    why: "The portfolio's constraints could not be read and count as present, so every exposed pattern weighs one level more",
    whatToDo: 'Let Foliocast call servicecatalog:ListConstraintsForPortfolio.',
  },
  'constraint-contents-unread': {
    severity: 'NONE',
    why: 'Foliocast could not read what these constraints say, so a yes stays valid when somebody changes the role in one of them',
    whatToDo: 'Let Foliocast call servicecatalog:DescribeConstraint. It reads a hundred constraints at most.',
  },
} as const satisfies Record<string, FindingEntry>;

export type FindingId = keyof typeof FINDINGS;

/** Findings with a severity of their own. */
export type WeightId = {
  [Id in FindingId]: (typeof FINDINGS)[Id]['severity'] extends 'AS_PRINCIPAL' ? never : Id;
}[FindingId];
