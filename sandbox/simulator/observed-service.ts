import type { Clock } from '../clock/clock.ts';
import type { Service } from '../wire/service.ts';
import type { CallFaults } from './call-faults.ts';
import type { CallLog } from './call-log.ts';

/** The service with every call logged and met by the faults that are about it. */
export function observedService(service: Service, clock: Clock, calls: CallLog, faults: CallFaults): Service {
  const operations = Object.entries(service.operations).map(([name, operation]) => [
    name,
    async (...[input, caller]: Parameters<typeof operation>) => {
      const call = calls.add(clock.now(), name, caller, input);
      try {
        const output = await faults.answer(name, operation, input, caller);
        call.outcome = 'OK';
        return output;
      } catch (error) {
        call.outcome = error instanceof Error ? error.name : String(error);
        throw error;
      }
    },
  ]);
  return { ...service, operations: Object.fromEntries(operations) };
}
