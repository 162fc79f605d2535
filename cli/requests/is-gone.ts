import { FoliocastError } from '../../core/foliocast-error.ts';

/** Whether a portfolio of a list was deleted before it was read: of thousands, one may be. */
export function isGone(error: unknown): boolean {
  return error instanceof FoliocastError && error.name === 'ResourceNotFoundException';
}
