import { createHash } from 'node:crypto';
import { type Finding, sortFindings } from './finding.ts';

/**
 * SHA-256 in hexadecimal of all that a person reads in the findings, in whatever order they come. An approval given
 * for one digest says nothing about another.
 */
export function findingsDigest(findings: readonly Finding[]): string {
  const read = sortFindings(findings).map(({ id, severity, principalArn, why, waivedBy }) => [
    id,
    severity,
    principalArn ?? null,
    why,
    waivedBy ?? null,
  ]);
  return createHash('sha256').update(JSON.stringify(read)).digest('hex');
}
