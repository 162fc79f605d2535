import type { Mistake } from '../schema-mistakes.ts';
import type { DeclaredPortfolio } from './declared.ts';

/** What is declared twice: each `apply` would change it from the one to the other and back. */
export function findRepeats(portfolios: readonly DeclaredPortfolio[]): Mistake[] {
  return [
    ...repeats(portfolios.map(({ portfolioId }) => portfolioId)).map((at) => ({
      path: ['portfolios', at, 'portfolioId'],
      value: portfolios[at]?.portfolioId,
      expected: 'each portfolio once',
    })),
    ...portfolios.flatMap(({ principals, shares }, at) => [
      ...repeats(principals.map(({ principalArn }) => principalArn)).map((index) => ({
        path: ['portfolios', at, 'principals', index, 'principalArn'],
        value: principals[index]?.principalArn,
        expected: 'each principal once',
      })),
      ...repeats(shares.map(({ recipient }) => `${recipient.type} ${recipient.value}`)).map((index) => ({
        path: ['portfolios', at, 'shares', shares[index]?.at ?? index],
        value: shares[index]?.recipient.value,
        expected: 'each recipient once',
      })),
    ]),
  ];
}

/** Indexes of the second and any further mention. */
function repeats(names: readonly string[]): number[] {
  const seen = new Set<string>();
  return names.flatMap((name, index) => {
    const isRepeat = seen.has(name);
    seen.add(name);
    return isRepeat ? [index] : [];
  });
}
