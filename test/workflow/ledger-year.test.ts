import { expect, test } from 'vitest';
import { LEDGER_USE, type LedgerUse, type LedgerWork } from '../../packaging/ledger-use.ts';
import { askTable } from '../ask-table.ts';
import { keptForEver } from '../contract/ledger-kinds.ts';
import { size } from '../size.ts';
import { type Meter, startMeter } from './measure-ledger.ts';
import { packageWithConfig } from './package-with-config.ts';
import { GUARDED_PATTERN, PORTFOLIO, shareRequest, UNIT } from './requests.ts';

const UNITS = Array.from({ length: 40 }, (_, at) =>
  at === 0 ? UNIT : `ou-ab12-${String(at).padStart(8, '0')}`,
);
const accountOf = (unit: number, nth: number) => String(200_000_000_000 + 1_000 * unit + nth);
const scenario = {
  organization: {
    id: 'o-a1b2c3d4e5',
    rootId: 'r-ab12',
    managementAccountId: '111122223333',
    accounts: [{ id: '111122223333' }],
    units: UNITS.map((id, unit) => ({
      id,
      name: id,
      accounts: Array.from({ length: 20 }, (_, nth) => ({ id: accountOf(unit, nth) })),
    })),
  },
  portfolios: [{ id: PORTFOLIO, displayName: 'Networking' }],
  durations: { shareSeconds: 60 },
};
/** HIGH: somebody has to say yes. */
const RISKY = { principalArn: 'arn:aws:iam:::role/Deployer-*', principalType: 'IAM_PATTERN' };

/** `npm test` sums up what is stated (test/contract/cost.test.ts). */
test.runIf(size !== 'quick')(
  'the ledger uses no more for each kind of work than is stated',
  async () => {
    const meter = await startMeter(await packageWithConfig('ways-in-config.yml'), scenario);

    const used = await measureAll(meter);
    const { Items } = await askTable(meter.sandbox, 'Scan', {});
    await meter.sandbox.close();

    expect(Items.length).toBeGreaterThan(30);
    expect(keptForEver(Items)).toEqual([]);
    for (const [kind, { writes, reads, kilobytes }] of Object.entries(used)) {
      const stated: LedgerUse = LEDGER_USE[kind as LedgerWork];
      const said = `${kind}: ${JSON.stringify(used[kind as LedgerWork])}`;
      expect.soft(writes, said).toBeLessThanOrEqual(stated.writes);
      expect.soft(reads, said).toBeLessThanOrEqual(stated.reads);
      expect.soft(kilobytes, said).toBeLessThanOrEqual(stated.kilobytes);
      // What is stated is no guess far above what was measured.
      expect.soft(2 * (writes + reads), said).toBeGreaterThan(stated.writes + stated.reads);
    }
  },
  120_000,
);

async function measureAll({ measure, put, sandbox }: Meter): Promise<Record<LedgerWork, LedgerUse>> {
  const ask = (detail: object) =>
    put('PortfolioShareRequested', shareRequest({ sharePrincipals: true, ...detail }));
  const inUnit = (at: number) => ({
    organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: UNITS[at] },
    principals: [GUARDED_PATTERN],
  });
  const vend = (nth: number) =>
    put('AccountVended', { accountId: accountOf(0, nth), organizationalUnitId: UNIT });
  // What is made once: the organization is read, the lease, the portfolio's and the share's items are made.
  await measure(() => {
    ask(inUnit(1));
    vend(2);
  });
  const idle = await measure(() => undefined);
  const alone = (used: LedgerUse): LedgerUse => ({
    writes: used.writes - idle.writes,
    reads: used.reads - idle.reads,
    kilobytes: used.kilobytes - idle.kilobytes,
  });
  const request = alone(await measure(() => ask({ ...inUnit(1), shareTagOptions: true })));
  const approval = alone(
    await measure(() => {
      ask({ ...inUnit(1), principals: [RISKY] });
      sandbox.clock.setTimeout(() => {
        const questions = sandbox.events().map(({ event }) => event);
        const question = questions.find(
          (event) => event['detail-type'] === 'PortfolioShareApprovalRequested',
        ) as unknown as { detail: { approvalId: string; digest: string } };
        const { approvalId, digest } = question.detail;
        const decision = { decision: 'APPROVED', by: 'ana@acme.example', reason: 'seen' };
        put(
          'PortfolioShareApprovalDecided',
          { version: '1', approvalId, digest, ...decision },
          'acme.security',
        );
      }, 300_000);
    }),
  );
  const vendedAccount = alone(await measure(() => vend(3)));
  const reconciledPortfolio = alone(await measure(() => put('ReconciliationRequested', {})));
  const hourOfSweeps = { writes: 4 * idle.writes, reads: 4 * idle.reads, kilobytes: 4 * idle.kilobytes };
  return { hourOfSweeps, request, approval, vendedAccount, reconciledPortfolio };
}
