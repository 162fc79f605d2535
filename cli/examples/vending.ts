import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from '../command/print.ts';
import type { Example } from './example.ts';
import type { Stage } from './stage.ts';

const PORTFOLIO = 'port-a1b2c3d4e5f6g';
const UNIT = 'ou-ab12-cdef3456';

/** As they come for one new account: created in the root, moved to its unit, enrolled by Control Tower. */
const EVENTS = [
  'placed-organizations-create-account-result',
  'placed-organizations-move-account',
  'placed-control-tower-create-managed-account',
];

/** The first sign of an account that was vended is an event of AWS; nobody sends a request. */
export const vending: Example = {
  about: 'An account is vended: three events of AWS tell of it, and it gets the portfolio of its unit, once.',
  async prepare() {
    return {
      config: { vending: { rules: [{ unit: UNIT, includeChildren: true, portfolios: [PORTFOLIO] }] } },
    };
  },
  async play(stage) {
    for (const name of EVENTS) await announce(stage, name);
    const request = await stage.waitFor('The request', ({ source }) => source === 'foliocast.vending');
    const requestId = String(request.detail.requestId);
    say(`Foliocast asks itself for a share: ${requestId}\n`);
    const outcome = await stage.answerTo(requestId);
    const requests = stage.sandbox.events().filter(({ event }) => event.source === 'foliocast.vending');
    say(`\n${outcome['detail-type']}`);
    say(JSON.stringify(outcome.detail, null, 2));
    say(`\n${EVENTS.length} events, ${requests.length} request.`);
    return outcome['detail-type'] === 'PortfolioShareCompleted';
  },
};

/** Only AWS can put these: on the sandbox, the access key AWS. */
async function announce({ put }: Stage, name: string): Promise<void> {
  const path = join(import.meta.dirname, '../../events/examples/vending', `${name}.json`);
  const event = JSON.parse(await readFile(path, 'utf8'));
  say(`Putting ${event.source} ${event.detail.eventName}`);
  await put(event, 'AWS');
}
