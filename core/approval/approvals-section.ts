import * as v from 'valibot';
import { organizationIdOr } from '../organization/organization-id-schema.ts';
import { wholeNumber } from '../whole-number.ts';

const DAY = 86_400;

const Approver = v.strictObject({
  account: organizationIdOr(['ACCOUNT'], ['SELF'], 'an account id of twelve digits, or SELF (this account)'),
  sources: v.optional(
    v.pipe(
      v.array(
        v.pipe(
          v.string(),
          v.regex(/^(\*|(?!aws\.|foliocast)[\w.\-/]{1,256})$/, 'a source such as acme.security, or *'),
        ),
      ),
      v.minLength(1, 'at least one source'),
    ),
    ['*'],
  ),
});

/** Section `approvals` of config.yml: whose yes counts where policy asks for one, and how long it is waited for. */
export const ApprovalsSection = v.strictObject({
  /** From the first PortfolioShareApprovalRequested about some findings until APPROVAL_TIMED_OUT. */
  timeoutSeconds: wholeNumber(3 * DAY, 60, 30 * DAY),
  /** Nobody until the operator names somebody: what needs an approval then fails at once as APPROVAL_REQUIRED. */
  approvers: v.optional(v.array(Approver), []),
});

export type ApprovalPolicy = v.InferOutput<typeof ApprovalsSection>;
