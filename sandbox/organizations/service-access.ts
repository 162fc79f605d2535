/** Which services have trusted access to the organization. */
export class ServiceAccess {
  /** Milliseconds since the epoch. */
  readonly #enabledAt = new Map<string, number>();
  readonly #listeners: ((servicePrincipal: string, isEnabled: boolean) => void)[] = [];

  get servicePrincipals(): string[] {
    return [...this.#enabledAt.keys()];
  }

  enabledAt(servicePrincipal: string): number | undefined {
    return this.#enabledAt.get(servicePrincipal);
  }

  /** @param at milliseconds since the epoch; undefined disables it. */
  set(servicePrincipal: string, at: number | undefined): void {
    if (at === undefined) {
      this.#enabledAt.delete(servicePrincipal);
    } else if (!this.#enabledAt.has(servicePrincipal)) {
      this.#enabledAt.set(servicePrincipal, at);
    }
    for (const listener of this.#listeners) {
      listener(servicePrincipal, at !== undefined);
    }
  }

  onChange(listener: (servicePrincipal: string, isEnabled: boolean) => void): void {
    this.#listeners.push(listener);
  }
}
