import { FoliocastError } from '../../core/foliocast-error.ts';

/** @param isAnswerLost whether there may have been a token that nobody knows; otherwise none was given */
export function unknownEnd(known: string, isAnswerLost: boolean): FoliocastError {
  const why = isAnswerLost ? 'the answer with its token was lost' : 'Service Catalog gave no token for it';
  return new FoliocastError('ShareStatusUnknown', `${known}; its accounts cannot be followed, since ${why}`);
}
