import { awsAccessKey } from '../../sandbox/bus/aws-itself.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { draw, pick } from '../storm/draw.ts';
import type { Deed } from './deeds.ts';
import { BROKEN_ACCOUNT, OWNER, ROOT, UNITS } from './place.ts';

/** An account that came into a unit, as was announced. */
export interface Arrival {
  readonly accountId: string;
  readonly unitId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Accounts are vended, moved, closed and removed, and AWS or the vending machine says so. */
export function createAccounts(sandbox: Sandbox, seed: number) {
  const { clock, simulator, buses } = sandbox;
  const arrivals: Arrival[] = [];
  let vended = 0;
  const put = (Source: string, DetailType: string, detail: object, accessKeyId = OWNER) => {
    const entry = { EventBusName: 'foliocast-dev', Source, DetailType, Detail: JSON.stringify(detail) };
    buses.putEvents([entry], { accountId: OWNER, accessKeyId });
  };
  const byAws = (detailType: string, detail: object) =>
    put(
      'aws.organizations',
      detailType,
      { eventTime: new Date(clock.now()).toISOString().replace(/\.\d+/, ''), ...detail },
      awsAccessKey,
    );
  const move = (accountId: string, destinationParentId: string) => {
    const { organization } = simulator.controls;
    const sourceParentId = organization.parentIdOf(accountId);
    if (sourceParentId === destinationParentId) return;
    simulator.controls.moveAccount(accountId, destinationParentId);
    arrivals.push({ accountId, unitId: destinationParentId, at: clock.now() });
    byAws('AWS API Call via CloudTrail', {
      eventName: 'MoveAccount',
      requestParameters: { accountId, sourceParentId, destinationParentId },
      responseElements: null,
    });
  };

  return {
    arrivals,
    act({ kind, key }: Deed): void {
      const luck = (what: string) => draw(seed, what, key);
      const { organization } = simulator.controls;
      const members = [...organization.accountIds].filter(
        (id) => id !== OWNER && id !== BROKEN_ACCOUNT && organization.account(id)?.status === 'ACTIVE',
      );
      const accountId = pick(members, luck('account')) as string;
      const unitId = pick(UNITS, luck('to')) as string;
      switch (kind) {
        case 'VEND': {
          vended += 1;
          const id = String(300_000_000_000 + vended);
          simulator.controls.addAccount({ id, joinedMethod: 'CREATED' });
          byAws('AWS Service Event via CloudTrail', {
            eventName: 'CreateAccountResult',
            serviceEventDetails: { createAccountStatus: { id: 'car-1', state: 'SUCCEEDED', accountId: id } },
          });
          clock.setTimeout(
            () => {
              move(id, unitId);
              if (luck('told') < 0.5)
                put('acme.vending', 'AccountVended', { accountId: id, organizationalUnitId: unitId });
            },
            30_000 + 300_000 * luck('after'),
          );
          return;
        }
        case 'MOVE':
          move(accountId, luck('to root') < 0.1 ? ROOT : unitId);
          return;
        case 'CLOSE':
          organization.setStatus(accountId, 'SUSPENDED');
          return;
        case 'LEAVE':
          simulator.controls.removeAccount(accountId);
          return;
      }
    },
  };
}
