import type { Service } from '../wire/service.ts';
import type { EventBuses } from './event-buses.ts';

/** EventBridge on the wire. */
export function eventBusService(buses: EventBuses): Service {
  return {
    signingName: 'events',
    targetPrefix: 'AWSEvents',
    contentType: 'application/x-amz-json-1.1',
    operations: { PutEvents: (input, caller) => ({ ...buses.putEvents(input.Entries, caller) }) },
  };
}
