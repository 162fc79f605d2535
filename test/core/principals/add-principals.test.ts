import { describe, expect, it } from 'vitest';
import { addPrincipals } from '../../../core/principals/add-principals.ts';
import { pattern, principalOfAccount } from './risk-of.ts';

const patterns = (count: number, start = 0) =>
  Array.from({ length: count }, (_, i) => pattern(`role/r${start + i}`));
const principals = (count: number, start = 0) =>
  Array.from({ length: count }, (_, i) => principalOfAccount(`role/r${start + i}`));

describe('what a request adds to a portfolio', () => {
  it('is what the portfolio has not, each once', () => {
    const existing = [pattern('role/a'), principalOfAccount('role/b')];
    const requested = [pattern('role/c'), pattern('role/a'), pattern('role/c'), principalOfAccount('role/b')];

    const plan = addPrincipals(existing, requested);

    expect(plan).toEqual({
      toAssociate: [pattern('role/c')],
      alreadyAssociated: [pattern('role/a'), principalOfAccount('role/b')],
      duplicates: [pattern('role/c')],
    });
  });

  it('counts a principal named twice that the portfolio has as one association and one duplicate', () => {
    const plan = addPrincipals([pattern('role/a')], [pattern('role/a'), pattern('role/a')]);

    expect(plan).toEqual({
      toAssociate: [],
      alreadyAssociated: [pattern('role/a')],
      duplicates: [pattern('role/a')],
    });
  });

  it('keeps apart what differs in type or case', () => {
    const asIam = { principalArn: pattern('role/a').principalArn, principalType: 'IAM' } as const;

    const plan = addPrincipals([pattern('role/a')], [asIam, pattern('role/A')]);

    expect(plan.toAssociate).toEqual([asIam, pattern('role/A')]);
  });
});

describe('the quotas of a portfolio', () => {
  it.each([
    ['10 patterns in all', patterns(7), patterns(3, 7)],
    ['10 patterns there and the same asked again', patterns(10), patterns(10)],
    ['100 principals in all, 10 of them patterns', [...principals(89), ...patterns(10)], principals(1, 89)],
    [
      'more than the quota there already, and nothing added',
      [...principals(120), ...patterns(12)],
      patterns(12),
    ],
  ])('have room for %s', (_, existing, requested) => {
    expect(addPrincipals(existing, requested)).not.toHaveProperty('quotaProblem');
  });

  it('refuse an eleventh pattern, and say what is there, what was asked and which quota it is', () => {
    const { quotaProblem } = addPrincipals(
      [...patterns(8), ...principals(20)],
      [...patterns(4, 7), principalOfAccount('user/x')],
    );

    expect(quotaProblem).toEqual({
      quota: 'IAM_PATTERN principals per portfolio',
      limit: 10,
      existing: 8,
      added: 3,
      sentence:
        'The portfolio has 8 and the request adds 3, more than the quota of 10 IAM_PATTERN principals per portfolio.',
    });
  });

  it('refuse a hundred and first principal of whatever type', () => {
    const { quotaProblem } = addPrincipals([...principals(95), ...patterns(5)], [pattern('role/x')]);

    expect(quotaProblem).toMatchObject({ limit: 100, existing: 100, added: 1 });
    expect(quotaProblem?.sentence).toBe(
      'The portfolio has 100 and the request adds 1, more than the quota of 100 users, groups and roles per portfolio (L-E8959660).',
    );
  });

  it('are those of this account where AWS has raised them', () => {
    const quotas = { iamPatterns: 10, principals: 200 };

    expect(addPrincipals(principals(150), principals(50, 150), quotas)).not.toHaveProperty('quotaProblem');
    expect(addPrincipals(principals(150), principals(51, 150), quotas)).toHaveProperty(
      'quotaProblem.limit',
      200,
    );
  });
});
