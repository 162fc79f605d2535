import { MoveAccountCommand } from '@aws-sdk/client-organizations';
import {
  CreatePortfolioShareCommand,
  DeletePortfolioShareCommand,
  type ServiceCatalogClient,
} from '@aws-sdk/client-service-catalog';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ScenarioUnit } from '../../simulator/scenario-organization.ts';
import { PORTFOLIO, startScenario } from '../simulator/start-simulator.ts';
import { accessOf, nodeOf, sharesOf, statusOf } from './share.ts';

const ROOT = 'r-ab12';
const ORGANIZATION = 'o-a1b2c3d4e5';
const UNITS = 5;
const ACCOUNTS = 8;
const unitId = (index: number) => `ou-ab12-unit000${index}`;
const accountId = (index: number) => String(300_000_000_000 + index);

/** Our own idea of the organization, beside the simulator's. */
interface Tree {
  /** By unit, the index of its parent; below 0 the root. */
  readonly parents: readonly number[];
  /** By account, the id of the unit it is in, or the root's. */
  readonly homes: Map<string, string>;
}

const trees = fc.record({
  parents: fc.tuple(...Array.from({ length: UNITS }, (_, i) => fc.integer({ min: -1, max: i - 1 }))),
  homes: fc.array(fc.integer({ min: -1, max: UNITS - 1 }), { minLength: ACCOUNTS, maxLength: ACCOUNTS }),
});
const node = fc.oneof(
  fc.constant(ORGANIZATION),
  fc.integer({ min: 0, max: UNITS - 1 }).map(unitId),
  fc.integer({ min: 0, max: ACCOUNTS - 1 }).map(accountId),
);
const steps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('share' as const), nodeId: node }),
    fc.record({ do: fc.constant('unshare' as const), nodeId: node }),
    fc.record({
      do: fc.constant('share with account' as const),
      nodeId: fc.integer({ min: 0, max: 9 }).map(accountId),
    }),
    fc.record({
      do: fc.constant('move' as const),
      account: fc.integer({ min: 0, max: ACCOUNTS - 1 }).map(accountId),
      to: fc.integer({ min: -1, max: UNITS - 1 }),
    }),
    fc.record({ do: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 60 }) }),
  ),
  { maxLength: 25 },
);

test('shares, access and share details agree with the tree, whatever is shared, unshared and moved', async () => {
  await fc.assert(
    fc.asyncProperty(trees, steps, async ({ parents, homes }, actions) => {
      const tree: Tree = {
        parents,
        homes: new Map(homes.map((unit, i) => [accountId(i), unit < 0 ? ROOT : unitId(unit)])),
      };
      const { catalog, organizations, clock } = startScenario({
        organization: { units: unitsBelow(tree, -1), accounts: accountsIn(tree, ROOT) },
        portfolios: [{ id: PORTFOLIO }],
      });
      const client = catalog();
      const tokens: string[] = [];

      for (const step of actions) {
        if (step.do === 'wait') {
          await clock.advance(step.seconds);
        } else if (step.do === 'move') {
          const DestinationParentId = step.to < 0 ? ROOT : unitId(step.to);
          const SourceParentId = tree.homes.get(step.account) ?? ROOT;
          if (SourceParentId !== DestinationParentId) {
            const move = { AccountId: step.account, SourceParentId, DestinationParentId };
            await organizations().send(new MoveAccountCommand(move));
            tree.homes.set(step.account, DestinationParentId);
          }
        } else {
          tokens.push(...(await actUnlessRefused(client, step.do, step.nodeId)));
        }
        await expectNobodyTooMany(client, tree, tokens);
      }

      await clock.advance(60);
      await expectAgreement(client, tree);

      const isNew = !(await sharedNodesOf(client)).includes(unitId(0));
      const [token] = await actUnlessRefused(client, 'share', unitId(0));
      await clock.advance(60);
      if (isNew) {
        await expectDetailsOf(client, tree, unitId(0), token);
      }
      await expectAgreement(client, tree);
    }),
    { numRuns: process.env.SIZE === undefined ? 20 : 60 },
  );
});

