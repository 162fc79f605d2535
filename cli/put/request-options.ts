import { randomBytes } from 'node:crypto';
import { describeProblem, type Problem } from '../../core/problem.ts';
import { parseNodeValue } from '../../core/share/organization-node-value.ts';
import { PORTFOLIO_SHARE_REQUESTED } from '../../events/portfolio-share-requested.ts';
import type { Option } from '../command/command.ts';
import { AskedWrongly } from '../command/failures.ts';
import type { Given } from '../command/given.ts';
import { portfolioOf } from '../requests/portfolio-option.ts';
import { principalTypeOf } from '../requests/principal-type.ts';
import type { EventToPut } from './read-event.ts';

/** A request by options alone. */
export const REQUEST_OPTIONS = {
  portfolio: { kind: 'TEXT', about: 'Portfolio to share, such as port-a1b2c3d4e5f6g' },
  with: { kind: 'TEXT', about: 'Organization, unit or account in it: an id or an ARN' },
  'to-account': { kind: 'TEXT', about: 'Account to share with directly, instead of --with' },
  unshare: { kind: 'FLAG', about: 'Takes the share away' },
  'dry-run': { kind: 'FLAG', about: 'Tells what it would do, and does nothing' },
  principal: { kind: 'LIST', about: 'ARN of a principal to associate; may be repeated' },
  'share-principals': { kind: 'FLAG', about: 'Shares the names of principals too' },
  'share-tag-options': { kind: 'FLAG', about: 'Shares tag options too' },
  ticket: { kind: 'TEXT', about: 'Ticket that is told, as SYSTEM:ID' },
  'verify-account': { kind: 'TEXT', about: 'Account to wait for until it is listed' },
  'retry-of': { kind: 'TEXT', about: 'Request that failed, and is tried again' },
} as const satisfies Readonly<Record<string, Option>>;

/** The options by the fields that they make. The reader knows only the options. */
const OPTION_OF: Readonly<Record<string, string>> = {
  'organizationNode.value': 'with',
  accountId: 'to-account',
  'principals[].principalArn': 'principal',
  sharePrincipals: 'share-principals',
  shareTagOptions: 'share-tag-options',
  'ticket.system': 'ticket',
  'ticket.id': 'ticket',
  verifyAccountId: 'verify-account',
  retryOf: 'retry-of',
  requestId: 'request-id',
  requestedBy: 'by',
};

/** A mistake in the request that the options make, by the option's name. */
export function describeInOptions(problem: Problem): string {
  const option = OPTION_OF[problem.field.replaceAll(/\d+/g, '')];
  return describeProblem(option === undefined ? problem : { ...problem, field: `--${option}` });
}

/** The request that the options make. @throws AskedWrongly */
export function requestFrom(given: Given, source: string, requestedBy: string): EventToPut {
  const node = nodeOf(given.text('with'));
  const accountId = given.text('to-account');
  const portfolioId = portfolioOf(given);
  if (portfolioId === undefined)
    throw new AskedWrongly('Nothing to put: expected a FILE, - for standard input, or --portfolio.');
  const [system, id] = /^([^:]+):(.+)$/.exec(given.text('ticket') ?? '')?.slice(1) ?? [];
  if (given.text('ticket') !== undefined && id === undefined)
    throw new AskedWrongly(
      `--ticket is ${JSON.stringify(given.text('ticket'))}: expected SYSTEM:ID, such as jira:IT-4.`,
    );
  if ((node === undefined) === (accountId === undefined))
    throw new AskedWrongly('Whom is it about? Expected --with or --to-account, one of them.');
  const detail = {
    version: '1',
    requestId: given.text('request-id') ?? newRequestId(),
    action: given.flag('unshare') ? 'UNSHARE' : 'SHARE',
    portfolioId,
    ...(node && { organizationNode: node }),
    ...(accountId !== undefined && { accountId }),
    ...(given.flag('dry-run') && { dryRun: true }),
    ...(given.flag('share-principals') && { sharePrincipals: true }),
    ...(given.flag('share-tag-options') && { shareTagOptions: true }),
    ...(given.list('principal').length > 0 && {
      principals: given
        .list('principal')
        .map((principalArn) => ({ principalArn, principalType: principalTypeOf(principalArn) })),
    }),
    ...(id !== undefined && { ticket: { system, id } }),
    ...(given.text('verify-account') !== undefined && { verifyAccountId: given.text('verify-account') }),
    ...(given.text('retry-of') !== undefined && { retryOf: given.text('retry-of') }),
    requestedBy,
  };
  return { source, detailType: PORTFOLIO_SHARE_REQUESTED, detail };
}

function newRequestId(): string {
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+Z/g, '');
  return `put-${time}-${randomBytes(3).toString('hex')}`;
}

function nodeOf(value: string | undefined): { type: string; value: string } | undefined {
  if (value === undefined) return undefined;
  for (const type of ['ORGANIZATION', 'ORGANIZATIONAL_UNIT', 'ACCOUNT'] as const) {
    if ('id' in parseNodeValue(type, value)) return { type, value };
  }
  throw new AskedWrongly(
    `--with is ${JSON.stringify(value)}: expected an organization, a unit or an account, such as o-a1b2c3d4e5, ou-ab12-cdef3456 or 111122223333.`,
  );
}
