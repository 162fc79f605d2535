import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newRandom } from '../../sandbox/simulator/random.ts';
import { runCli } from '../cli/run-cli.ts';
import { bySize } from '../size.ts';
import { Console, reconcile } from './reconciliation.ts';
import { type Service, startService } from './start-service.ts';

const SEEDS = bySize({ quick: [1], prove: [1, 2], whole: [1, 2, 3, 4, 5, 6, 7, 8] });
const ORGANIZATION = 'o-a1b2c3d4e5';
const UNITS = ['ou-ab12-alpha123', 'ou-ab12-bravo123', 'ou-ab12-charlie1'];
const ACCOUNTS = ['333344445555', '444455556666'];
const PORTFOLIOS = ['port-alpha', 'port-bravo', 'port-charlie', 'port-delta'];
const NODES = [
  { type: 'ORGANIZATION', value: ORGANIZATION },
  ...UNITS.map((value) => ({ type: 'ORGANIZATIONAL_UNIT', value })),
  ...ACCOUNTS.map((value) => ({ type: 'ACCOUNT', value })),
] as const;
const pattern = (name: string) => ({
  principalArn: `arn:aws:iam:::role/aws-reserved/${name}`,
  principalType: 'IAM_PATTERN',
});
const KNOWN = ['one', 'two', 'three'].map(pattern);
const directory = mkdtempSync(join(tmpdir(), 'foliocast-random-'));
let service: Service;
let atConsole: Console;

beforeAll(async () => {
  const random = newRandom(7, 'shares');
  service = await startService({
    scenario: {
      organization: {
        id: ORGANIZATION,
        units: UNITS.map((id, index) => ({ id, accounts: ACCOUNTS.slice(index, index + 1) })),
      },
      portfolios: PORTFOLIOS.map((id) => ({
        id,
        products: [{ id: `prod-${id}` }],
        principals: KNOWN,
        shares: NODES.filter(() => random() < 0.6).map(({ type, value }) => ({
          organizationNode: value,
          shareTagOptions: random() < 0.5,
          sharePrincipals: type !== 'ACCOUNT' && random() < 0.5,
        })),
      })),
    },
  });
  atConsole = new Console(service);
  const adopted = await runCli(
    ...['apply', join(directory, 'shares.yml'), '--adopt', '--endpoint-url', service.sandbox.endpoint],
  );
  expect(adopted).toMatchObject({ status: 0, out: expect.stringContaining('Adopted') });
});
afterAll(async () => {
  await service.close();
  rmSync(directory, { recursive: true });
});

test.each(SEEDS)('whatever is changed behind its back, seed %i, is found, and nothing else', async (seed) => {
  const { expected, undo } = await tamper(newRandom(seed, 'tampering'));
  expect(expected.length).toBeGreaterThan(3);

  const { drifts, repairs, completed } = await reconcile(service);

  const found = drifts.map(({ kind, portfolioId, organizationNode, principal }) =>
    [kind, portfolioId, principal?.principalArn ?? organizationNode?.value].join(' '),
  );
  expect(found.sort()).toEqual(expected.sort());
  expect(completed.drifts.found).toBe(expected.length);
  for (const requestId of new Set(repairs.map((repair) => repair.requestId))) {
    expect((await service.answer(requestId))['detail-type']).toBe('PortfolioShareCompleted');
  }
  for (const step of undo) await step();
  expect((await reconcile(service)).drifts).toEqual([]);
});

/** Changes about half of what there is; answers what must be found, and how a person takes back what is too much. */
async function tamper(random: () => number) {
  const expected: string[] = [];
  const undo: (() => Promise<void>)[] = [];
  for (const id of PORTFOLIOS) {
    const { nodeShares } = service.sandbox.simulator.controls.portfolio(id);
    for (const { type, value } of NODES) {
      const share = nodeShares.find(({ node }) => node.id === value);
      const recipient = { OrganizationNode: { Type: type, Value: value } };
      const draw = random();
      if (!share && draw < 0.3) {
        await atConsole.create(id, recipient);
        expected.push(`SHARE_NOT_ASKED_FOR ${id} ${value}`);
        undo.push(() => atConsole.delete(id, recipient));
      } else if (share && draw < 0.15) {
        await atConsole.delete(id, recipient);
        expected.push(`SHARE_MISSING ${id} ${value}`);
      } else if (share && draw < 0.3) {
        await atConsole.update(id, recipient, { ShareTagOptions: !share.shareTagOptions });
        expected.push(`FLAGS_DIFFER ${id} ${value}`);
      }
    }
    for (const principal of KNOWN.filter(() => nodeShares.length > 0 && random() < 0.3)) {
      await atConsole.disassociate(id, principal);
      expected.push(`PRINCIPAL_MISSING ${id} ${principal.principalArn}`);
    }
    if (random() < 0.4) {
      await atConsole.associate(id, pattern('stranger'));
      expected.push(`PRINCIPAL_NOT_ASKED_FOR ${id} ${pattern('stranger').principalArn}`);
      undo.push(() => atConsole.disassociate(id, pattern('stranger')));
    }
  }
  return { expected, undo };
}
