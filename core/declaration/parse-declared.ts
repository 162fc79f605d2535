import * as v from 'valibot';
import { parsePrincipal } from '../principals/parse-principal.ts';
import { parseNodeValue } from '../share/organization-node-value.ts';
import { type Recipient, recipientOfNode } from '../share/recipient.ts';
import { DeclarationSchema, MAPPING, type ShareSchema } from './declaration-schema.ts';
import type { DeclarationProblem, DeclaredPortfolio } from './declared.ts';
import { findRepeats } from './find-repeats.ts';

export type ParsedDeclaration =
  | { readonly ok: true; readonly portfolios: readonly DeclaredPortfolio[] }
  | { readonly ok: false; readonly problems: readonly DeclarationProblem[] };

/** Reads the contents of shares.yml, version 1, all of it: every problem there is comes back at once. */
export function parseDeclared(value: unknown, partition: string): ParsedDeclaration {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return { ok: false, problems: [{ path: [], value, expected: 'a mapping with version and portfolios' }] };
  }
  const parsed = v.safeParse(DeclarationSchema, value);
  if (!parsed.success) return { ok: false, problems: parsed.issues.map(problemOf) };
  const problems: DeclarationProblem[] = [];
  const portfolios = parsed.output.portfolios.map((portfolio, at) => {
    const path = ['portfolios', at];
    const principals = portfolio.principals ?? [];
    for (const [index, principal] of principals.entries()) {
      const read = parsePrincipal(principal, partition);
      if (read.ok) continue;
      const { field, expected } = read.problem;
      const key = field === 'principalType' ? 'principalType' : 'principalArn';
      problems.push({ path: [...path, 'principals', index, key], value: principal[key], expected });
    }
    const shares = (portfolio.shares ?? []).flatMap((share, index) => {
      const recipient = readRecipient(share, [...path, 'shares', index]);
      if ('expected' in recipient) {
        problems.push(recipient);
        return [];
      }
      const { shareTagOptions, sharePrincipals } = share;
      return [{ recipient, shareTagOptions, sharePrincipals }];
    });
    return { portfolioId: portfolio.portfolioId, principals, shares };
  });
  problems.push(...findRepeats(portfolios));
  return problems.length === 0 ? { ok: true, portfolios } : { ok: false, problems };
}

type ShareInput = v.InferOutput<typeof ShareSchema>;

function readRecipient(
  { organizationNode: node, accountId, sharePrincipals }: ShareInput,
  path: readonly (string | number)[],
): Recipient | DeclarationProblem {
  if ((node === undefined) === (accountId === undefined)) {
    const expected = `either organizationNode or accountId${node ? ', not both' : ''}`;
    return node
      ? { path: [...path, 'accountId'], value: accountId, expected }
      : { path, value: undefined, expected };
  }
  const isOfOneAccount = accountId !== undefined || node?.type === 'ACCOUNT';
  if (isOfOneAccount && sharePrincipals) {
    const expected = 'false: Service Catalog shares principal names with an organization or a unit only';
    return { path: [...path, 'sharePrincipals'], value: true, expected };
  }
  if (!node) return { type: 'ACCOUNT', value: accountId ?? '' };
  const read = parseNodeValue(node.type, node.value);
  if ('expected' in read) {
    return { path: [...path, 'organizationNode', 'value'], value: node.value, expected: read.expected };
  }
  return recipientOfNode({ type: node.type, value: read.id });
}

/** valibot's own words for a missing or unknown key; for everything else the schema above has the sentence. */
function problemOf(issue: v.BaseIssue<unknown>): DeclarationProblem {
  const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
  const isAboutKey = issue.type === 'strict_object' && issue.path !== undefined && issue.message === MAPPING;
  if (isAboutKey && issue.expected === 'never') {
    return { path, value: path.at(-1), expected: 'no key of this name' };
  }
  if (isAboutKey && issue.received === 'undefined') {
    return { path, value: undefined, expected: 'this key, which is required' };
  }
  return { path, value: issue.input, expected: issue.message };
}
