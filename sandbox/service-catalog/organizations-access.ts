import type { Agenda } from './agenda.ts';

export type AccessStatus = 'ENABLED' | 'UNDER_CHANGE' | 'DISABLED';

/** Whether shares may go to nodes of the organization and follow its tree: one switch for the organization. */
export class OrganizationsAccess {
  #status: AccessStatus;

  constructor(status: 'ENABLED' | 'DISABLED') {
    this.#status = status;
  }

  get status(): AccessStatus {
    return this.#status;
  }

  /** @param at when the change is done, in milliseconds since the epoch. */
  change(to: 'ENABLED' | 'DISABLED', at: number, agenda: Agenda, done: () => void): void {
    this.#status = 'UNDER_CHANGE';
    agenda.schedule(at, () => {
      this.#status = to;
      done();
    });
  }
}
