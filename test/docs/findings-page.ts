import { FINDINGS } from '../../core/principals/finding-catalogue.ts';
import { table } from './table.ts';

/** docs/findings.md, as the catalogue of findings says it. */
export function findingsPage(): string {
  const rows = Object.entries(FINDINGS).map(([id, { severity, why, whatToDo }]) => [
    `\`${id}\``,
    severity === 'AS_PRINCIPAL' ? "the principal's" : severity,
    `${why}.`,
    whatToDo,
  ]);
  return [
    '# Findings',
    '',
    'Made from the code: `UPDATE_PAGES=1 npx vitest run test/docs`. A finding says what a principal or a share exposes. Outcomes, approvals and `npx foliocast explain` list them. The ids are stable. [Principals](principals.md#how-risk-is-weighed) says how they are weighed, and section `principals` of [config.yml](config.md#principals) what each severity leads to.',
    '',
    '"The principal\'s" means: as severe as the principal that the finding explains.',
    '',
    ...table(['finding', 'severity', 'why', 'what to do'], rows),
  ].join('\n');
}
