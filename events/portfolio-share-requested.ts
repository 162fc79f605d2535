import * as v from 'valibot';
import { boundsProblem } from '../core/input-bounds.ts';
import { isInstant, RFC_3339 } from '../core/instant.ts';
import { readOrganizationId, type SaidByArn } from '../core/organization/organization-id.ts';
import { wrongInArn } from '../core/organization/wrong-in-arn.ts';
import { type Problem, problemAt } from '../core/problem.ts';
import { RequestedPrincipalSchema } from '../core/request/requested-principal-schema.ts';
import type { ShareRequest } from '../core/request/share-request.ts';
import { isInPath, TICKET_ID, TICKET_URL } from '../core/request/ticket.ts';
import { parseNodeValue } from '../core/share/organization-node-value.ts';
import { nobody, type Recipient, recipientOfNode } from '../core/share/recipient.ts';
import { problemsOf } from './problems-of.ts';

export { PORTFOLIO_SHARE_REQUESTED } from '../core/request/request-detail-type.ts';

const text = (most: number) =>
  v.pipe(v.string(), v.minLength(1, 'a non-empty text'), v.maxLength(most, `at most ${most} characters`));

const OrganizationNode = v.strictObject({
  type: v.picklist(['ORGANIZATION', 'ORGANIZATIONAL_UNIT', 'ACCOUNT']),
  value: v.string(),
});

const NO_DOTS = 'no part of a path that is of dots alone, which would lead elsewhere';

const INSTANT = 'an instant of RFC 3339 such as 2026-03-02T09:00:00Z';

const AccountId = v.pipe(v.string(), v.regex(/^\d{12}$/, 'an account id of twelve digits'));

const Whom = v.object({
  action: v.optional(v.unknown()),
  portfolioId: v.optional(v.unknown()),
  organizationNode: v.optional(OrganizationNode),
  accountId: v.optional(AccountId),
});

/** Detail of `PortfolioShareRequested`, version 1: what anybody sends to have a portfolio shared or unshared. */
export const PortfolioShareRequestedDetail = v.strictObject({
  version: v.optional(v.literal('1'), '1'),
  requestId: v.pipe(
    v.string(),
    v.regex(/^[\x21-\x7e]{1,128}$/, '1 to 128 printable ASCII characters without spaces'),
  ),
  /** DISASSOCIATE takes the principals off the portfolio, and names neither a node nor an account. */
  action: v.optional(v.picklist(['SHARE', 'UNSHARE', 'DISASSOCIATE']), 'SHARE'),
  portfolioId: v.pipe(
    v.string(),
    v.regex(/^[a-zA-Z0-9_-]{1,100}$/, 'a portfolio id such as port-a1b2c3d4e5f6g'),
  ),
  organizationNode: v.optional(OrganizationNode),
  accountId: v.optional(AccountId),
  shareTagOptions: v.optional(v.boolean(), false),
  sharePrincipals: v.optional(v.boolean(), false),
  principals: v.optional(v.array(RequestedPrincipalSchema), []),
  /** SHARE: the share asks for these principals alone from now on. What it asked for before stays associated. */
  exactPrincipals: v.optional(v.boolean()),
  acceptLanguage: v.optional(v.picklist(['en', 'jp', 'zh'])),
  requestedBy: v.optional(text(256)),
  ticket: v.optional(
    v.strictObject({
      system: v.pipe(text(64), v.check(isInPath, NO_DOTS)),
      id: v.pipe(v.string(), v.regex(TICKET_ID, '1 to 256 characters'), v.check(isInPath, NO_DOTS)),
      url: v.optional(v.pipe(v.string(), v.regex(TICKET_URL, 'an http or https URL'))),
    }),
  ),
  retryOf: v.optional(text(128)),
  verifyAccountId: v.optional(AccountId),
  /** Answered by PortfolioSharePlanned, which says what the request would do; nothing is done. */
  dryRun: v.optional(v.boolean()),
  /** RFC 3339: after it nobody wants it any more, and it ends as EXPIRED. */
  notAfter: v.optional(v.pipe(v.string(), v.regex(RFC_3339, INSTANT), v.check(isInstant, INSTANT))),
});

export type ParsedRequest =
  | { readonly ok: true; readonly request: ShareRequest }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads the event's detail; never throws: what cannot be read comes back as problems, one for each field.
 * @param partition where this runs: an ARN of another is refused; none is where it is not known
 */
export function parseShareRequest(given: unknown, partition?: string): ParsedRequest {
  const unfit = boundsProblem(given, 'detail');
  if (unfit) return { ok: false, problems: [unfit] };
  const { detail, said } = withBareIds(given);
  const parsed = v.safeParse(PortfolioShareRequestedDetail, detail);
  const recipient = readRecipient(detail);
  const problems = [
    ...(parsed.success ? [] : problemsOf(PortfolioShareRequestedDetail, parsed.issues)),
    ...(recipient && 'expected' in recipient ? [recipient] : []),
    ...said.flatMap(({ field, value, arn }) => {
      const expected = wrongInArn(arn, partition === undefined ? {} : { partition });
      return expected === undefined ? [] : [problemAt(field, value, expected)];
    }),
  ];
  if (!parsed.success || !recipient || 'expected' in recipient || problems.length > 0) {
    return { ok: false, problems };
  }
  const { version: _, organizationNode: __, accountId: ___, principals, dryRun, ...rest } = parsed.output;
  const node = said.find(({ field }) => field === 'organizationNode.value');
  const contradictions = [
    principalsProblem(rest, recipient),
    verificationProblem(rest, recipient),
    ...withoutShareProblems(parsed.output),
  ];
  const named = contradictions.filter((problem) => problem !== undefined);
  if (named.length > 0) return { ok: false, problems: named };
  const request = {
    ...rest,
    ...(dryRun && { dryRun }),
    recipient,
    principals: withoutDuplicates(principals),
  };
  return { ok: true, request: node ? { ...request, nodeArn: node.arn } : request };
}

