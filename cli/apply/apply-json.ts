import * as v from 'valibot';
import { reachFields } from '../../events/schema-parts.ts';
import {
  decision,
  findings,
  outcome,
  principals,
  recipient,
  requestId,
  severity,
  text,
} from '../json/parts.ts';
import { says } from '../json/shape.ts';

const flags = { shareTagOptions: v.boolean(), sharePrincipals: v.boolean() };

export const APPLY_JSON = v.union([
  says(
    'of a plan, and of what was done',
    v.strictObject({
      changes: says(
        'a line of the plan each',
        v.array(
          v.strictObject({
            change: v.picklist(['CREATE', 'UPDATE', 'UNCHANGED', 'REMOVE', 'DISASSOCIATE', 'NOT_DECLARED']),
            portfolioId: text,
            recipient,
            flags: v.strictObject(flags),
            principals: says('that are asked for with it, or taken off', principals),
            because: says('the differences, in words', v.array(text)),
            isExact: v.optional(
              says('with --prune: it asks for these principals and no others', v.boolean()),
            ),
            predicted: v.optional(
              says(
                'what Foliocast would make of it',
                v.strictObject({
                  decision,
                  severity,
                  findings,
                  reach: v.optional(
                    says(
                      'accounts and principals that gain or lose it; docs/events.md',
                      v.strictObject(reachFields),
                    ),
                  ),
                }),
              ),
            ),
          }),
        ),
      ),
      done: says(
        'with --yes: each request that was put',
        v.array(
          v.strictObject({
            requestId,
            outcome: v.optional(outcome),
            problem: v.optional(says('why there is no outcome', text)),
          }),
        ),
      ),
    }),
  ),
  says(
    'with --adopt',
    v.strictObject({
      file: says('where it was written', text),
      portfolios: says(
        'that were taken over',
        v.array(
          v.strictObject({
            portfolioId: text,
            principals,
            shares: v.array(
              v.strictObject({
                recipient,
                ...flags,
                accepted: says('false while an account has not accepted it', v.boolean()),
              }),
            ),
            findings,
          }),
        ),
      ),
    }),
  ),
]);
