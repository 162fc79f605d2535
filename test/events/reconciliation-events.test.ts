import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { describeProblem } from '../../core/problem.ts';
import { parseDriftAcknowledgement } from '../../events/portfolio-share-drift-acknowledged.ts';
import {
  driftDetected,
  PortfolioShareDriftDetectedDetail,
} from '../../events/portfolio-share-drift-detected.ts';
import { ReconciliationCompletedDetail } from '../../events/reconciliation-completed.ts';
import { parseReconciliationRequest } from '../../events/reconciliation-requested.ts';

const example = (name: string) => JSON.parse(readFileSync(`events/examples/${name}.json`, 'utf8')).detail;

test('the examples of what is sent to Foliocast parse', () => {
  expect(parseReconciliationRequest(example('reconciliation-requested')).ok).toBe(true);
  expect(parseReconciliationRequest({})).toMatchObject({
    ok: true,
    request: { dryRun: false, checkAccounts: false },
  });
  expect(parseDriftAcknowledgement(example('portfolio-share-drift-acknowledged')).ok).toBe(true);
});

test('the examples of what Foliocast says keep to their schemas', () => {
  expect(v.parse(PortfolioShareDriftDetectedDetail, example('portfolio-share-drift-detected'))).toBeDefined();
  expect(v.parse(ReconciliationCompletedDetail, example('reconciliation-completed'))).toBeDefined();
});

test('the example of a drift is what one becomes', () => {
  const {
    driftId,
    reconciliationId,
    kind,
    portfolioId,
    generation,
    expected,
    actual,
    firstDetectedAt,
    detectedAt,
    whatWillBeDone,
  } = example('portfolio-share-drift-detected');
  const record = {
    driftId,
    driftKey: 'key',
    episode: 1,
    foundBy: reconciliationId,
    firstDetectedAt,
    lastDetectedAt: detectedAt,
    difference: {
      kind,
      portfolioId,
      generation,
      expected,
      actual,
      findings: [],
      recipient: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-cdef3456' } as const,
    },
  };

  expect(driftDetected(record, whatWillBeDone)).toEqual(example('portfolio-share-drift-detected'));
});

test.each([
  [{ portfolioIds: [] }, 'portfolioIds is []: expected at least one portfolio'],
  [{ dryRun: 'yes' }, 'dryRun is "yes": expected true or false'],
  [{ portfolios: [] }, 'portfolios is []: expected no field of this name'],
  [null, 'detail is null'],
])('a request for reconciliation of %j is refused in one sentence', (detail, sentence) => {
  const parsed = parseReconciliationRequest(detail);

  expect(parsed.ok ? '' : parsed.problems.map(describeProblem).join('; ')).toContain(sentence);
});

test.each([
  [
    { driftId: 'drift-1', by: 'me' },
    'driftId is "drift-1": expected the driftId of a PortfolioShareDriftDetected',
  ],
  [{ driftId: example('portfolio-share-drift-detected').driftId }, 'by is missing'],
  [
    { driftId: example('portfolio-share-drift-detected').driftId, by: 'me', until: 'soon' },
    'until is "soon": expected a time',
  ],
])('an acknowledgement of %j is refused in one sentence', (detail, sentence) => {
  const parsed = parseDriftAcknowledgement(detail);

  expect(parsed.ok ? '' : parsed.problems.map(describeProblem).join('; ')).toContain(sentence);
});
