import { createHash } from 'node:crypto';
import { type Finding, sortFindings } from './finding.ts';

/**
 * SHA-256 in hexadecimal of all that the findings are about, what a sentence does not name included, in whatever order they come. An approval given
 * for one digest says nothing about another.
 */
export function findingsDigest(findings: readonly Finding[]): string {
  const read = sortFindings(findings).map(({ id, severity, principalArn, why, namesDigest, waivedBy }) => [
    id,
    severity,
    principalArn ?? null,
    why,
    // Absent where every name is told, as in findings that an earlier release weighed.
    ...(namesDigest === undefined ? [] : [namesDigest]),
    waivedBy ?? null,
  ]);
  return createHash('sha256').update(JSON.stringify(read)).digest('hex');
}
