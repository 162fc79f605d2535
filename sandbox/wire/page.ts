import { SortedIds } from './sorted-ids.ts';

export interface PageRequest {
  /** What a token is good for: the operation and its filters. A token of another list is refused. */
  readonly list: string;
  readonly token: string | undefined;
  /** At least 1. */
  readonly size: number;
}

export interface Page {
  readonly ids: readonly string[];
  /** Undefined on the last page. */
  readonly nextToken: string | undefined;
}

/**
 * One page of a list in the order of its ids. A token names the last id of the page before, so that ids that
 * come and go between two pages neither repeat nor skip the others.
 * @param source the ids in order, or a way to walk on from one.
 * @param refuse makes the error for a token that this list did not give.
 */
export function pageOf(
  source: SortedIds | ((after: string) => Iterable<string>),
  request: PageRequest,
  refuse: () => Error,
): Page {
  const after = readToken(request, refuse);
  const ids: string[] = [];
  for (const id of source instanceof SortedIds ? source.after(after) : source(after)) {
    if (ids.length === request.size) {
      return { ids, nextToken: tokenOf(request.list, ids.at(-1) ?? '') };
    }
    ids.push(id);
  }
  return { ids, nextToken: undefined };
}

function tokenOf(list: string, lastId: string): string {
  return Buffer.from(`${list}\n${lastId}`).toString('base64url');
}

function readToken({ list, token }: PageRequest, refuse: () => Error): string {
  if (token === undefined) {
    return '';
  }
  const text = Buffer.from(token, 'base64url').toString();
  const lastId = text.slice(list.length + 1);
  if (!text.startsWith(`${list}\n`) || lastId === '' || tokenOf(list, lastId) !== token) {
    throw refuse();
  }
  return lastId;
}
