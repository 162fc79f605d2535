import { crc32 } from 'node:zlib';
import { isObject } from '../template/read-template.ts';
import type { TableAnswer } from './table-answer.ts';

/**
 * DynamoDB keeps no order of a map's members, nor of a set's values; dynalite answers them as they were written. Here
 * they come backwards, so that whoever counts on an order is found out.
 */
export function withoutOrder(answer: TableAnswer): TableAnswer {
  if (!/"(M|[SN]S)":/.test(answer.body)) return answer;
  const body = JSON.stringify(JSON.parse(answer.body, backwards));
  return { ...answer, headers: { ...answer.headers, 'x-amz-crc32': String(crc32(body)) }, body };
}

function backwards(name: string, value: unknown): unknown {
  if (name === 'M' && isObject(value)) {
    return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? 1 : -1)));
  }
  if ((name === 'SS' || name === 'NS') && Array.isArray(value)) return value.toSorted().toReversed();
  return value;
}
