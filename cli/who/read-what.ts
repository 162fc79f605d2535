import { findParent, knownOrganization } from '../../aws/organizations/organization-tree.ts';
import { parseNodeValue } from '../../core/share/organization-node-value.ts';
import type { Recipient } from '../../core/share/recipient.ts';
import { AskedWrongly, NotDone } from '../command/failures.ts';

/** What the reader asks about, and which recipients of shares reach it. */
export type What =
  | { readonly kind: 'PORTFOLIO'; readonly portfolioId: string }
  | { readonly kind: 'PRINCIPAL'; readonly arn: string }
  | {
      readonly kind: 'ACCOUNT' | 'UNIT' | 'ORGANIZATION';
      readonly id: string;
      readonly reachedBy: readonly Recipient[];
    };

/** Units nest five deep below the root (quotas of Organizations). */
const MOST_LEVELS = 7;

/** @throws AskedWrongly for what is none of these, NotDone for what is not in the organization */
export async function readWhat(given: string): Promise<What> {
  if (/^port-[a-zA-Z0-9_-]+$/.test(given)) return { kind: 'PORTFOLIO', portfolioId: given };
  if (/^arn:[^:]+:(iam|sts):/.test(given)) return { kind: 'PRINCIPAL', arn: given };
  const organization = parseNodeValue('ORGANIZATION', given);
  if ('id' in organization) {
    const { id } = organization;
    return { kind: 'ORGANIZATION', id, reachedBy: [{ type: 'ORGANIZATION', value: id }] };
  }
  const unit = parseNodeValue('ORGANIZATIONAL_UNIT', given);
  if ('id' in unit) return { kind: 'UNIT', id: unit.id, reachedBy: await reaching(unit.id, []) };
  const account = parseNodeValue('ACCOUNT', given);
  if ('id' in account) {
    const { id } = account;
    const own: Recipient[] = [
      { type: 'ACCOUNT', value: id },
      { type: 'ORGANIZATION_MEMBER_ACCOUNT', value: id },
    ];
    return { kind: 'ACCOUNT', id, reachedBy: await reaching(id, own) };
  }
  throw new AskedWrongly(
    `WHAT is ${JSON.stringify(given)}: expected a portfolio (port-…), an account, a unit (ou-…), the organization (o-…), or the ARN of a principal.`,
  );
}

/** The units above, and the organization: who is in it is reached by shares with any of them. */
async function reaching(id: string, own: readonly Recipient[]): Promise<readonly Recipient[]> {
  const units: Recipient[] = id.startsWith('ou-') ? [{ type: 'ORGANIZATIONAL_UNIT', value: id }] : [];
  let child: string | undefined = await findParent(id);
  if (child === undefined && own.length === 0)
    throw new NotDone(`Organizations knows no unit ${id}. Check the id.`);
  if (child === undefined) return own;
  for (let level = 0; child?.startsWith('ou-') && level < MOST_LEVELS; level++) {
    units.push({ type: 'ORGANIZATIONAL_UNIT', value: child });
    child = await findParent(child);
  }
  const known = await knownOrganization(Date.now());
  const whole: Recipient[] = known ? [{ type: 'ORGANIZATION', value: known.organizationId }] : [];
  return [...own, ...units, ...whole];
}
