import { counted } from '../../core/counted.ts';
import type { PlannedChange } from '../../core/declaration/plan-changes.ts';
import { describeRecipient } from '../requests/describe-request.ts';
import type { Predicted } from './predict-changes.ts';

const SIGNS = {
  CREATE: { sign: '+', colour: 32, word: 'create' },
  UPDATE: { sign: '~', colour: 33, word: 'update' },
  REMOVE: { sign: '-', colour: 31, word: 'remove' },
  DISASSOCIATE: { sign: '-', colour: 31, word: 'disassociate' },
  NOT_DECLARED: { sign: '?', colour: 36, word: 'not declared, kept' },
  UNCHANGED: { sign: ' ', colour: 0, word: 'unchanged' },
} as const satisfies Record<PlannedChange['change'], object>;

interface Shown {
  readonly changes: readonly PlannedChange[];
  readonly predicted: ReadonlyMap<PlannedChange, Predicted>;
}

/** The plan for a person: portfolio by portfolio, then the sums. */
export function printPlan({ changes, predicted }: Shown, isColoured: boolean): string {
  const portfolios = Map.groupBy(changes, ({ portfolioId }) => portfolioId);
  const lines = [...portfolios].flatMap(([portfolioId, ofIt]) => [
    portfolioId,
    ...ofIt.flatMap((one) => [printChange(one, isColoured), ...printPredicted(predicted.get(one))]),
    '',
  ]);
  const isKept = changes.some(({ change }) => change === 'NOT_DECLARED');
  return [
    ...lines,
    sums(changes),
    ...(isKept ? ['What is not declared is removed with --prune only.'] : []),
  ].join('\n');
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

const DECIDED = { ALLOW: '', APPROVE: 'a person has to say yes', REFUSE: 'policy refuses it' } as const;

/** Whom a change reaches, and what policy makes of it where it does not just allow it. */
function printPredicted(predicted: Predicted | undefined): string[] {
  if (!predicted) return [];
  const { reach, decision, because } = predicted;
  const told = [
    ...(reach && reach.gaining.count > 0
      ? [`${counted(reach.gaining.count, 'account gains', 'accounts gain')} the portfolio`]
      : []),
    ...(reach && reach.losing.count > 0
      ? [`${counted(reach.losing.count, 'account loses', 'accounts lose')} the portfolio`]
      : []),
  ];
  const [worst] = because;
  const about = worst?.principalArn === undefined ? '' : ` for ${worst.principalArn}`;
  return [
    ...(told.length > 0 ? [`      ${told.join(', ')}`] : []),
    ...(worst ? [`      ${DECIDED[decision]}: ${worst.severity} ${worst.id}${about}`] : []),
  ];
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
