import * as v from 'valibot';
import { boundsProblem } from '../input-bounds.ts';
import { wrongInArn } from '../organization/wrong-in-arn.ts';
import { parsePrincipal } from '../principals/parse-principal.ts';
import { type Mistake, mistakesIn, type Words } from '../schema-mistakes.ts';
import { parseNodeValue } from '../share/organization-node-value.ts';
import { type Recipient, recipientOfNode } from '../share/recipient.ts';
import { DeclarationSchema, PrincipalSchema, ShareSchema } from './declaration-schema.ts';
import type { DeclaredPortfolio, DeclaredShare } from './declared.ts';
import { findRepeats } from './find-repeats.ts';

export type ParsedDeclaration =
  | { readonly ok: true; readonly portfolios: readonly DeclaredPortfolio[] }
  | { readonly ok: false; readonly problems: readonly Mistake[] };

/** 20,000 portfolios with a dozen shares each. */
const MOST_VALUES = 5_000_000;

const WORDS: Words = {
  unknown: 'no key of this name',
  missing: 'this key, which is required',
  object: 'a mapping of keys and values',
  isQuoted: false,
};

/** Reads the contents of shares.yml, version 1, all of it: every problem there is comes back at once. */
export function parseDeclared(value: unknown, partition: string): ParsedDeclaration {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return { ok: false, problems: [{ path: [], value, expected: 'a mapping with version and portfolios' }] };
  }
  const unfit = boundsProblem(value, 'the file', MOST_VALUES);
  if (unfit) return { ok: false, problems: [{ path: [], value: unfit.value, expected: unfit.expected }] };
  const parsed = v.safeParse(DeclarationSchema, value);
  const problems: Mistake[] = parsed.success ? [] : [...mistakesIn(DeclarationSchema, parsed.issues, WORDS)];
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
      const read = readRecipient(share.output, given, [...path, 'shares', index], partition);
      if ('expected' in read) {
        problems.push(read);
        return [];
      }
      const { shareTagOptions, sharePrincipals } = share.output;
      return [{ ...read, at: index, shareTagOptions, sharePrincipals }];
    });
    return { portfolioId: textAt(portfolio, 'portfolioId') ?? `the portfolio at ${at}`, principals, shares };
  });
  for (const repeat of findRepeats(portfolios)) problems.push(repeat);
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
  given: unknown,
  path: Mistake['path'],
  partition: string,
): Pick<DeclaredShare, 'recipient' | 'said'> | Mistake {
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
  const { type, value } = node ?? { type: 'ACCOUNT', value: (given as { accountId: unknown }).accountId };
  const read = parseNodeValue(type, value);
  const expected = 'expected' in read ? read.expected : read.said && wrongInArn(read.said, { partition });
  if (expected !== undefined || 'expected' in read) {
    const field = node ? ['organizationNode', 'value'] : ['accountId'];
    return { path: [...path, ...field], value, expected: expected ?? '' };
  }
  const recipient: Recipient = node ? recipientOfNode({ type, value: read.id }) : { type, value: read.id };
  // An account of another organization may be shared with, by accountId.
  return { recipient, ...(node && read.said && { said: read.said }) };
}
