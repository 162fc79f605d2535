import { Document, isMap, isSeq } from 'yaml';
import type { Adoption } from '../../core/declaration/adopt-portfolio.ts';
import type { DeclaredShare } from '../../core/declaration/declared.ts';
import { recipientFields } from '../../core/share/recipient.ts';

export interface AdoptedPortfolio extends Adoption {
  readonly displayName: string;
}

/** shares.yml of what was adopted. Findings stand above each portfolio as comments. */
export function writeDeclared(portfolios: readonly AdoptedPortfolio[]): string {
  const document = new Document({
    version: 1,
    portfolios: portfolios.map(({ declared: { portfolioId, principals, shares } }) => ({
      portfolioId,
      ...(principals.length > 0 && {
        principals: principals.map(({ principalArn, principalType }) => ({ principalArn, principalType })),
      }),
      shares: shares.map(shareFields),
    })),
  });
  document.commentBefore = ' What is to be shared with whom: docs/declaration.md';
  const list = document.get('portfolios', true);
  if (isSeq(list)) {
    for (const [index, item] of list.items.entries()) {
      const portfolio = portfolios[index];
      if (isMap(item) && portfolio) item.commentBefore = commentsOf(portfolio).join('\n');
    }
  }
  return document.toString({ lineWidth: 0 });
}

function shareFields({ recipient, shareTagOptions, sharePrincipals }: DeclaredShare): object {
  return {
    ...recipientFields(recipient),
    ...(shareTagOptions && { shareTagOptions }),
    ...(sharePrincipals && { sharePrincipals }),
  };
}

function commentsOf({ displayName, findings, unreadable, missing }: AdoptedPortfolio): string[] {
  return [
    ` ${displayName}`,
    ...findings.map(
      ({ severity, id, principalArn, why }) =>
        ` ${severity} ${id}${principalArn ? ` ${principalArn}` : ''}: ${why}`,
    ),
    ...unreadable.map(({ principalArn }) => ` Left out, since no request can name it: ${principalArn}`),
    ...missing.map(({ recipient }) => ` Asked for once, and not there: ${recipient.type} ${recipient.value}`),
  ].map((line) => line.replaceAll(/[\r\n]/g, ' '));
}