/** What was done may be refused (busy, unknown share); the invariants hold all the same. */
async function actUnlessRefused(
  client: ServiceCatalogClient,
  action: 'share' | 'unshare' | 'share with account',
  nodeId: string,
): Promise<string[]> {
  const target =
    action === 'share with account' ? { AccountId: nodeId } : { OrganizationNode: nodeOf(nodeId) };
  const input = { PortfolioId: PORTFOLIO, ...target };
  try {
    if (action === 'unshare') {
      await client.send(new DeletePortfolioShareCommand(input));
      return [];
    }
    const { PortfolioShareToken } = await client.send(new CreatePortfolioShareCommand(input));
    return PortfolioShareToken === undefined ? [] : [PortfolioShareToken];
  } catch (error) {
    expect(['InvalidStateException', 'ResourceNotFoundException']).toContain(
      error instanceof Error ? error.name : error,
    );
    return [];
  }
}

/** At any moment: nobody has access whom no share is for, and who a token says was reached was reached. */
async function expectNobodyTooMany(client: ServiceCatalogClient, tree: Tree, tokens: readonly string[]) {
  const access = await accessOf(client);
  const entitled = await entitledBySharesOf(client, tree);
  expect(access.filter((id) => !entitled.includes(id))).toEqual([]);

  const last = tokens.at(-1);
  const {
    Status,
    OrganizationNodeValue = '',
    ShareDetails,
  } = last ? await statusOf(client, last) : { Status: undefined };
  if (Status === 'IN_PROGRESS') {
    const stillThere = ShareDetails?.SuccessfulShares?.filter((id) => isIn(tree, id, OrganizationNodeValue));
    expect(access).toEqual(expect.arrayContaining(stillThere ?? []));
  }
}

/** Once nothing runs: exactly those have access whom a share is for, in total and below every node. */
async function expectAgreement(client: ServiceCatalogClient, tree: Tree) {
  expect(await accessOf(client, undefined, 3)).toEqual(await entitledBySharesOf(client, tree));

  const nodes = await sharedNodesOf(client);
  for (const parentId of [ORGANIZATION, ...tree.parents.map((_, i) => unitId(i))]) {
    const inherited = [...tree.homes.keys()].filter(
      (id) => isIn(tree, id, parentId) && nodes.some((nodeId) => isIn(tree, id, nodeId)),
    );
    expect(await accessOf(client, parentId, 3)).toEqual(inherited.sort());
  }
}

/** A creation tells every account of its node once, as reached or as having the portfolio already. */
async function expectDetailsOf(client: ServiceCatalogClient, tree: Tree, nodeId: string, token = 'no token') {
  const { ShareDetails } = await statusOf(client, token);
  const { SuccessfulShares = [], ShareErrors = [] } = ShareDetails ?? {};
  const told = [...SuccessfulShares, ...ShareErrors.flatMap(({ Accounts = [] }) => Accounts)];

  expect(told.sort()).toEqual([...tree.homes.keys()].filter((id) => isIn(tree, id, nodeId)).sort());
  expect(ShareErrors.every(({ Error: name }) => name === 'DuplicateResourceException')).toBe(true);
}

async function entitledBySharesOf(client: ServiceCatalogClient, tree: Tree): Promise<string[]> {
  const nodes = await sharedNodesOf(client);
  const inNodes = [...tree.homes.keys()].filter((id) => nodes.some((nodeId) => isIn(tree, id, nodeId)));
  const accounts = (await sharesOf(client, 'ACCOUNT')).map(({ PrincipalId = '' }) => PrincipalId);
  return [...new Set([...inNodes, ...accounts])].sort();
}

async function sharedNodesOf(client: ServiceCatalogClient): Promise<string[]> {
  const types = ['ORGANIZATION', 'ORGANIZATIONAL_UNIT', 'ORGANIZATION_MEMBER_ACCOUNT'] as const;
  const shares = await Promise.all(types.map((type) => sharesOf(client, type)));
  return shares.flat().map(({ PrincipalId = '' }) => PrincipalId);
}

function isIn(tree: Tree, account: string, nodeId: string): boolean {
  if (nodeId === ORGANIZATION || nodeId === account) {
    return true;
  }
  let unit = Number((tree.homes.get(account) ?? ROOT).split('unit000')[1] ?? -1);
  while (unit >= 0) {
    if (unitId(unit) === nodeId) {
      return true;
    }
    unit = tree.parents[unit] ?? -1;
  }
  return false;
}

function accountsIn(tree: Tree, parentId: string): string[] {
  return [...tree.homes].flatMap(([id, home]) => (home === parentId ? id : []));
}

function unitsBelow(tree: Tree, parent: number): ScenarioUnit[] {
  return tree.parents.flatMap((of, i) =>
    of === parent ? { id: unitId(i), accounts: accountsIn(tree, unitId(i)), units: unitsBelow(tree, i) } : [],
  );
}
