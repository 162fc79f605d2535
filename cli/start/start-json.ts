import * as v from 'valibot';
import { PortfolioShareOutcomeDetail } from '../../events/portfolio-share-outcome.ts';
import { PortfolioShareRefusedSchema } from '../../events/portfolio-share-refused.ts';
import { text } from '../json/parts.ts';
import { says } from '../json/shape.ts';

export const START_JSON = v.strictObject({
  detailType: says('of the event that answers the request', text),
  detail: says(
    'its detail; docs/events.md',
    v.union([PortfolioShareOutcomeDetail, PortfolioShareRefusedSchema]),
  ),
});
