import type { Portfolio } from './portfolio.ts';
import { isRunning, type ShareAction } from './share-action.ts';
import type { Undocumented } from './unknowns.ts';

/** Ended actions are forgotten, the oldest first, beyond either bound: AWS documents no lifetime of a token. */
const MAX_ACTIONS = 10_000;
const MAX_ACCOUNT_IDS = 3_000_000;

/** The share actions by their tokens, and which of them holds up the others. */
export class ShareActions {
  readonly #byToken = new Map<string, { readonly action: ShareAction; readonly accounts: number }>();
  readonly #runningByScope = new Map<string, ShareAction>();
  readonly #scope: Undocumented['oneShareActionPer'];
  #accounts = 0;

  constructor(scope: Undocumented['oneShareActionPer']) {
    this.#scope = scope;
  }

  get(token: string): ShareAction | undefined {
    return this.#byToken.get(token)?.action;
  }

  all(): ShareAction[] {
    return [...this.#byToken.values()].map(({ action }) => action);
  }

  /** The action that keeps the portfolio's next one from starting. */
  runningBeside(portfolio: Portfolio): ShareAction | undefined {
    const action = this.#runningByScope.get(scopeOf(this.#scope, portfolio));
    return action && isRunning(action) ? action : undefined;
  }

  /** @param accounts how many the action is about. */
  add(action: ShareAction, portfolio: Portfolio, accounts: number): void {
    this.#byToken.set(action.token, { action, accounts });
    this.#accounts += accounts;
    if (this.#scope !== 'NOTHING' && isRunning(action)) {
      this.#runningByScope.set(scopeOf(this.#scope, portfolio), action);
    }
    this.#forgetOldest();
  }

  forget(isForgotten: (action: ShareAction) => boolean): void {
    for (const [token, { action, accounts }] of this.#byToken) {
      if (isForgotten(action)) {
        this.#byToken.delete(token);
        this.#accounts -= accounts;
      }
    }
  }

  #forgetOldest(): void {
    for (const [token, { action, accounts }] of this.#byToken) {
      if (this.#byToken.size <= MAX_ACTIONS && this.#accounts <= MAX_ACCOUNT_IDS) {
        return;
      }
      if (!isRunning(action)) {
        this.#byToken.delete(token);
        this.#accounts -= accounts;
      }
    }
  }
}

function scopeOf(scope: Undocumented['oneShareActionPer'], { id, accountId, region }: Portfolio): string {
  switch (scope) {
    case 'NOTHING':
    case 'PORTFOLIO':
      return id;
    case 'ACCOUNT_AND_REGION':
      return `${accountId} ${region}`;
    case 'ACCOUNT':
      return accountId;
    case 'ORGANIZATION':
      return 'organization';
    default:
      return scope satisfies never;
  }
}
