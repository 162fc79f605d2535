import * as v from 'valibot';
import { accountId, organizationNode } from '../../events/schema-parts.ts';
import { decision, findings, requestId, severity, text } from '../json/parts.ts';
import { says } from '../json/shape.ts';

const problem = {
  field: text,
  value: v.optional(says('what it held', text)),
  valueType: v.optional(says('where it held no text', text)),
  expected: text,
  code: text,
  fittingType: v.optional(says('of TYPE_CONTRADICTS: the type that this ARN has', text)),
  roleArn: v.optional(says('of ASSUMED_ROLE_SESSION: the role that it stands for, without its path', text)),
};
const asked = { principalArn: text, principalType: v.picklist(['IAM', 'IAM_PATTERN']) };
const request = {
  requestId,
  portfolioId: text,
  organizationNode: v.optional(organizationNode),
  accountId: v.optional(accountId),
};
const weighed = { verdict: decision, severity, findings };
const invalid = says('it can never be associated', v.literal('INVALID'));

export const EXPLAIN_JSON = v.union([
  says(
    'of a principal',
    v.strictObject({
      ...asked,
      ...weighed,
      share: says(
        'the share that is assumed',
        v.strictObject({
          organizationNode: v.strictObject({ type: text, id: v.optional(text) }),
          sharePrincipals: v.boolean(),
          reachesManagementAccount: v.boolean(),
          launchConstraint: v.boolean(),
        }),
      ),
      otherwise: says(
        'the verdict under other circumstances, where it differs',
        v.array(
          v.strictObject({
            when: v.picklist(['SHARE_PRINCIPALS', 'LAUNCH_CONSTRAINT', 'ORGANIZATION']),
            verdict: decision,
            severity,
          }),
        ),
      ),
      examples: says(
        'principals that it would match, and that it would not',
        v.strictObject({ matching: v.array(text), notMatching: v.array(text) }),
      ),
    }),
  ),
  says(
    'of a principal that is wrong',
    v.strictObject({ ...asked, verdict: invalid, problem: v.strictObject(problem) }),
  ),
  says(
    'with --request',
    v.strictObject({
      ...request,
      ...weighed,
      quotaProblem: v.optional(says('what is too much for a portfolio', text)),
    }),
  ),
  says(
    'with --request, where a principal is wrong',
    v.strictObject({ ...request, verdict: invalid, problems: v.array(v.strictObject(problem)) }),
  ),
]);
