import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { FoliocastError } from '../../core/foliocast-error.ts';
import { refuseEmptyAnswers } from '../refuse-empty-answers.ts';
import { REQUEST_HANDLER } from '../request-handler.ts';

/** Single-item conditional writes only, so that every step is safe to repeat after any crash. */
export const client = refuseEmptyAnswers(
  new DynamoDBClient({ maxAttempts: 4, requestHandler: REQUEST_HANDLER }),
);

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

export type Values = Readonly<Record<string, unknown>>;

/** A call to the ledger. @throws AccessDeniedException, LedgerUnavailable for whatever else it answers but success */
export async function inLedger<T>(call: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (cause) {
    const message = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    const isDenied = cause instanceof Error && cause.name === 'AccessDeniedException';
    const name = isDenied ? 'AccessDeniedException' : 'LedgerUnavailable';
    throw new FoliocastError(name, `${call} on the ledger: ${message}`, { cause });
  }
}

export function marshallItem(values: object) {
  return marshall(values, { removeUndefinedValues: true });
}

export function tableName(): string {
  const name = process.env.LEDGER_TABLE;
  if (!name) throw new Error('LEDGER_TABLE is not set: serverless.yml gives it to every function');
  return name;
}
