import type { IamPrincipals } from '../service-catalog/catalog.ts';
import type { Scenario } from './scenario.ts';

/** The roles, users and groups that the scenario lists and those that a test adds. */
export class ListedPrincipals implements IamPrincipals {
  readonly #createdAt: Map<string, number>;
  readonly #deletedAt = new Map<string, number>();
  readonly #unlistedExist: boolean;

  /** @param startedAt milliseconds since the epoch, which the scenario's times are counted from. */
  constructor({ principals, unlistedExist }: Scenario['iam'], startedAt: number) {
    this.#unlistedExist = unlistedExist;
    this.#createdAt = new Map(
      principals.map(({ arn, createdAfterSeconds }) => [arn, startedAt + createdAfterSeconds * 1000]),
    );
    for (const { arn, deletedAfterSeconds } of principals) {
      if (deletedAfterSeconds !== undefined) {
        this.delete(arn, startedAt + deletedAfterSeconds * 1000);
      }
    }
  }

  add(arn: string, at: number): void {
    this.#createdAt.set(arn, at);
    this.#deletedAt.delete(arn);
  }

  delete(arn: string, at: number): void {
    this.#deletedAt.set(arn, at);
  }

  createdAt(arn: string): number | undefined {
    return this.#createdAt.get(arn) ?? (this.#unlistedExist ? Number.NEGATIVE_INFINITY : undefined);
  }

  isDeleted(arn: string, at: number): boolean {
    return at >= (this.#deletedAt.get(arn) ?? Number.POSITIVE_INFINITY);
  }
}
