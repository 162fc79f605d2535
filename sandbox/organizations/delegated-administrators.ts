export const SERVICE_CATALOG_PRINCIPAL = 'servicecatalog.amazonaws.com';

/** Which member account administers which service, e.g. `servicecatalog.amazonaws.com`. */
export class DelegatedAdministrators {
  /** Milliseconds since the epoch, by account, by service principal. */
  readonly #enabledAt = new Map<string, Map<string, number>>();
  readonly #listeners: ((accountId: string, servicePrincipal: string) => void)[] = [];

  has(accountId: string, servicePrincipal: string): boolean {
    return this.#enabledAt.get(servicePrincipal)?.has(accountId) ?? false;
  }

  /** Of any service: such an account may read the organization. */
  hasAny(accountId: string): boolean {
    return [...this.#enabledAt.values()].some((accounts) => accounts.has(accountId));
  }

  count(servicePrincipal: string): number {
    return this.#enabledAt.get(servicePrincipal)?.size ?? 0;
  }

  /** Of one service, or of all when none is named. */
  accountIds(servicePrincipal?: string): string[] {
    const services = servicePrincipal === undefined ? [...this.#enabledAt.keys()] : [servicePrincipal];
    const ids = services.flatMap((service) => [...(this.#enabledAt.get(service)?.keys() ?? [])]);
    return [...new Set(ids)];
  }

  servicesOf(accountId: string): string[] {
    return [...this.#enabledAt.keys()].filter((service) => this.has(accountId, service));
  }

  /** The first time the account was delegated anything, or the one service named. */
  enabledAt(accountId: string, servicePrincipal?: string): number {
    const services = servicePrincipal === undefined ? [...this.#enabledAt.keys()] : [servicePrincipal];
    const times = services.flatMap((service) => this.#enabledAt.get(service)?.get(accountId) ?? []);
    return Math.min(...times);
  }

  register(accountId: string, servicePrincipal: string, at: number): void {
    const accounts = this.#enabledAt.get(servicePrincipal) ?? new Map<string, number>();
    this.#enabledAt.set(servicePrincipal, accounts.set(accountId, at));
  }

  deregister(accountId: string, servicePrincipal: string): void {
    this.#enabledAt.get(servicePrincipal)?.delete(accountId);
    for (const listener of this.#listeners) {
      listener(accountId, servicePrincipal);
    }
  }

  /** Told after an account was deregistered. */
  onDeregister(listener: (accountId: string, servicePrincipal: string) => void): void {
    this.#listeners.push(listener);
  }
}
