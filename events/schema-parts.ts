import * as v from 'valibot';
import { SEVERITIES } from '../core/principals/severity.ts';

// What the schemas of several outgoing events have in common. Functions import some of those files, and esbuild keeps
// a schema that nobody uses if another is spread into it: files that functions import name these parts one by one.

export const text = v.string();
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
export const time = v.pipe(text, v.isoTimestamp());
export const accountId = v.pipe(text, v.regex(/^\d{12}$/));
export const accountIds = v.array(accountId);

export const principal = v.strictObject({
  principalArn: text,
  principalType: v.picklist(['IAM', 'IAM_PATTERN']),
});

export const organizationNode = v.strictObject({
  type: v.picklist(['ORGANIZATION', 'ORGANIZATIONAL_UNIT', 'ACCOUNT']),
  value: text,
});

/** `AboutRequest` of core/request. */
export const aboutRequest = {
  requestId: text,
  requester: v.strictObject({ account: text, source: text }),
  requestedBy: v.optional(text),
  ticket: v.optional(v.strictObject({ system: text, id: text, url: v.optional(text) })),
  action: v.picklist(['SHARE', 'UNSHARE', 'DISASSOCIATE']),
  portfolioId: text,
  organizationNode: v.optional(organizationNode),
  accountId: v.optional(accountId),
};

export const severity = v.picklist(SEVERITIES);

/** Its id is open: docs/findings.md lists those of today, and a later version may have more. */
export const finding = v.looseObject({
  id: text,
  severity,
  principalArn: v.optional(text),
  why: text,
  whatToDo: text,
});

const counted = v.strictObject({
  count,
  accounts: accountIds,
  suspended: v.optional(count),
  outside: v.optional(count),
});

/** `ReachReport` of core/reach: accounts by count, the first hundred by name. */
export const reachFields = {
  treeReadAt: time,
  gaining: counted,
  losing: counted,
  keeping: counted,
  gainingPrincipals: counted,
  principals: v.array(
    v.strictObject({
      principalArn: text,
      principalType: v.picklist(['IAM', 'IAM_PATTERN']),
      gains: count,
      loses: count,
    }),
  ),
};
