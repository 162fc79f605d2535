import * as v from 'valibot';
import { count } from '../../events/schema-parts.ts';
import { requester, requestId, stage, text, time } from '../json/parts.ts';
import { says } from '../json/shape.ts';

const request = {
  requestId,
  requester: v.optional(requester),
  says: says('what it asks for, in words', text),
  from: says('who sent it, in words', text),
  phase: v.optional(says('how far it is, as in show', text)),
  acceptedAt: text,
};

export const QUEUE_JSON = v.strictObject({
  stage,
  leases: says(
    'each turn that there is: one, or one for each portfolio',
    v.array(
      v.strictObject({
        scope: says('ACCOUNT_AND_REGION, or a portfolio', text),
        state: v.picklist(['FREE', 'HELD', 'DRAINING']),
        pausedAt: v.optional(says('since when nobody new gets a turn', time)),
        holder: v.optional(
          says(
            'who has the turn',
            v.strictObject({ ...request, since: time, isTakenUp: says('its execution knows', v.boolean()) }),
          ),
        ),
        draining: v.optional(
          says(
            'whose share may still be running, so that the turn is kept free',
            v.strictObject({ ...request, since: time, until: says('at the latest', time) }),
          ),
        ),
        waits: says('how many wait in all', count),
        waiting: says(
          'the first fifty of them, in order',
          v.array(
            v.strictObject({
              ...request,
              aboutSecondsStill: v.optional(says('absent where it cannot be reckoned', v.number())),
            }),
          ),
        ),
      }),
    ),
  ),
  underWay: says('how many requests have no outcome and no place in a queue', count),
  requests: says('the first fifty of those', v.array(v.strictObject(request))),
});
