import { counted } from '../../core/counted.ts';
import type { Status } from '../command/command.ts';
import { inLine, say, sayJson } from '../command/print.ts';
import { startProgress } from '../command/progress.ts';
import { whenStopped } from '../command/stopping.ts';
import { instant } from '../command/time.ts';
import { type Connection, nextLine } from '../connect/connection.ts';
import { describeRecipient } from '../requests/describe-request.ts';
import { type ReachedPortfolio, type ReachingShare, readReached } from './reached.ts';
import { readWhat, type What } from './read-what.ts';

/** What reaches an account, a unit, the organization or a principal, or whom a portfolio reaches, and why. */
export async function showReached(connection: Connection, given: string, json: boolean): Promise<Status> {
  const what = await readWhat(given, connection);
  if (!json) tellFirst(what, connection);
  const reached: ReachedPortfolio[] = [];
  for await (const portfolio of withProgress(what, connection)) {
    reached.push(portfolio);
    // At once: of thousands, what was found before an interruption is worth having.
    if (!json) tell(what, portfolio);
  }
  if (json) {
    sayJson({ stage: connection.stage, what: given, portfolios: reached });
    return 0;
  }
  if (reached.length === 0) say(`Nothing reaches ${given} now.`);
  const first = reached.flatMap(({ shares }) => shares.flatMap(({ asked }) => asked?.requestId ?? []));
  const request = first.find((requestId) => requestId !== 'ADOPTED');
  if (request !== undefined) say(`Next, to see how it came: ${nextLine(connection, 'show', request)}`);
  return 0;
}

function tellFirst(what: What, { accountId }: Connection): void {
  if ('outside' in what) say(`Organizations does not know account ${what.outside}.`);
  if (what.kind === 'ACCOUNT' && what.id === accountId)
    say(`Account ${accountId} owns the portfolios of this stack: what follows are shares with it.`);
}

/** Progress shows between two portfolios that are told, and not beside them. */
async function* withProgress(what: What, { accountId }: Connection): AsyncGenerator<ReachedPortfolio> {
  const progress = startProgress();
  let says: string | undefined;
  whenStopped({ close: () => undefined, says: () => says });
  const onListed = (count: number) => progress.tell(`${count} portfolios were listed …`);
  const onRead = (read: number, of: number) => {
    says = `Broken off: ${read} of ${counted(of, 'portfolio was', 'portfolios were')} read; of the others nothing is known.`;
    progress.tell(`${read} of ${of} portfolios were read …`);
  };
  for await (const portfolio of readReached(what, accountId, { onListed, onRead })) {
    progress.end();
    yield portfolio;
  }
  progress.end();
  whenStopped(undefined);
}

function tell(
  what: What,
  { portfolioId, displayName, principals, shares, isListed }: ReachedPortfolio,
): void {
  say(`${portfolioId} ${displayName}`);
  if (isListed !== undefined)
    say(isListed ? '  Service Catalog lists the account.' : '  Service Catalog does NOT list the account.');
  if (shares.length === 0) {
    say(what.kind === 'PRINCIPAL' ? '  in its own account alone' : '  shared with nobody');
  }
  for (const share of shares) tellShare(share);
  for (const { principalArn, principalType } of principals)
    say(`  principal ${principalArn} as ${principalType}`);
}

function tellShare({ recipient, sharePrincipals, shareTagOptions, accepted, asked }: ReachingShare): void {
  const flags = [
    sharePrincipals && 'names of principals shared',
    shareTagOptions && 'tag options shared',
    !accepted && 'not accepted yet',
  ].filter((flag) => flag !== false);
  say(`  by the share with ${[describeRecipient(recipient), ...flags].join(', ')}`);
  if (!asked) {
    say('    nobody asked Foliocast for it');
    return;
  }
  const { requestId, keptAt, source, requestedBy, ticket, approvedBy } = asked;
  if (requestId === 'ADOPTED') say(`    was there when it was taken over, ${instant(keptAt)}`);
  else say(inLine(`    asked for by ${requestId}${source ? ` from ${source}` : ''}, ${instant(keptAt)}`));
  if (requestedBy !== undefined) say(inLine(`    in the name of ${requestedBy}`));
  if (ticket) say(inLine(`    ticket ${ticket.id} of ${ticket.system}`));
  if (approvedBy !== undefined) say(inLine(`    approved by ${approvedBy}`));
}
