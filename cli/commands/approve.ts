import { APPROVE_JSON } from '../approve/approve-json.ts';
import type { Command } from '../command/command.ts';
import { AskedWrongly } from '../command/failures.ts';
import { atStack } from '../connect/at-stack.ts';
import { BY } from './by.ts';

export const approve: Command = {
  usage: 'approve [request-id]',
  about: 'Lists requests that wait for a yes. With an id: shows its risk, asks you, and decides.',
  positionals: { 'request-id': 'The requestId of its sender.' },
  options: {
    reject: { kind: 'FLAG', about: 'Says no' },
    yes: { kind: 'FLAG', about: 'Does not ask first' },
    reason: { kind: 'TEXT', about: 'Is kept with the decision' },
    source: { kind: 'TEXT', about: 'A source that may approve; one of config.yml by default' },
    account: { kind: 'TEXT', about: 'Account of the sender, where several used the id' },
    from: { kind: 'TEXT', about: 'Source of the sender, given with --account' },
    by: BY,
  },
  json: APPROVE_JSON,
  connects: true,
  examples: [
    ['approve --stage prod', 'What waits.'],
    ["approve vend-2026-000123 --reason 'seen in SEC-12'", 'Shows it, asks, and approves.'],
    ['approve vend-2026-000123 --reject', 'Shows it, asks, and rejects.'],
  ],
  load: async () => (given) => {
    const requestId = given.text('request-id');
    const decides = ['reject', 'yes'].find((name) => given.flag(name));
    const said = decides ?? ['reason', 'source', 'account', 'from', 'by'].find((name) => given.text(name));
    if (requestId === undefined && said)
      throw new AskedWrongly(`--${said} is of one request: expected its REQUEST-ID.`);
    if (requestId !== undefined && given.flag('json'))
      throw new AskedWrongly('--json is for the list: leave it out.');
    return atStack(given, async (connection) => {
      if (requestId === undefined)
        return (await import('../approve/show-waiting.ts')).showWaiting(connection, given.flag('json'));
      const { findOne } = await import('../requests/find-request.ts');
      const sender = { account: given.text('account'), source: given.text('from') };
      const record = await findOne(sender, connection, requestId);
      return (await import('../approve/decide.ts')).decide(given, connection, record);
    });
  },
};
