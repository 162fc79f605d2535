import type { Agenda } from '../clock/agenda.ts';

export type AccessStatus = 'ENABLED' | 'UNDER_CHANGE' | 'DISABLED';

/** Whether shares may go to nodes of the organization and follow its tree: one switch for the organization. */
export class OrganizationsAccess {
  #status: AccessStatus;
  #isTrusted: boolean;
  #changed: (isTrusted: boolean) => void = () => undefined;

  /** @param initial TRUSTED: trusted access was enabled through Organizations, and nothing through Service Catalog. */
  constructor(initial: 'ENABLED' | 'DISABLED' | 'TRUSTED') {
    this.#status = initial === 'ENABLED' ? 'ENABLED' : 'DISABLED';
    this.#isTrusted = initial !== 'DISABLED';
  }

  get status(): AccessStatus {
    return this.#status;
  }

  /** Trusted access of Organizations alone suffices to share (seen with three tools). */
  get isInEffect(): boolean {
    return this.#status === 'ENABLED' || (this.#status === 'DISABLED' && this.#isTrusted);
  }

  /** @param at when the change is done, in milliseconds since the epoch. */
  change(to: 'ENABLED' | 'DISABLED', at: number, agenda: Agenda, done: () => void): void {
    this.#status = 'UNDER_CHANGE';
    agenda.schedule(at, () => {
      this.#status = to;
      this.#isTrusted = to === 'ENABLED';
      this.#changed(this.#isTrusted);
      done();
    });
  }

  /** Told when the service itself has switched trusted access, as it does in Organizations too. */
  onChange(changed: (isTrusted: boolean) => void): void {
    this.#changed = changed;
  }

  /** EnableAWSServiceAccess and DisableAWSServiceAccess of Organizations. */
  setTrusted(isTrusted: boolean): void {
    this.#isTrusted = isTrusted;
    if (!isTrusted && this.#status === 'ENABLED') {
      this.#status = 'DISABLED';
    }
  }
}
