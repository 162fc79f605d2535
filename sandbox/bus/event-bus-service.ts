import * as v from 'valibot';
import { checkedOperations } from '../wire/checked-operations.ts';
import { listOf, structure, text } from '../wire/read-input.ts';
import type { Service } from '../wire/service.ts';
import type { EventBuses } from './event-buses.ts';

/** The constraints of AWS's published model of EventBridge (2015-10-07); the rest of an entry is refused by entry. */
const entry = structure({
  // Seconds; beyond these there is no date.
  Time: v.optional(v.pipe(v.number(), v.minValue(-8.64e12), v.maxValue(8.64e12))),
  Source: v.optional(text({})),
  Resources: v.optional(listOf(text({ max: 2048 }))),
  DetailType: v.optional(text({})),
  Detail: v.optional(text({})),
  EventBusName: v.optional(
    text({
      min: 1,
      max: 1600,
      pattern: String.raw`(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[\.\-_A-Za-z0-9]+`,
    }),
  ),
  TraceHeader: v.optional(text({ min: 1, max: 500 })),
});
const PutEvents = { members: structure({ Entries: listOf(entry, 10, 1) }), unsupported: ['EndpointId'] };

/** EventBridge on the wire. */
export function eventBusService(buses: EventBuses): Service {
  return {
    signingName: 'events',
    targetPrefix: 'AWSEvents',
    contentType: 'application/x-amz-json-1.1',
    operations: checkedOperations(
      { PutEvents },
      { PutEvents: (input, caller) => ({ ...buses.putEvents(input.Entries, caller) }) },
    ),
  };
}
