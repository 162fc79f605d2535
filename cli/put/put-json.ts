import * as v from 'valibot';
import { PortfolioSharePlannedSchema } from '../../events/portfolio-share-planned-schema.ts';
import { outcome, requestId, text } from '../json/parts.ts';
import { says } from '../json/shape.ts';

const eventId = says('of the event on the bus', text);

export const PUT_JSON = v.union([
  says(
    'of an event, and of a request',
    v.strictObject({
      eventId,
      requestId: v.optional(requestId),
      outcome: v.optional(outcome),
    }),
  ),
  says('with --dry-run: the detail of PortfolioSharePlanned; docs/events.md', PortfolioSharePlannedSchema),
]);
