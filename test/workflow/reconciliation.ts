import {
  AssociatePrincipalWithPortfolioCommand,
  CreatePortfolioShareCommand,
  DeletePortfolioShareCommand,
  DescribePortfolioShareStatusCommand,
  DisableAWSOrganizationsAccessCommand,
  DisassociatePrincipalFromPortfolioCommand,
  EnableAWSOrganizationsAccessCommand,
  ServiceCatalogClient,
  UpdatePortfolioShareCommand,
} from '@aws-sdk/client-service-catalog';
import * as v from 'valibot';
import {
  PortfolioShareDriftDetectedDetail as DriftSchema,
  type PortfolioShareDriftDetectedDetail,
} from '../../events/portfolio-share-drift-detected.ts';
import { ReconciliationCompletedDetail } from '../../events/reconciliation-completed.ts';
import type { Service } from './start-service.ts';

export interface Reconciliation {
  readonly completed: ReconciliationCompletedDetail;
  readonly drifts: readonly PortfolioShareDriftDetectedDetail[];
  readonly repairs: readonly { readonly requestId: string }[];
}

/** Asks for a reconciliation and waits until its machine has ended. */
export async function reconcile(service: Service, detail: object = {}): Promise<Reconciliation> {
  const eventId = await service.put(detail, { detailType: 'ReconciliationRequested' });
  return reconciliationOf(service, eventId);
}

/** @param mark that the event alone holds, such as its id */
export async function reconciliationOf(service: Service, mark: string): Promise<Reconciliation> {
  const execution = await service.until(`the run of ${mark}`, () =>
    service.sandbox
      .executions()
      .find(({ input, stateMachineArn }) => stateMachineArn.includes('reconcile') && input.includes(mark)),
  );
  await execution.ended;
  const eventId = JSON.parse(execution.input).id;
  const events = service.sandbox.events().map(({ event }) => event);
  const completed = events
    .filter((event) => event['detail-type'] === 'ReconciliationCompleted')
    .map(({ detail }) => v.parse(ReconciliationCompletedDetail, detail))
    .find((detail) => detail.eventId === eventId);
  if (!completed) throw new Error(`The run of ${mark} ended as ${execution.status} and said nothing`);
  const drifts = events
    .filter((event) => event['detail-type'] === 'PortfolioShareDriftDetected')
    .map(({ detail }) => v.parse(DriftSchema, detail) as PortfolioShareDriftDetectedDetail)
    .filter(({ reconciliationId }) => reconciliationId === completed.reconciliationId);
  const repairs = drifts.flatMap(({ whatWillBeDone }) =>
    whatWillBeDone.action === 'REPAIR' ? [{ requestId: whatWillBeDone.requestId }] : [],
  );
  return { completed, drifts, repairs };
}

/** Somebody at the console: what they change is through when the promise is. */
export class Console {
  readonly #client: ServiceCatalogClient;
  readonly #service: Service;

  constructor(service: Service) {
    this.#service = service;
    this.#client = new ServiceCatalogClient({
      region: 'us-east-1',
      credentials: { accessKeyId: '111122223333', secretAccessKey: 'console' },
      requestHandler: service.sandbox.simulator.requestHandler,
    });
  }

  async create(portfolioId: string, recipient: object, flags: object = {}): Promise<void> {
    const command = new CreatePortfolioShareCommand({ PortfolioId: portfolioId, ...recipient, ...flags });
    await this.#finish((await this.#client.send(command)).PortfolioShareToken);
  }

  async update(portfolioId: string, recipient: object, flags: object): Promise<void> {
    const command = new UpdatePortfolioShareCommand({ PortfolioId: portfolioId, ...recipient, ...flags });
    await this.#finish((await this.#client.send(command)).PortfolioShareToken);
  }

  async delete(portfolioId: string, recipient: object): Promise<void> {
    const command = new DeletePortfolioShareCommand({ PortfolioId: portfolioId, ...recipient });
    await this.#finish((await this.#client.send(command)).PortfolioShareToken);
  }

  async associate(
    portfolioId: string,
    principal: { principalArn: string; principalType: string },
  ): Promise<void> {
    await this.#client.send(
      new AssociatePrincipalWithPortfolioCommand({
        PortfolioId: portfolioId,
        PrincipalARN: principal.principalArn,
        PrincipalType: principal.principalType as 'IAM',
      }),
    );
  }

  async disassociate(
    portfolioId: string,
    principal: { principalArn: string; principalType: string },
  ): Promise<void> {
    await this.#client.send(
      new DisassociatePrincipalFromPortfolioCommand({
        PortfolioId: portfolioId,
        PrincipalARN: principal.principalArn,
        PrincipalType: principal.principalType as 'IAM',
      }),
    );
  }

  async setOrganizationsAccess(isEnabled: boolean): Promise<void> {
    if (isEnabled) await this.#client.send(new EnableAWSOrganizationsAccessCommand({}));
    else await this.#client.send(new DisableAWSOrganizationsAccessCommand({}));
    const status = isEnabled ? 'ENABLED' : 'DISABLED';
    const { simulator } = this.#service.sandbox;
    await this.#service.until(
      `access ${status}`,
      () => simulator.controls.organizationsAccessStatus === status,
    );
  }

  async #finish(token: string | undefined): Promise<void> {
    if (token === undefined) return;
    const { clock } = this.#service.sandbox;
    for (let look = 0; look < 1_000; look++) {
      const command = new DescribePortfolioShareStatusCommand({ PortfolioShareToken: token });
      const { Status } = await this.#client.send(command);
      if (Status !== 'IN_PROGRESS' && Status !== 'NOT_STARTED') return;
      await clock.delay(5_000);
    }
    throw new Error(`The share ${token} does not end`);
  }
}

export const toUnit = (value: string) => ({
  OrganizationNode: { Type: 'ORGANIZATIONAL_UNIT', Value: value } as const,
});
