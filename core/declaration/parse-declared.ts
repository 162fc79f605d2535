import * as v from 'valibot';
import { boundsProblem } from '../input-bounds.ts';
import { wrongInArn } from '../organization/wrong-in-arn.ts';
import { parsePrincipal } from '../principals/parse-principal.ts';
import { parseNodeValue } from '../share/organization-node-value.ts';
import { recipientOfNode } from '../share/recipient.ts';
import { DeclarationSchema, MAPPING, PrincipalSchema, ShareSchema } from './declaration-schema.ts';
import type { DeclarationProblem, DeclaredPortfolio, DeclaredShare } from './declared.ts';
import { findRepeats } from './find-repeats.ts';

export type ParsedDeclaration =
  | { readonly ok: true; readonly portfolios: readonly DeclaredPortfolio[] }
  | { readonly ok: false; readonly problems: readonly DeclarationProblem[] };

/** Reads the contents of shares.yml, version 1, all of it: every problem there is comes back at once. */
export function parseDeclared(value: unknown, partition: string): ParsedDeclaration {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return { ok: false, problems: [{ path: [], value, expected: 'a mapping with version and portfolios' }] };
  }
  const unfit = boundsProblem(value, 'the file');
  if (unfit) return { ok: false, problems: [{ path: [], value: unfit.value, expected: unfit.expected }] };
  const parsed = v.safeParse(DeclarationSchema, value);
  const problems: DeclarationProblem[] = parsed.success ? [] : parsed.issues.map(problemOf);
  // Piece by piece, whatever is wrong around it: every mistake of the file is told at once.
  const portfolios = listAt(value, 'portfolios').map((portfolio, at) => {
    const path = ['portfolios', at];
    const principals = listAt(portfolio, 'principals').flatMap((given, index) => {
      const principal = v.safeParse(PrincipalSchema, given);
      if (!principal.success) return [];
      const read = parsePrincipal(principal.output, partition);
      if (read.ok) return [principal.output];
      const { field, expected } = read.problem;
      const key = field === 'principalType' ? 'principalType' : 'principalArn';
      problems.push({ path: [...path, 'principals', index, key], value: principal.output[key], expected });
      return [principal.output];
    });
    const shares = listAt(portfolio, 'shares').flatMap((given, index) => {
      const share = v.safeParse(ShareSchema, given);
      if (!share.success) return [];
      const read = readRecipient(share.output, [...path, 'shares', index], partition);
      if ('expected' in read) {
        problems.push(read);
        return [];
      }
      const { shareTagOptions, sharePrincipals } = share.output;
      return [{ ...read, at: index, shareTagOptions, sharePrincipals }];
    });
    return { portfolioId: textAt(portfolio, 'portfolioId') ?? `the portfolio at ${at}`, principals, shares };
  });
  problems.push(...findRepeats(portfolios));
  return problems.length === 0 ? { ok: true, portfolios } : { ok: false, problems };
}

function listAt(value: unknown, name: string): readonly unknown[] {
  const member =
    value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[name] : undefined;
  return Array.isArray(member) ? member : [];
}

function textAt(value: unknown, name: string): string | undefined {
  const member =
    value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[name] : undefined;
  return typeof member === 'string' ? member : undefined;
}

type ShareInput = v.InferOutput<typeof ShareSchema>;

function readRecipient(
  { organizationNode: node, accountId, sharePrincipals }: ShareInput,
  path: readonly (string | number)[],
  partition: string,
): Pick<DeclaredShare, 'recipient' | 'said'> | DeclarationProblem {
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
  if (!node) return { recipient: { type: 'ACCOUNT', value: accountId ?? '' } };
  const read = parseNodeValue(node.type, node.value);
  const expected = 'expected' in read ? read.expected : read.said && wrongInArn(read.said, { partition });
  if (expected !== undefined || 'expected' in read) {
    return { path: [...path, 'organizationNode', 'value'], value: node.value, expected: expected ?? '' };
  }
  const recipient = recipientOfNode({ type: node.type, value: read.id });
  return { recipient, ...(read.said && { said: read.said }) };
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
