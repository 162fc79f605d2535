import * as v from 'valibot';
import { principals, recipient, requestId, stage, text, ticket, time } from '../json/parts.ts';
import { says } from '../json/shape.ts';

export const WHO_JSON = v.strictObject({
  stage,
  what: says('that was asked about', text),
  portfolios: says(
    'that reach it, or the one that was asked about',
    v.array(
      v.strictObject({
        portfolioId: text,
        displayName: text,
        principals: says(
          'of the portfolio; of a principal that was asked about, those that match',
          principals,
        ),
        isListed: v.optional(says('of an account: whether Service Catalog lists it', v.boolean())),
        shares: v.array(
          v.strictObject({
            recipient,
            shareTagOptions: v.boolean(),
            sharePrincipals: v.boolean(),
            accepted: says('false while an account has not accepted', v.boolean()),
            asked: v.optional(
              says(
                'absent where nobody asked Foliocast for it',
                v.strictObject({
                  requestId: says('ADOPTED where it was there on day one', requestId),
                  keptAt: time,
                  source: v.optional(text),
                  requestedBy: v.optional(text),
                  ticket: v.optional(ticket),
                  approvedBy: v.optional(text),
                }),
              ),
            ),
          }),
        ),
      }),
    ),
  ),
});
