import * as v from 'valibot';
import {
  findings,
  outcome,
  principals,
  recipient,
  requester,
  requestId,
  stage,
  text,
  ticket,
  time,
} from '../json/parts.ts';
import { says } from '../json/shape.ts';

const said = {
  request: says(
    'what was asked for, with what it left out filled in',
    v.strictObject({
      requestId,
      action: v.picklist(['SHARE', 'UNSHARE', 'DISASSOCIATE']),
      portfolioId: text,
      recipient,
      shareTagOptions: v.boolean(),
      sharePrincipals: v.boolean(),
      principals,
      exactPrincipals: v.optional(v.boolean()),
      acceptLanguage: v.optional(text),
      requestedBy: v.optional(text),
      ticket: v.optional(ticket),
      retryOf: v.optional(text),
      verifyAccountId: v.optional(text),
      notAfter: v.optional(text),
      nodeArn: v.optional(says('what the ARN of its node says beside the id', v.looseObject({}))),
    }),
  ),
  requester,
  phase: says(
    'how far it is',
    v.picklist([
      'ACCEPTED',
      'CHECKED',
      'AWAITING_APPROVAL',
      'QUEUED',
      'PLANNED',
      'WRITING',
      'VERIFYING',
      'DECIDED',
      'EMITTED',
    ]),
  ),
  acceptedAt: says('when Foliocast took it', time),
  outcome: v.optional(outcome),
  executionArn: says('its execution', text),
  findings: v.optional(findings),
  emittedAt: v.optional(says('when its outcome was put on the bus', time)),
};

export const SHOW_JSON = v.union([
  says(
    'with an id',
    v.strictObject({
      stage,
      ...said,
      timeline: says(
        'its steps, the oldest first',
        v.array(v.strictObject({ at: time, name: text, says: text })),
      ),
    }),
  ),
  says(
    'without an id',
    v.strictObject({
      stage,
      requests: says('the latest first, each as above without timeline', v.array(v.strictObject(said))),
    }),
  ),
]);
