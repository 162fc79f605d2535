import type { WorkflowCall } from './workflow-calls.ts';

/** What goes wrong with one call. An error is answered in the service's place; the other kinds happen to anything. */
export type FaultKind =
  | { readonly kind: 'ERROR'; readonly error: string; readonly statusCode: number }
  | { readonly kind: (typeof KINDS)[number] };

const KINDS = [
  'DROP_BEFORE',
  'DROP_AFTER',
  'HANG_BEFORE',
  'HANG_AFTER',
  'EMPTY_ANSWER',
  'GARBLED_ANSWER',
  'KILL_BEFORE',
  'KILL_AFTER',
  'DUPLICATE',
  'STOP',
  'RIVAL',
  'RIVAL_KILL',
] as const;

/**
 * Errors that the API references name for a call, and those that any call may meet. Sources: API references of
 * Service Catalog, Organizations, DynamoDB, Step Functions and EventBridge, sections "Errors" and "Common Errors".
 */
const ERRORS: Readonly<Record<string, readonly string[]>> = {
  AssociatePrincipalWithPortfolio: [
    'InvalidParametersException',
    'LimitExceededException',
    'ResourceNotFoundException',
  ],
  CreatePortfolioShare: [
    'InvalidParametersException',
    'InvalidStateException',
    'LimitExceededException',
    'OperationNotSupportedException',
    'ResourceNotFoundException',
  ],
  UpdatePortfolioShare: [
    'InvalidParametersException',
    'InvalidStateException',
    'OperationNotSupportedException',
    'ResourceNotFoundException',
  ],
  DeletePortfolioShare: [
    'InvalidParametersException',
    'InvalidStateException',
    'OperationNotSupportedException',
    'ResourceNotFoundException',
  ],
  DescribePortfolioShareStatus: [
    'InvalidParametersException',
    'OperationNotSupportedException',
    'ResourceNotFoundException',
  ],
  DescribePortfolioShares: ['InvalidParametersException', 'ResourceNotFoundException'],
  DescribePortfolio: ['ResourceNotFoundException'],
  DisassociatePrincipalFromPortfolio: ['InvalidParametersException', 'ResourceNotFoundException'],
  GetAWSOrganizationsAccessStatus: ['OperationNotSupportedException', 'ResourceNotFoundException'],
  DescribeConstraint: ['ResourceNotFoundException'],
  ListConstraintsForPortfolio: ['InvalidParametersException', 'ResourceNotFoundException'],
  ListPortfolioAccess: ['InvalidParametersException', 'ResourceNotFoundException'],
  ListPrincipalsForPortfolio: ['InvalidParametersException', 'ResourceNotFoundException'],
};

const COMMON: Readonly<Record<string, readonly string[]>> = {
  servicecatalog: ['ThrottlingException', 'AccessDeniedException', 'InternalFailure'],
  organizations: ['TooManyRequestsException', 'AccessDeniedException', 'ServiceException'],
  dynamodb: ['ProvisionedThroughputExceededException', 'InternalServerError'],
  states: ['ThrottlingException', 'InternalFailure'],
  events: ['ThrottlingException', 'InternalException'],
};

const SERVER_ERRORS = ['InternalFailure', 'ServiceException', 'InternalServerError', 'InternalException'];

export function faultKinds({ service, operation }: WorkflowCall): FaultKind[] {
  const errors = [...(ERRORS[operation] ?? []), ...(COMMON[service] ?? [])];
  return [
    ...errors.map((error) => ({
      kind: 'ERROR' as const,
      error,
      statusCode: SERVER_ERRORS.includes(error) ? 500 : 400,
    })),
    ...KINDS.map((kind) => ({ kind })),
  ];
}

export function nameOfFault(fault: FaultKind): string {
  return fault.kind === 'ERROR' ? fault.error : fault.kind;
}
