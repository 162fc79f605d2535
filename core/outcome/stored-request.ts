import type { RequestRecord } from '../ledger/request-record.ts';
import type { Outcome } from './outcome.ts';

/** A request's whole item in the ledger: its record and, once it is decided, its outcome. */
export interface StoredRequest extends RequestRecord {
  readonly outcome?: Outcome;
}
