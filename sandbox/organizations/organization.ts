import { type Order, SortedIds } from '../wire/sorted-ids.ts';

type AccountStatus = 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE';

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly status: AccountStatus;
  readonly joinedMethod: 'INVITED' | 'CREATED';
  /** Milliseconds since the epoch. */
  readonly joinedAt: number;
}

/** The root or an organizational unit. */
export interface OrganizationParent {
  readonly id: string;
  readonly name: string;
  /** Undefined for the root alone. */
  readonly parentId: string | undefined;
  readonly unitIds: SortedIds;
  readonly accountIds: SortedIds;
}

/** Told after an account has come, moved or gone. */
export type AccountListener = (accountId: string) => void;

/** The tree of an organization, indexed so that neither a page nor "is it below" walks the whole of it. */
export class Organization {
  readonly id: string;
  readonly rootId: string;
  readonly managementAccountId: string;
  readonly partition: string;
  readonly accountIds: SortedIds;
  readonly #order: Order | undefined;
  readonly #parents = new Map<string, OrganizationParent>();
  readonly #accounts = new Map<string, Account>();
  readonly #parentOfAccount = new Map<string, string>();
  readonly #listeners: AccountListener[] = [];
  readonly #unitListeners: ((unitId: string) => void)[] = [];

  /** @param order of everything that is listed; by id where absent. */
  constructor(
    {
      id,
      rootId,
      managementAccountId,
      partition,
    }: Pick<Organization, 'id' | 'rootId' | 'managementAccountId' | 'partition'>,
    order?: Order,
  ) {
    this.#order = order;
    this.accountIds = new SortedIds([], order);
    this.id = id;
    this.rootId = rootId;
    this.managementAccountId = managementAccountId;
    this.partition = partition;
    this.#parents.set(rootId, this.#newParent(rootId, 'Root', undefined));
  }

  get root(): OrganizationParent {
    return this.#knownParent(this.rootId);
  }

  get unitCount(): number {
    return this.#parents.size - 1;
  }

  account(id: string): Account | undefined {
    return this.#accounts.get(id);
  }

  /** The root or unit of this id. */
  parent(id: string): OrganizationParent | undefined {
    return this.#parents.get(id);
  }

  parentIdOf(childId: string): string | undefined {
    return this.#parentOfAccount.get(childId) ?? this.#parents.get(childId)?.parentId;
  }

  addUnit(unit: { id: string; name: string; parentId: string }): void {
    if (this.#parents.has(unit.id)) {
      throw new Error(`The organization already has a unit ${unit.id}.`);
    }
    this.#knownParent(unit.parentId).unitIds.add(unit.id);
    this.#parents.set(unit.id, this.#newParent(unit.id, unit.name, unit.parentId));
  }

  addAccount(account: Account, parentId: string): void {
    if (this.#accounts.has(account.id)) {
      throw new Error(`The organization already has an account ${account.id}.`);
    }
    this.#knownParent(parentId).accountIds.add(account.id);
    this.#accounts.set(account.id, account);
    this.accountIds.add(account.id);
    this.#parentOfAccount.set(account.id, parentId);
    this.#tell(account.id);
  }

  moveAccount(accountId: string, destinationParentId: string): void {
    const destination = this.#knownParent(destinationParentId);
    this.#parentOf(accountId).accountIds.delete(accountId);
    destination.accountIds.add(accountId);
    this.#parentOfAccount.set(accountId, destinationParentId);
    this.#tell(accountId);
  }

  removeAccount(accountId: string): void {
    this.#parentOf(accountId).accountIds.delete(accountId);
    this.#parentOfAccount.delete(accountId);
    this.#accounts.delete(accountId);
    this.accountIds.delete(accountId);
    this.#tell(accountId);
  }

  setStatus(accountId: string, status: AccountStatus): void {
    const account = this.#accounts.get(accountId);
    if (!account) {
      throw new Error(`The organization has no account ${accountId}.`);
    }
    this.#accounts.set(accountId, { ...account, status });
    this.#tell(accountId);
  }

  renameUnit(unitId: string, name: string): void {
    this.#parents.set(unitId, { ...this.#knownParent(unitId), name });
  }

  /** Of a unit that holds nothing. */
  removeUnit(unitId: string): void {
    const { parentId } = this.#knownParent(unitId);
    if (parentId !== undefined) {
      this.#knownParent(parentId).unitIds.delete(unitId);
    }
    this.#parents.delete(unitId);
    for (const listener of this.#unitListeners) {
      listener(unitId);
    }
  }

  /** The parents of an account or unit, the nearest first and the root last; none for a stranger. */
  *ancestorIds(childId: string): Generator<string> {
    for (let id = this.parentIdOf(childId); id !== undefined; id = this.#parents.get(id)?.parentId) {
      yield id;
    }
  }

  /** Whether the account lies somewhere below the parent. */
  isBelow(accountId: string, parentId: string): boolean {
    for (const id of this.ancestorIds(accountId)) {
      if (id === parentId) {
        return true;
      }
    }
    return false;
  }

  /** The accounts of a parent and of all units below it. */
  *accountsBelow(parentId: string): Generator<string> {
    const parent = this.#knownParent(parentId);
    yield* parent.accountIds;
    for (const unitId of parent.unitIds) {
      yield* this.accountsBelow(unitId);
    }
  }

  onAccountChange(listener: AccountListener): void {
    this.#listeners.push(listener);
  }

  /** Told after a unit has gone. */
  onUnitRemoved(listener: (unitId: string) => void): void {
    this.#unitListeners.push(listener);
  }

  #newParent(id: string, name: string, parentId: string | undefined): OrganizationParent {
    const [unitIds, accountIds] = [new SortedIds([], this.#order), new SortedIds([], this.#order)];
    return { id, name, parentId, unitIds, accountIds };
  }

  #tell(accountId: string): void {
    for (const listener of this.#listeners) {
      listener(accountId);
    }
  }

  #parentOf(accountId: string): OrganizationParent {
    const parentId = this.#parentOfAccount.get(accountId);
    if (parentId === undefined) {
      throw new Error(`The organization has no account ${accountId}.`);
    }
    return this.#knownParent(parentId);
  }

  #knownParent(id: string): OrganizationParent {
    const parent = this.#parents.get(id);
    if (!parent) {
      throw new Error(`The organization has no root or unit ${id}.`);
    }
    return parent;
  }
}
