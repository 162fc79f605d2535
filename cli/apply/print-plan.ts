import type { PlannedChange } from '../../core/declaration/plan-changes.ts';
import { describeRecipient } from '../requests/describe-request.ts';

const SIGNS = {
  CREATE: { sign: '+', colour: 32, word: 'create' },
  UPDATE: { sign: '~', colour: 33, word: 'update' },
  REMOVE: { sign: '-', colour: 31, word: 'remove' },
  DISASSOCIATE: { sign: '-', colour: 31, word: 'disassociate' },
  NOT_DECLARED: { sign: '?', colour: 36, word: 'not declared, kept' },
  UNCHANGED: { sign: ' ', colour: 0, word: 'unchanged' },
} as const satisfies Record<PlannedChange['change'], object>;

/** The plan for a person: portfolio by portfolio, then the sums. */
export function printPlan(changes: readonly PlannedChange[], isColoured: boolean): string {
  const portfolioIds = [...new Set(changes.map(({ portfolioId }) => portfolioId))];
  const lines = portfolioIds.flatMap((portfolioId) => [
    portfolioId,
    ...changes.filter((one) => one.portfolioId === portfolioId).map((one) => printChange(one, isColoured)),
    '',
  ]);
  const isKept = changes.some(({ change }) => change === 'NOT_DECLARED');
  return [
    ...lines,
    sums(changes),
    ...(isKept ? ['What is not declared is removed with --prune only.'] : []),
  ].join('\n');
}

export function isToDo({ change }: PlannedChange): boolean {
  return change !== 'NOT_DECLARED' && change !== 'UNCHANGED';
}

function printChange(
  { change, recipient, flags, principals, because }: PlannedChange,
  isColoured: boolean,
): string {
  const { sign, colour, word } = SIGNS[change];
  const details =
    change === 'CREATE'
      ? [
          ...(flags.shareTagOptions ? ['with tag options'] : []),
          ...(flags.sharePrincipals ? ['with principal names'] : []),
          ...(principals.length > 0
            ? [`${principals.length} principal${principals.length > 1 ? 's' : ''}`]
            : []),
        ]
      : [
          ...because,
          ...(change === 'REMOVE' && principals.length > 0 ? [`disassociates ${principals.length}`] : []),
        ];
  const shown = change === 'UNCHANGED' ? '' : details.join(', ');
  const line = `  ${sign} ${word.padEnd(9)} ${describeRecipient(recipient)}${shown ? `  (${shown})` : ''}`;
  return isColoured && colour > 0 ? `\u001b[${colour}m${line}\u001b[0m` : line;
}

function sums(changes: readonly PlannedChange[]): string {
  const count = (change: PlannedChange['change']) => changes.filter((one) => one.change === change).length;
  const kept = count('NOT_DECLARED');
  return (
    `Plan: ${count('CREATE')} to create, ${count('UPDATE')} to update, ${count('REMOVE')} to remove, ` +
    `${count('DISASSOCIATE') > 0 ? `${count('DISASSOCIATE')} to take principals off, ` : ''}` +
    `${count('UNCHANGED')} unchanged${kept > 0 ? `, ${kept} not declared` : ''}.`
  );
}
