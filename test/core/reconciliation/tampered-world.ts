import fc from 'fast-check';
import type { ShareEntry } from '../../../core/ledger/wanted-share.ts';
import { identityOfPrincipal } from '../../../core/principals/identity-of-principal.ts';
import type { DriftKind } from '../../../core/reconciliation/drift.ts';
import type { Reality, RealShare } from '../../../core/reconciliation/reality.ts';
import { UnderWay } from '../../../core/reconciliation/under-way.ts';
import type { Wanted } from '../../../core/reconciliation/wanted.ts';
import type { RequestedPrincipal } from '../../../core/request/share-request.ts';
import { RECIPIENT_TYPES, type Recipient } from '../../../core/share/recipient.ts';
import type { ShareFlags } from '../../../core/share/share-plan.ts';

export const PORTFOLIO = 'port-a1b2c3d4e5f6g';

/** What somebody did to one share or principal behind Foliocast's back. */
type Tampering = 'NOTHING' | 'REMOVED' | 'FLAG_CHANGED' | 'ADDED' | 'UNDER_WAY';

export interface World {
  readonly wanted: Wanted;
  readonly reality: Reality;
  /** Kind and subject of every difference that was put in, and of no other. */
  readonly expected: readonly string[];
}

const tampering = (...choices: Tampering[]) => fc.constantFrom(...choices);
const flags = fc.record({ shareTagOptions: fc.boolean(), sharePrincipals: fc.boolean() });

interface ShareCase {
  readonly flags: ShareFlags;
  readonly generation: number;
  readonly tampering: Tampering;
  readonly isThere: boolean;
}

const share: fc.Arbitrary<ShareCase> = fc.record({
  flags,
  generation: fc.integer({ min: 1, max: 9 }),
  tampering: tampering('NOTHING', 'REMOVED', 'FLAG_CHANGED', 'ADDED', 'UNDER_WAY'),
  isThere: fc.boolean(),
});

const subjectsOf = (type: Recipient['type']) =>
  fc
    .uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 6 })
    .map((numbers) => numbers.map((number) => ({ type, value: `${type.toLowerCase()}-${number}` })));

/** A ledger and a reality that differ in ways that are known. */
export const worlds: fc.Arbitrary<World> = fc
  .record({
    recipients: fc.tuple(...RECIPIENT_TYPES.map(subjectsOf)).map((lists) => lists.flat()),
    principals: fc.uniqueArray(
      fc.record({
        name: fc.integer({ min: 0, max: 30 }),
        tampering: tampering('NOTHING', 'REMOVED', 'ADDED'),
      }),
      { maxLength: 8, selector: ({ name }) => name },
    ),
    shares: fc.infiniteStream(share),
  })
  .map(({ recipients, principals, shares }) => build(recipients, principals, shares));

function build(
  recipients: readonly Recipient[],
  principals: readonly { readonly name: number; readonly tampering: Tampering }[],
  shares: Iterator<ShareCase>,
): World {
  const entries: ShareEntry[] = [];
  const real: RealShare[] = [];
  const expected: string[] = [];
  const underWay: Recipient[] = [];
  const expect = (kind: DriftKind, subject: string) => expected.push(`${kind} ${subject}`);
  const wantedPrincipals = principals.filter((one) => one.tampering !== 'ADDED').map(principalOf);
  for (const recipient of recipients) {
    const { flags: asked, generation, tampering: what, isThere } = shares.next().value;
    const subject = `${recipient.type} ${recipient.value}`;
    const isReal = what === 'UNDER_WAY' ? isThere : what !== 'REMOVED';
    if (what === 'UNDER_WAY') underWay.push(recipient);
    if (what !== 'ADDED') entries.push(entryOf(recipient, generation, asked, wantedPrincipals));
    if (isReal) {
      const tags =
        what === 'FLAG_CHANGED' || what === 'UNDER_WAY' ? !asked.shareTagOptions : asked.shareTagOptions;
      real.push({ recipient, ...asked, shareTagOptions: tags });
    }
    if (what === 'REMOVED') expect('SHARE_MISSING', subject);
    if (what === 'FLAG_CHANGED') expect('FLAGS_DIFFER', subject);
    if (what === 'ADDED') expect('SHARE_NOT_ASKED_FOR', subject);
    if (isReal && what !== 'UNDER_WAY' && recipient.type === 'ACCOUNT') expect('ACCOUNT_SHARE', subject);
  }
  const isUnderWay = (recipient: Recipient) => underWay.includes(recipient);
  const isKeptSomewhere = entries.length > 0;
  const isRepairable = entries.some(({ recipient }) => !isUnderWay(recipient));
  for (const one of principals) {
    const identity = identityOfPrincipal(principalOf(one));
    if (one.tampering === 'REMOVED' && isRepairable) expect('PRINCIPAL_MISSING', identity);
    if (one.tampering !== 'REMOVED' && (one.tampering === 'ADDED' || !isKeptSomewhere)) {
      expect('PRINCIPAL_NOT_ASKED_FOR', identity);
    }
  }
  const requests = underWay.map((recipient) => ({
    request: {
      requestId: 'r',
      action: 'SHARE' as const,
      portfolioId: PORTFOLIO,
      recipient,
      shareTagOptions: false,
      sharePrincipals: false,
      principals: [],
    },
  }));
  return {
    wanted: { portfolioId: PORTFOLIO, entries, adoptedPrincipals: [], underWay: new UnderWay(requests) },
    reality: {
      shares: Object.fromEntries(
        RECIPIENT_TYPES.map((type) => [type, real.filter(({ recipient }) => recipient.type === type)]),
      ),
      principals: principals.filter((one) => one.tampering !== 'REMOVED').map(principalOf),
    },
    expected: expected.sort(),
  };
}

function principalOf({ name }: { readonly name: number }): RequestedPrincipal {
  return { principalArn: `arn:aws:iam:::role/aws-reserved/team-${name}`, principalType: 'IAM_PATTERN' };
}

export function entryOf(
  recipient: Recipient,
  generation: number,
  asked: { readonly shareTagOptions: boolean; readonly sharePrincipals: boolean },
  principals: readonly RequestedPrincipal[] = [],
): ShareEntry {
  return {
    portfolioId: PORTFOLIO,
    recipient,
    generation,
    decidedSequence: generation,
    inFlight: [],
    wanted: {
      ...asked,
      principals: principals.map((one) => ({ ...one, askedBy: 'vend-1' })),
      requestId: 'vend-1',
      requestKey: 'req-1',
      keptAt: '2026-11-21T00:00:00.000Z',
      severity: 'NONE',
      lentRights: false,
      alreadyReached: { count: 0, accounts: [] },
    },
  };
}
