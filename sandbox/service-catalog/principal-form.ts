import { createHash } from 'node:crypto';
import type { Catalog } from './catalog.ts';
import { readPrincipalKey } from './portfolio.ts';

const ID_PREFIXES: Readonly<Record<string, string>> = { role: 'AROA', user: 'AIDA', group: 'AGPA' };

/**
 * The ARN or unique id under which ListPrincipalsForPortfolio lists an association. Seen: roles with a path, roles
 * that were made a moment ago, and deleted ones, which all are not listed under the ARN that was given.
 * @param since when it was associated, in milliseconds since the epoch.
 */
export function listedForm(catalog: Catalog, key: string, since: number): string {
  const { arn, type } = readPrincipalKey(key);
  const { settings, iam } = catalog;
  const { principalListedAs } = settings.undocumented;
  if (type === 'IAM_PATTERN') {
    return principalListedAs === 'OTHER_CASE' ? inOtherCase(arn) : arn;
  }
  const newUntil = catalog.now() - settings.durations.uniqueIdSeconds * 1000;
  if (iam.isDeleted(arn, catalog.now()) || (iam.createdAt(arn) ?? Number.NEGATIVE_INFINITY) > newUntil) {
    return uniqueIdOf(arn);
  }
  switch (principalListedAs) {
    case 'AS_GIVEN':
      return arn;
    case 'OTHER_CASE':
      return inOtherCase(arn);
    case 'UNIQUE_ID':
      return uniqueIdOf(arn);
    case 'UNIQUE_ID_AT_FIRST':
      return since > newUntil ? uniqueIdOf(arn) : arn;
    case 'WITHOUT_PATH':
      return arn.replace(/(?<=:(?:role|user|group)\/).*\//, '');
    default:
      return principalListedAs satisfies never;
  }
}

/** 21 characters that begin with the kind, as IAM makes them; the same ones for the same ARN. */
export function uniqueIdOf(arn: string): string {
  const kind = /:(role|user|group)\//.exec(arn)?.[1] ?? 'role';
  const digits = createHash('sha256').update(arn).digest('hex').toUpperCase();
  return `${ID_PREFIXES[kind]}${digits.slice(0, 17)}`;
}

function inOtherCase(arn: string): string {
  return arn.replace(/(?<=:(?:role|user|group)\/).*/, (name) =>
    [...name]
      .map((letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()))
      .join(''),
  );
}
