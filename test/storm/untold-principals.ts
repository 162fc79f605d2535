import type { Wish } from './wishes.ts';

interface Outcome {
  // biome-ignore lint/suspicious/noExplicitAny: looked at as a receiver would
  readonly detail: any;
}

/** Principals of a portfolio that no outcome tells of; none was there at first. */
export function untoldPrincipals(
  wishes: readonly Wish[],
  outcomes: readonly Outcome[],
  principalsOf: (portfolioId: string) => readonly { readonly principalArn: string }[],
): string[] {
  const told = new Set(
    wishes
      .filter(({ requestId }) =>
        outcomes.some(
          ({ detail: { requestId: id, principals } }) =>
            id === requestId && (principals.associated > 0 || principals.isUnsettled),
        ),
      )
      .flatMap(({ portfolioId, principals }) => principals.map((one) => `${portfolioId} ${arnOf(one)}`)),
  );
  return [...new Set(wishes.map(({ portfolioId }) => portfolioId))].flatMap((portfolioId) =>
    principalsOf(portfolioId)
      .map(({ principalArn }) => `${portfolioId} ${principalArn}`)
      .filter((one) => !told.has(one)),
  );
}

function arnOf(principal: object): string {
  return 'principalArn' in principal ? String(principal.principalArn) : '';
}
