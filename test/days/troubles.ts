import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { WireOutcome } from '../../sandbox/wire/message.ts';
import { type FaultKind, faultKinds } from '../fault-matrix/fault-kinds.ts';
import { errorAnswer, happen } from '../fault-matrix/happen.ts';
import { draw, pick } from '../storm/draw.ts';
import type { Deed } from './deeds.ts';

/** Of single calls. */
const FAULT_CHANCE = 0.002;

type Call = { readonly functionName: string; readonly service: string; readonly operation: string };

/** Outages, and faults of single calls, until they are over. */
export function createTroubles(sandbox: () => Sandbox, seed: number) {
  const until = new Map<string, number>();
  let calls = 0;
  let isOver = false;
  const stopOne = (luck: number) => {
    const running = sandbox()
      .executions()
      .filter(({ status }) => status === 'RUNNING');
    pick(running, luck)?.stop('StoppedByHand', 'somebody stopped it');
  };
  const isOut = (service: string) => (until.get(service) ?? 0) > sandbox().clock.now();

  return {
    isOut,
    act(deed: Deed): void {
      const luck = draw(seed, 'which', deed.key);
      if (deed.kind === 'OUTAGE') until.set(deed.service, sandbox().clock.now() + deed.minutes * 60_000);
      if (deed.kind === 'STOP') stopOne(luck);
      if (deed.kind !== 'RESTART') return;
      for (const { functionName } of sandbox().functions.definitions) sandbox().functions.kill(functionName);
    },
    async meet(call: Call, body: string, perform: () => Promise<WireOutcome>): Promise<WireOutcome> {
      const { clock } = sandbox();
      calls += 1;
      const luck = (what: string) => draw(seed, what, calls);
      await clock.delay(2 + 40 * luck('there'));
      if (isOut(call.service)) {
        if (luck('out') < 0.3) return 'DROP';
        if (luck('out') < 0.9) return errorAnswer('ServiceUnavailable', 503);
      }
      const functionKey = call.functionName.replace(/^.*-/, '');
      const fault: FaultKind | undefined =
        isOver || luck('fault') >= FAULT_CHANCE
          ? undefined
          : pick(faultKinds({ ...call, functionKey }), luck('kind'));
      if (!fault) return perform();
      return happen(fault, perform, {
        killFunction: () => sandbox().functions.kill(call.functionName),
        stopExecution() {
          const [id] = /(day|vend|repair)-[\w-]+/.exec(body) ?? [];
          const about = sandbox()
            .executions()
            .find(({ status, input }) => id && status === 'RUNNING' && input.includes(`"${id}"`));
          about?.stop('StoppedByHand', 'somebody stopped it');
        },
        askAgain: () => undefined,
        letRivalIn: () => undefined,
      });
    },
    end() {
      isOver = true;
      until.clear();
    },
  };
}
