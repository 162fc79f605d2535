import { FoliocastError } from '../../core/foliocast-error.ts';

export function unknownEnd(known: string): FoliocastError {
  const unknown = 'its accounts cannot be followed, since the answer with its token was lost';
  return new FoliocastError('ShareStatusUnknown', `${known}; ${unknown}`);
}
