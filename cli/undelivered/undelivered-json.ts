import * as v from 'valibot';
import { count } from '../../events/schema-parts.ts';
import { stage, text } from '../json/parts.ts';
import { says } from '../json/shape.ts';

export const UNDELIVERED_JSON = v.strictObject({
  stage,
  events: says(
    'that did not reach their target',
    v.array(
      v.strictObject({
        eventId: says('which --deliver and --discard take', text),
        detailType: v.optional(text),
        source: v.optional(text),
        account: v.optional(text),
        time: v.optional(says('when it was put', text)),
        requestId: v.optional(text),
        target: v.optional(says('ARN of the machine, function or destination', text)),
        why: says('what the target, or EventBridge, said', text),
        event: says('as the target would have got it', v.unknown()),
      }),
    ),
  ),
  heldByOthers: says('how many somebody else looks at, so that they are not among these', count),
  isCut: says('the queue may have more: these were the most that one run reads', v.boolean()),
});
