import { defaultScenario } from '../../../sandbox/simulator/default-scenario.ts';
import { changeShare } from '../call-as-outsider.ts';
import { killerOf } from '../kill-after-call.ts';
import { packageWithConfig } from '../package-with-config.ts';
import { shareRequest, UNIT } from '../requests.ts';
import { type AnswerEvent, type Service, startService } from '../start-service.ts';

/** Somebody could come by a principal that matches: HIGH, for which the default policy wants a yes. */
export const RISKY = { principalArn: 'arn:aws:iam:::role/Deployer-*', principalType: 'IAM_PATTERN' };
export const lentBy = (role: string) => JSON.stringify({ RoleArn: `arn:aws:iam::111122223333:role/${role}` });
export const LENT = {
  id: 'cons-lent',
  type: 'LAUNCH',
  productId: 'prod-lent',
  parameters: lentBy('Launch'),
} as const;
export const LENDING = { id: 'port-lending', products: [{ id: 'prod-lent' }], constraints: [LENT] };
export const TICKET = { system: 'jira', id: 'IT-4', url: 'https://acme.example/IT-4' };
export const APPROVER = { source: 'acme.security', detailType: 'PortfolioShareApprovalDecided' };

/** Portfolios without shares: a case that takes its own hangs on no other. */
const FRESH = Array.from({ length: 8 }, (_, nth) => ({ id: `port-fresh00000${nth}`, displayName: 'Fresh' }));
const left = FRESH.map(({ id }) => id);

export function freshPortfolio(): string {
  const portfolioId = left.pop();
  if (portfolioId === undefined) throw new Error('No portfolio is left that nobody has taken');
  return portfolioId;
}

export function riskyRequest(detail: Record<string, unknown> = {}) {
  return shareRequest({ sharePrincipals: true, principals: [RISKY], ticket: TICKET, ...detail });
}

export function unitOf(value: string) {
  return { type: 'ORGANIZATIONAL_UNIT', value };
}

/** A service whose policy asks for approvals, and what approvers do. */
export async function startApprovals() {
  const killer = killerOf(() => service);
  const service: Service = await startService({
    packageDirectory: await packageWithConfig('ways-in-config.yml'),
    scenario: { ...defaultScenario, portfolios: [...defaultScenario.portfolios, LENDING, ...FRESH] },
    onCall: killer.onCall,
  });
  return { service, killer, ...stepsOf(service) };
}

function stepsOf(service: Service) {
  function questionsAbout(requestId: string): AnswerEvent[] {
    return service.sandbox
      .events()
      .map(({ event }) => event as AnswerEvent)
      .filter((event) => event['detail-type'] === 'PortfolioShareApprovalRequested')
      .filter(({ detail }) => detail.requestId === requestId);
  }

  function question(requestId: string, nth = 1): Promise<AnswerEvent['detail']> {
    return service.until(
      `question ${nth} about ${requestId}`,
      () => questionsAbout(requestId)[nth - 1]?.detail,
    );
  }

  function decide(
    { approvalId, digest }: { approvalId: string; digest: string },
    decision: string,
    overrides: { source?: string; accessKeyId?: string } = {},
    detail: object = {},
  ): Promise<string> {
    return service.put(
      {
        version: '1',
        approvalId,
        digest,
        decision,
        by: 'ana@acme.example',
        reason: 'seen in review',
        ...detail,
      },
      { ...APPROVER, ...overrides },
    );
  }

  /** Asks, and says yes. */
  async function approve(request: { readonly requestId: string }): Promise<AnswerEvent> {
    await service.put(request);
    await decide(await question(request.requestId), 'APPROVED');
    return service.answer(request.requestId);
  }

  /** Waits until the decision of this event was looked at, and answers what was logged about it. */
  async function logOf(eventId: string): Promise<Record<string, unknown>> {
    const line = await service.until(`a log line about ${eventId}`, () =>
      service.sandbox.logs().find((one) => one.line.includes(eventId) && one.line.includes('decision')),
    );
    return JSON.parse(line.line);
  }

  /** What whoever put this event was answered. */
  async function refusalOf(eventId: string): Promise<AnswerEvent['detail']> {
    const isAnswer = ({ 'detail-type': detailType, detail }: AnswerEvent) =>
      detailType === 'PortfolioShareRefused' && detail.eventId === eventId;
    return service.until(
      `the refusal of ${eventId}`,
      () =>
        service.sandbox
          .events()
          .map(({ event }) => event as AnswerEvent)
          .find(isAnswer)?.detail,
    );
  }

  /** Somebody takes the share of the unit away. */
  async function takeAway(portfolioId: string): Promise<void> {
    const { controls } = service.sandbox.simulator;
    await changeShare(service, 'delete', portfolioId);
    await service.until('the deletion', () =>
      controls.portfolio(portfolioId).nodeShares.every(({ node }) => node.id !== UNIT),
    );
  }
  return { questionsAbout, question, decide, approve, logOf, refusalOf, takeAway };
}
