import { counted } from '../../core/counted.ts';
import type { DriftState } from '../../core/reconciliation/drift.ts';
import type { Status } from '../command/command.ts';
import { say, sayJson } from '../command/print.ts';
import { instant } from '../command/time.ts';
import { type Connection, nextLine } from '../connect/connection.ts';
import { describeRecipient } from '../requests/describe-request.ts';
import type { KnownDrift } from './read-drifts.ts';

const MOST_TOLD = 100;

/** Whether they were compared just now, and whether all could be. */
export type Compared = 'BEFORE' | 'ALL_COMPARED' | 'NOT_ALL_COMPARED';

export function showDrifts(
  connection: Connection,
  drifts: readonly KnownDrift[],
  json: boolean,
  compared: Compared = 'BEFORE',
  unreadable?: readonly { readonly portfolioId: string; readonly reason: string }[],
): Status {
  if (json) {
    sayJson({ stage: connection.stage, drifts: drifts.map(forPrograms), ...(unreadable && { unreadable }) });
    return 0;
  }
  for (const drift of drifts.slice(0, MOST_TOLD)) tell(drift);
  if (drifts.length > MOST_TOLD)
    say(`and ${drifts.length - MOST_TOLD} more: --portfolio or --json show them`);
  const loud = drifts.filter(({ acknowledged }) => !acknowledged);
  // A stack that has compared nothing yet has none either.
  if (drifts.length === 0) say(NONE[compared]);
  else {
    const when = compared === 'BEFORE' ? ' by the last comparison of each portfolio' : '';
    say(
      `${counted(drifts.length, 'difference stands', 'differences stand')}${when}, ${loud.length} not acknowledged.`,
    );
  }
  const [first] = loud;
  if (first)
    say(`Next, to have one left alone: ${nextLine(connection, 'drift', '--acknowledge', first.driftId)}`);
  if (compared === 'BEFORE') say(`Next, to compare anew: ${nextLine(connection, 'drift', '--now')}`);
  return 0;
}

const NONE: Readonly<Record<Compared, string>> = {
  BEFORE: 'No comparison so far has found a difference that still stands.',
  ALL_COMPARED: 'Nothing differs.',
  NOT_ALL_COMPARED: 'Nothing differs in what could be compared.',
};

function forPrograms({
  driftId,
  difference,
  firstDetectedAt,
  lastDetectedAt,
  foundBy,
  acknowledged,
}: KnownDrift) {
  const { findings: _, ...about } = difference;
  const known = acknowledged && { by: acknowledged.by, at: acknowledged.at, until: acknowledged.until };
  return {
    driftId,
    ...about,
    firstDetectedAt,
    lastDetectedAt,
    foundBy,
    ...(known && { acknowledged: known }),
  };
}

function tell({
  driftId,
  difference,
  firstDetectedAt,
  lastDetectedAt,
  undone,
  acknowledged,
}: KnownDrift): void {
  const { kind, portfolioId, recipient, principal, accountId, askedBy, expected, actual } = difference;
  const whom = recipient
    ? ` with ${describeRecipient(recipient)}`
    : accountId
      ? `, account ${accountId}`
      : '';
  say(driftId);
  const again = lastDetectedAt === firstDetectedAt ? '' : `, seen again ${instant(lastDetectedAt)}`;
  say(`  ${kind} since ${instant(firstDetectedAt)}${again}: ${portfolioId}${whom}`);
  if (principal) say(`  ${principal.principalArn} as ${principal.principalType}`);
  say(`  expected ${describeState(expected)}, found ${describeState(actual)}`);
  if (askedBy !== undefined)
    say(askedBy === 'ADOPTED' ? '  was there when it was taken over' : `  asked for by ${askedBy}`);
  if (undone) say(`  brought about and undone ${undone.times} times since ${instant(undone.since)}`);
  if (acknowledged) {
    const until = acknowledged.until ? ` until ${instant(acknowledged.until)}` : '';
    say(`  acknowledged by ${acknowledged.by}${until}`);
  }
}

function describeState(state: DriftState): string {
  if ('shared' in state) {
    if (!state.shared) return 'not shared';
    const flags = [state.sharePrincipals && 'principal names', state.shareTagOptions && 'tag options'];
    const shown = flags.filter((flag) => flag !== false).join(' and ');
    return `shared${shown ? ` with ${shown}` : ''}`;
  }
  if ('associated' in state) return state.associated ? 'associated' : 'not associated';
  if ('access' in state)
    return `${state.access ? 'access' : 'no access'}${state.accounts ? ` of ${state.accounts.join(', ')}` : ''}`;
  return `risk ${state.severity}`;
}
