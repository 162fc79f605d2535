import * as v from 'valibot';
import { DRIFT_KINDS } from '../../core/reconciliation/drift.ts';
import { accountId, count, principal } from '../../events/schema-parts.ts';
import { recipient, stage, text, time } from '../json/parts.ts';
import { says } from '../json/shape.ts';

const state = v.looseObject({});

export const DRIFT_JSON = v.strictObject({
  stage,
  unreadable: v.optional(
    says(
      'with --now: portfolios that could not be read, the first hundred of each run',
      v.array(v.strictObject({ portfolioId: text, reason: text })),
    ),
  ),
  drifts: says(
    'each difference that stands',
    v.array(
      v.strictObject({
        driftId: text,
        kind: says('docs/reconciliation.md', v.picklist(DRIFT_KINDS)),
        portfolioId: text,
        recipient: v.optional(recipient),
        principal: v.optional(principal),
        accountId: v.optional(accountId),
        askedBy: v.optional(says('the request that asked for it last', text)),
        generation: says('of what is wanted; 0 where nothing is', count),
        expected: says('as in PortfolioShareDriftDetected; docs/events.md', state),
        actual: says('likewise; docs/events.md', state),
        firstDetectedAt: time,
        lastDetectedAt: time,
        foundBy: says('the comparison that found it last', text),
        acknowledged: v.optional(
          says(
            'where somebody knows of it, so that it is silent',
            v.strictObject({ by: text, at: time, until: v.optional(time) }),
          ),
        ),
      }),
    ),
  ),
});
