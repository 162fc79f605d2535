import { isObject } from '../template/read-template.ts';
import type { BusEvent } from './bus-event.ts';
import { compilePath } from './target-input.ts';

/** HttpParameters of a target: literals, or paths into the event. */
export interface HttpParameters {
  readonly path: readonly ((event: BusEvent) => unknown)[];
  readonly headers: Readonly<Record<string, (event: BusEvent) => unknown>>;
  readonly query: Readonly<Record<string, (event: BusEvent) => unknown>>;
}

export function readHttpParameters(value: unknown, where: string): HttpParameters {
  const { PathParameterValues, HeaderParameters, QueryStringParameters } = isObject(value) ? value : {};
  const read = (text: unknown) =>
    String(text).startsWith('$') ? compilePath(String(text), where) : () => String(text);
  const readAll = (members: unknown) =>
    Object.fromEntries(
      Object.entries(isObject(members) ? members : {}).map(([name, member]) => [name, read(member)]),
    );
  return {
    path: (Array.isArray(PathParameterValues) ? PathParameterValues : []).map(read),
    headers: readAll(HeaderParameters),
    query: readAll(QueryStringParameters),
  };
}
