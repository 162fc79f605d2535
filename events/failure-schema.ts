import * as v from 'valibot';
import { FAILURES, type FailureCode } from '../core/failure-codes.ts';
import { text } from './schema-parts.ts';

/** `Failure` of core/outcome: why a request fails, or would. */
export const failure = {
  code: v.picklist(Object.keys(FAILURES) as FailureCode[]),
  cause: text,
  whatToDo: text,
  mayRetry: v.boolean(),
  quota: v.optional(v.looseObject({ quotaName: text })),
  supersededBy: v.optional(text),
};
