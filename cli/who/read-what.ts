import { findParent, knownOrganization } from '../../aws/organizations/organization-tree.ts';
import { readOrganizationId } from '../../core/organization/organization-id.ts';
import { wrongInArn } from '../../core/organization/wrong-in-arn.ts';
import { splitPrincipalArn } from '../../core/principals/principal.ts';
import type { Recipient } from '../../core/share/recipient.ts';
import { AskedWrongly, NotDone } from '../command/failures.ts';

/** What the reader asks about, and which recipients of shares reach it. */
export type What =
  | { readonly kind: 'PORTFOLIO'; readonly portfolioId: string }
  | {
      readonly kind: 'PRINCIPAL';
      readonly arn: string;
      /** Of an account that is not the stack's: the recipients of shares that reach that account. */
      readonly reachedBy?: readonly Recipient[];
      /** Of the stack's own account: it inherits nothing by a share. */
      readonly isOwn?: true;
      readonly outside?: string;
    }
  | {
      readonly kind: 'ACCOUNT' | 'UNIT' | 'ORGANIZATION';
      readonly id: string;
      readonly reachedBy: readonly Recipient[];
      /** The account, if it is not in the organization: shares with nodes cannot reach it. */
      readonly outside?: string;
    };

/** Units nest five deep below the root (quotas of Organizations). */
const MOST_LEVELS = 7;

/**
 * @param stack the stack's partition and account
 * @throws AskedWrongly for what is none of these or of elsewhere, NotDone for a unit that is not in the organization
 */
export async function readWhat(
  given: string,
  stack: { readonly partition: string; readonly accountId: string },
): Promise<What> {
  const { partition, accountId } = stack;
  if (/^port-[a-zA-Z0-9_-]+$/.test(given)) return { kind: 'PORTFOLIO', portfolioId: given };
  const [, theirs] = /^arn:([^:]+):(?:iam|sts):/.exec(given) ?? [];
  if (theirs !== undefined && theirs !== partition)
    throw notThat(given, `an ARN of partition ${partition}, in which the stack is, not of ${theirs}`);
  if (theirs !== undefined) return principalOf(given, accountId);
  const read = readOrganizationId(given);
  if (!read || read.kind === 'ROOT') throw notThat(given, EXPECTED);
  const { kind, id, said } = read;
  const organization = await knownOrganization(Date.now());
  const wrong = said && wrongInArn(said, { partition, ...organization });
  if (wrong) throw notThat(given, wrong);
  const whole: Recipient[] = organization
    ? [{ type: 'ORGANIZATION', value: organization.organizationId }]
    : [];
  switch (kind) {
    case 'ORGANIZATION':
      if (organization && organization.organizationId !== id)
        throw notThat(given, `${organization.organizationId}, the organization that this account is in`);
      return { kind, id, reachedBy: [{ type: 'ORGANIZATION', value: id }] };
    case 'ORGANIZATIONAL_UNIT': {
      const above = await unitsAbove(id);
      if (!above) throw new NotDone(`Organizations knows no unit ${id}. Check the id.`);
      const units = [id, ...above].map((value) => ({ type: 'ORGANIZATIONAL_UNIT', value }) as const);
      return { kind: 'UNIT', id, reachedBy: [...units, ...whole] };
    }
    case 'ACCOUNT': {
      const above = await unitsAbove(id);
      const own = (['ACCOUNT', 'ORGANIZATION_MEMBER_ACCOUNT'] as const).map((type) => ({ type, value: id }));
      if (!above) return { kind, id, reachedBy: own, outside: id };
      const units = above.map((value) => ({ type: 'ORGANIZATIONAL_UNIT', value }) as const);
      return { kind, id, reachedBy: [...own, ...units, ...whole] };
    }
  }
}

/** A principal of an account has a portfolio only where a share reaches that account, or in the owner's own. */
async function principalOf(arn: string, ownerAccountId: string): Promise<What> {
  const parts = splitPrincipalArn(arn);
  if (!parts) throw notThat(arn, 'the ARN of a role, a user or a group; of a session that of its role');
  const { accountId } = parts;
  if (accountId === '') return { kind: 'PRINCIPAL', arn };
  if (accountId === ownerAccountId) return { kind: 'PRINCIPAL', arn, isOwn: true };
  const above = await unitsAbove(accountId);
  if (!above) return { kind: 'PRINCIPAL', arn, reachedBy: [], outside: accountId };
  const organization = await knownOrganization(Date.now());
  return {
    kind: 'PRINCIPAL',
    arn,
    // Names of principals are shared with nodes alone.
    reachedBy: [
      ...above.map((value) => ({ type: 'ORGANIZATIONAL_UNIT', value }) as const),
      ...(organization ? [{ type: 'ORGANIZATION', value: organization.organizationId } as const] : []),
    ],
  };
}

const EXPECTED =
  'a portfolio (port-…), an account, a unit (ou-…), the organization (o-…), or the ARN of a principal';

function notThat(given: string, expected: string): AskedWrongly {
  return new AskedWrongly(`WHAT is ${JSON.stringify(given)}: expected ${expected}.`);
}

/** Nearest first; `undefined` where Organizations does not know the account or unit. */
async function unitsAbove(id: string): Promise<readonly string[] | undefined> {
  const units: string[] = [];
  let parent = await findParent(id);
  if (parent === undefined) return undefined;
  while (parent?.startsWith('ou-') && units.length < MOST_LEVELS) {
    units.push(parent);
    parent = await findParent(parent);
  }
  return units;
}
