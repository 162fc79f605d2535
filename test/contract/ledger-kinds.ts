/**
 * Every kind of item by its sort key, and what keeps it from growing for ever: it expires, by `expiresAt`, or there is
 * at most one for each of something.
 */
const LEDGER_KINDS: Readonly<Record<string, 'EXPIRES' | `ONE FOR EACH ${string}`>> = {
  REQUEST: 'EXPIRES',
  ACCOUNTS: 'EXPIRES',
  TURN: 'EXPIRES',
  'FLIGHT#': 'EXPIRES',
  'DRIFT#': 'EXPIRES',
  'ACKNOWLEDGEMENT#': 'EXPIRES',
  DISCARDED: 'EXPIRES',
  'TAKEN_OFF#': 'EXPIRES',
  // By which a request is found, and a first reading of a portfolio.
  'req-': 'EXPIRES',
  'PORTFOLIO#': 'EXPIRES',
  'SHARE#': 'ONE FOR EACH wanted share; expires once nobody wants it',
  PLACEMENT: 'ONE FOR EACH account',
  WAY: 'ONE FOR EACH unit',
  ORGANIZATION: 'ONE FOR EACH ledger',
  TREE: 'ONE FOR EACH ledger',
  'TREE#': 'ONE FOR EACH ten thousand accounts, twice',
  PORTFOLIO: 'ONE FOR EACH portfolio',
  LOOK: 'ONE FOR EACH portfolio',
  LEASE: 'ONE FOR EACH lease',
  LENGTH: 'ONE FOR EACH lease',
  // The place of who waits: taken away with its turn.
  '0#': 'ONE FOR EACH request that waits',
  '1#': 'ONE FOR EACH request that waits',
  NUMBER: 'ONE FOR EACH ledger',
  PAUSE: 'ONE FOR EACH ledger',
  SWEEP: 'ONE FOR EACH ledger',
};

/** Which of them this sort key is of; `undefined` of one that nobody has thought about. */
function ledgerKindOf(sk: string): string | undefined {
  const kinds = Object.keys(LEDGER_KINDS).filter((kind) => sk === kind || isPrefix(kind, sk));
  return kinds.sort((one, other) => other.length - one.length)[0];
}

function isPrefix(kind: string, sk: string): boolean {
  return /[^A-Z]$/.test(kind) && sk.startsWith(kind);
}

/** What is wrong with items of a ledger in which work has been done: of no known kind, or kept for ever. */
export function keptForEver(items: readonly Readonly<Record<string, { readonly S?: string }>>[]): string[] {
  return items.flatMap(({ pk, sk, expiresAt, work, state }) => {
    const name = `${pk?.S} ${sk?.S}`;
    const kind = ledgerKindOf(sk?.S ?? '');
    if (kind === undefined) return [`${name} is of a kind that test/contract/ledger-kinds does not name`];
    // What is under way has no end yet.
    const isOpen = work !== undefined || (kind === 'TURN' && state?.S !== 'ENDED');
    return LEDGER_KINDS[kind] === 'EXPIRES' && expiresAt === undefined && !isOpen
      ? [`${name} never expires`]
      : [];
  });
}