interface Said {
  readonly field: string;
  readonly value: unknown;
  readonly arn: SaidByArn;
}

/** Some systems number their tickets. */
function isNumbered(ticket: unknown): ticket is { readonly id: number } {
  return ticket !== null && typeof ticket === 'object' && 'id' in ticket && Number.isSafeInteger(ticket.id);
}

/** The detail with bare ids in place of whatever names one, and what ARNs among them say besides. */
function withBareIds(given: unknown): { readonly detail: unknown; readonly said: readonly Said[] } {
  if (given === null || typeof given !== 'object' || Array.isArray(given)) return { detail: given, said: [] };
  const said: Said[] = [];
  const bare = (field: string, value: unknown) => {
    const read = readOrganizationId(value);
    if (read?.said) said.push({ field, value, arn: read.said });
    return read?.id ?? value;
  };
  const detail: Record<string, unknown> = { ...given };
  if (detail.version === 1) detail.version = '1';
  if (isNumbered(detail.ticket)) detail.ticket = { ...detail.ticket, id: `${detail.ticket.id}` };
  for (const field of ['accountId', 'verifyAccountId']) {
    if (Object.hasOwn(detail, field)) detail[field] = bare(field, detail[field]);
  }
  const node = detail.organizationNode;
  if (node !== null && typeof node === 'object' && !Array.isArray(node) && 'value' in node) {
    detail.organizationNode = { ...node, value: bare('organizationNode.value', node.value) };
  }
  return { detail, said };
}

/** CreatePortfolioShare, SharePrincipals: supported for the organization and its units (API reference). */
function principalsProblem(
  { action, sharePrincipals }: Pick<ShareRequest, 'action' | 'sharePrincipals'>,
  { type }: Recipient,
): Problem | undefined {
  const isSupported = type === 'ORGANIZATION' || type === 'ORGANIZATIONAL_UNIT';
  if (action !== 'SHARE' || !sharePrincipals || isSupported) return undefined;
  const expected = 'false: Service Catalog shares principal names with an organization or a unit only';
  return { field: 'sharePrincipals', value: 'true', expected };
}

/** Only what is shared can be listed, and an account's own share lists nobody else. */
function verificationProblem(
  { action, verifyAccountId }: Pick<ShareRequest, 'action' | 'verifyAccountId'>,
  { type, value }: Recipient,
): Problem | undefined {
  if (verifyAccountId === undefined) return undefined;
  const problem = { field: 'verifyAccountId', value: verifyAccountId };
  if (action !== 'SHARE') return { ...problem, expected: `no such field where the action is ${action}` };
  const isOneAccount = type === 'ACCOUNT' || type === 'ORGANIZATION_MEMBER_ACCOUNT';
  return isOneAccount && value !== verifyAccountId
    ? { ...problem, expected: `the account that is shared with, ${value}` }
    : undefined;
}

/** DISASSOCIATE is about principals and nothing else; only a SHARE says what a share asks for. */
function withoutShareProblems({
  action,
  principals,
  shareTagOptions,
  sharePrincipals,
  exactPrincipals,
}: v.InferOutput<typeof PortfolioShareRequestedDetail>): Problem[] {
  const flags = action === 'DISASSOCIATE' ? { shareTagOptions, sharePrincipals } : {};
  const unfit = Object.entries({ ...flags, ...(action !== 'SHARE' && { exactPrincipals }) });
  const problems = unfit
    .filter(([, value]) => value)
    .map(([field]) => ({ field, value: 'true', expected: `no such field where the action is ${action}` }));
  if (action !== 'DISASSOCIATE' || principals.length > 0) return problems;
  return [
    ...problems,
    { field: 'principals', value: undefined, expected: 'at least one principal to take off' },
  ];
}

/** Read apart from the rest, so that a request with two mistakes hears of both; nothing where the schema says it. */
function readRecipient(detail: unknown): Recipient | Problem | undefined {
  const whom = v.safeParse(Whom, detail);
  if (!whom.success) return undefined;
  const { action, portfolioId, organizationNode: node, accountId } = whom.output;
  if (action === 'DISASSOCIATE') {
    const field = node ? 'organizationNode' : 'accountId';
    return node || accountId !== undefined
      ? { field, value: node?.value ?? accountId, expected: 'no such field where the action is DISASSOCIATE' }
      : nobody(String(portfolioId));
  }
  if (node && accountId !== undefined) {
    return {
      field: 'accountId',
      value: accountId,
      expected: 'either organizationNode or accountId, not both',
    };
  }
  if (accountId !== undefined) return { type: 'ACCOUNT', value: accountId };
  if (!node)
    return { field: 'organizationNode', value: undefined, expected: 'organizationNode or accountId' };
  const read = parseNodeValue(node.type, node.value);
  if ('expected' in read) {
    return problemAt('organizationNode.value', node.value, read.expected);
  }
  return recipientOfNode({ type: node.type, value: read.id });
}

function withoutDuplicates(principals: ShareRequest['principals']): ShareRequest['principals'] {
  const byIdentity = new Map(principals.map((p) => [`${p.principalType} ${p.principalArn}`, p]));
  return [...byIdentity.values()];
}
