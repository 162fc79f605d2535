import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageWithConfig } from './package-with-config.ts';
import { GUARDED_PATTERN, PORTFOLIO, shareRequest } from './requests.ts';
import { type AnswerEvent, type Service, startService } from './start-service.ts';

/** Real seconds: time does not run faster while a call is under way. */
const LATE_SECONDS = 2;
const RISKY = { principalArn: 'arn:aws:iam:::role/Deployer-*', principalType: 'IAM_PATTERN' };

let service: Service;
/** The request whose execution is stopped while it makes such a call. */
let stopAt:
  | { readonly requestId: string; readonly operation: string; readonly isKilled?: boolean }
  | undefined;

beforeAll(async () => {
  service = await startService({
    packageDirectory: await packageWithConfig('ways-in-config.yml'),
    functionHost: 'MEMORY',
    interceptCall: async ({ operation, functionName = '' }, perform) => {
      if (operation !== stopAt?.operation) return perform();
      const { requestId, isKilled } = stopAt;
      stopAt = undefined;
      service.executionOf(requestId).stop('StoppedByHand', 'by the test');
      if (!isKilled) return perform();
      service.sandbox.functions.kill(functionName);
      return 'DROP';
    },
  });
});
afterAll(() => service.close());

/** Puts a request whose call takes effect late, stops its execution meanwhile, and lets another one follow. */
async function stopWithin(
  operation: string,
  stopped: ReturnType<typeof shareRequest>,
  next: ReturnType<typeof shareRequest>,
): Promise<AnswerEvent> {
  service.fault(operation, { delaySeconds: LATE_SECONDS, times: 1 });
  stopAt = { requestId: stopped.requestId, operation };
  await service.put(stopped);
  await service.until('the execution is stopped', () => stopAt === undefined);
  await service.put(next);
  return service.answer(stopped.requestId);
}

function isQuestionAbout({ 'detail-type': type, detail }: AnswerEvent, requestId: string): boolean {
  return type === 'PortfolioShareApprovalRequested' && detail.requestId === requestId;
}

function principals(): readonly { readonly principalArn: string }[] {
  return service.sandbox.simulator.controls.portfolio(PORTFOLIO).principals;
}

test('an association in flight when its execution is stopped is waited for, and the next request is weighed with it', async () => {
  const stopped = shareRequest({ principals: [RISKY], sharePrincipals: false });
  const next = shareRequest({ sharePrincipals: true });

  const first = await stopWithin('AssociatePrincipalWithPortfolio', stopped, next);
  await service.until('somebody is asked about the pattern', () =>
    service.sandbox.events().some(({ event }) => isQuestionAbout(event as AnswerEvent, next.requestId)),
  );

  expect(first.detail).toMatchObject({ effect: 'UPDATED', principals: { associated: 1 } });
  expect(principals()).toHaveLength(1);
  expect(service.sandbox.simulator.controls.portfolio(PORTFOLIO).nodeShares).toEqual([]);
});

test('a disassociation in flight when its execution is stopped is waited for by whoever wants the principal', async () => {
  await service.unshare({ principals: [RISKY] });
  await service.ask(shareRequest({ principals: [GUARDED_PATTERN], sharePrincipals: true }));
  const stopped = shareRequest({ action: 'UNSHARE', principals: [GUARDED_PATTERN] });
  const next = shareRequest({ principals: [GUARDED_PATTERN], sharePrincipals: true });

  await stopWithin('DisassociatePrincipalFromPortfolio', stopped, next);
  const second = await service.answer(next.requestId);

  expect(second.detail.failure).toBeUndefined();
  expect(principals()).toHaveLength(1);
});

test('a principal whose call is never answered is waited for, and no longer than the limit', async () => {
  await service.unshare({ principals: [GUARDED_PATTERN] });
  const stopped = shareRequest({ principals: [GUARDED_PATTERN] });
  const next = shareRequest();
  stopAt = { requestId: stopped.requestId, operation: 'AssociatePrincipalWithPortfolio', isKilled: true };

  const first = await service.ask(stopped);
  const second = await service.ask(next);

  expect(first.detail).toMatchObject({ effect: 'UNKNOWN', failure: { code: 'ABORTED' } });
  expect(second.detail.failure).toBeUndefined();
  expect(second.detail.timing.waitedSeconds).toBeGreaterThan(400);
  expect(second.detail.timing.waitedSeconds).toBeLessThan(900);
});
